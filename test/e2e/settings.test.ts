import { devices, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from '../support/lan-test.ts';

const schemeOf = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);

/** How much of the page lies beside the screen, in CSS pixels. */
const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('what is chosen in the settings holds at once, and after a reload', async ({ visit }) => {
  const ann = await visit('Ann');
  await ann.createRoom();
  const settings = await ann.openSettings();
  await settings.getByRole('radio', { name: 'Dark' }).check();
  expect(await schemeOf(ann.page)).toBe('dark');
  await settings.getByRole('checkbox', { name: 'Sound' }).uncheck();
  await settings.getByRole('checkbox', { name: 'Accept automatically from recognised people' }).check();
  await settings.getByRole('radio', { name: 'One by one' }).check();

  await ann.page.reload();
  await ann.inRoom();
  expect(await schemeOf(ann.page)).toBe('dark');
  await ann.openSettings();
  expect(await settings.getByRole('checkbox', { name: 'Sound' }).isChecked()).toBe(false);
  expect(
    await settings.getByRole('checkbox', { name: 'Accept automatically from recognised people' }).isChecked(),
  ).toBe(true);
  expect(await settings.getByRole('radio', { name: 'One by one' }).isChecked()).toBe(true);
  expect(await settings.getByRole('checkbox', { name: /^Put the sender/ }).isChecked()).toBe(false);
});

test('everything can be reached on a screen of 320 pixels', async ({ visit }) => {
  const ann = await visit('Ann');
  await ann.page.setViewportSize({ width: 320, height: 568 });
  expect(await overflowOf(ann.page)).toBe(0);
  await ann.createRoom();
  expect(await overflowOf(ann.page)).toBe(0);
  const settings = await ann.openSettings();
  const forget = settings.getByRole('button', { name: 'Forget this browser' });
  await forget.scrollIntoViewIfNeeded();
  for (const control of [forget, settings.getByRole('radio', { name: 'Dark' })]) {
    const box = await control.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(320);
  }
});

test('on a phone the room has two tabs, and the one of the conversation counts what is unread', async ({ meet }) => {
  const [ann, ben] = await meet('Ann', 'Ben');
  await ben.page.setViewportSize(devices['Pixel 7'].viewport);
  const [conversation, people] = ['Conversation', 'People'].map((name) => ben.page.getByRole('tab', { name }));
  await ben.textbox('Message').fill('half a thought');
  await people?.click();
  await ben.connectedTo('Ann');
  await people?.click();
  expect(await ben.textbox('Message').isVisible()).toBe(false);
  await ben.page.getByRole('tabpanel', { name: 'People' }).getByText('Ann').first().waitFor();
  await ann.say('one');
  await ann.say('two');
  await ben.page.getByRole('tab', { name: 'Conversation 2 unread' }).waitFor();

  await people?.press('ArrowLeft');
  expect(await conversation?.getAttribute('aria-selected')).toBe('true');
  await ben.hears('two');
  expect(await ben.textbox('Message').inputValue()).toBe('half a thought');
  await ben.page.getByRole('tab', { name: 'Conversation', exact: true }).waitFor();
});
