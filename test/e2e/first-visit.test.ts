import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { isFocused, untilFocused } from '../support/focus.ts';
import { type Hands, type Way, ways } from '../support/hands.ts';
import type { Lan } from '../support/lan.ts';
import { test } from '../support/lan-test.ts';
import { bytesOf, Person } from '../support/person.ts';

/** Somebody who has never been here, and what they work with. */
interface Visitor {
  readonly person: Person;
  readonly hands: Hands;
}

async function visit(browser: Browser, { device, handsAt }: Way, name: string, url: string): Promise<Visitor> {
  const context = await browser.newContext(device);
  onTestFinished(() => context.close());
  const person = await Person.open(context, name, url);
  return { person, hands: handsAt(person.page) };
}

/** Where one writes has the focus, unless that raises keys over the page. */
async function expectReadyToWrite({ person, hands }: Visitor): Promise<void> {
  const field = person.textbox('Message');
  if (hands.hasKeys) await untilFocused(field);
  else expect(await isFocused(field)).toBe(false);
}

/** Reads what was copied, at a page that browsers let read it. */
async function clipboardOf({ page }: Person, lan: Lan): Promise<string> {
  await page.context().grantPermissions(['clipboard-read'], { origin: lan.localUrl });
  const reader = await page.context().newPage();
  await reader.goto(lan.localUrl);
  const text = await reader.evaluate(() => navigator.clipboard.readText());
  await reader.close();
  return text;
}

/** A dialog gives the focus back to what opened it. */
async function openAndClose({ person, hands }: Visitor, button: string, dialogName: string): Promise<void> {
  const dialog = person.page.getByRole('dialog', { name: dialogName });
  await hands.press(person.button(button));
  await dialog.waitFor();
  await hands.dismiss(dialog);
  await dialog.waitFor({ state: 'hidden' });
  await untilFocused(person.button(button));
}

async function say(visitor: Visitor, text: string): Promise<void> {
  const { person, hands } = visitor;
  const field = person.textbox('Message');
  await hands.write(field, text);
  await hands.send(field, person.button('Send'));
  await untilFocused(field);
  expect(await field.inputValue()).toBe('');
}

async function sendFile({ person, hands }: Visitor, path: string): Promise<void> {
  const [chooser] = await Promise.all([
    person.page.waitForEvent('filechooser'),
    hands.press(person.button('Send files')),
  ]);
  await chooser.setFiles(path);
  await untilFocused(person.button('Send files'));
}

/** Answers the bytes that were saved. */
async function accept({ person, hands }: Visitor): Promise<Buffer> {
  const [download] = await Promise.all([person.page.waitForEvent('download'), hands.press(person.button('Accept'))]);
  await person.hears('Verified and saved');
  return bytesOf(download);
}

test.for(ways)('somebody comes for the first time, $name', async (way, { browser, lan, folder }) => {
  const ann = await visit(browser, way, 'Ann', lan.url);
  await ann.hands.press(ann.person.button('Create a room'));
  await ann.person.inRoom();
  await expectReadyToWrite(ann);

  await ann.hands.press(ann.person.button('Copy link'));
  await ann.person.page.getByText('Copied').waitFor();
  await untilFocused(ann.person.button('Copy link'));
  await openAndClose(ann, 'Show QR code', 'Scan to join');
  await openAndClose(ann, 'Settings', 'Settings');
  const link = await clipboardOf(ann.person, lan);
  expect(link).toBe(ann.person.page.url());

  const ben = await visit(browser, way, 'Ben', link);
  await ben.person.inRoom();
  await ben.person.connectedTo('Ann');
  await ann.person.connectedTo('Ben');
  await expectReadyToWrite(ben);

  await say(ann, 'Hello Ben');
  await ben.person.hears('Hello Ben');
  await say(ben, 'Hello Ann');
  await ann.person.hears('Hello Ann');

  const content = randomBytes(300_000);
  await writeFile(join(folder, 'photo.jpg'), content);
  await sendFile(ann, join(folder, 'photo.jpg'));
  expect((await accept(ben)).equals(content)).toBe(true);
  await ann.person.hears('Verified and saved');
  // The button is gone, and the card has the focus: its other buttons are the next ones.
  await untilFocused(ben.person.page.getByRole('article', { name: 'photo.jpg' }));

  for (const { person, hands } of [ben, ann]) {
    await hands.press(person.button('Leave room'));
    await untilFocused(person.page.getByRole('heading', { level: 1 }));
  }
  expect([...ann.person.pageErrors, ...ben.person.pageErrors]).toEqual([]);
});
