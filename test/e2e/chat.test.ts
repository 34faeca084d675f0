import { describe, expect } from 'vitest';
import { test } from '../support/lan-test.ts';

describe('the conversation', () => {
  test('goes both ways', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.say('Hello Ben');
    await ben.hears('Hello Ben');
    await ben.say('Hello Ann');
    await ann.hears('Hello Ann');
  });

  test('keeps line breaks and shows markup as text', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const payload = '<img src=x onerror="alert(1)"><b>bold</b>';
    await ann.textbox('Message').fill('first');
    await ann.textbox('Message').press('Shift+Enter');
    await ann.textbox('Message').pressSequentially(payload);
    await ann.textbox('Message').press('Enter');
    await ben.hears(payload);
    expect(await ben.conversation.getByText(payload).innerText()).toBe(`first\n${payload}`);
    expect(await ben.conversation.locator('img, b').count()).toBe(0);
  });

  test('makes web addresses clickable, and nothing else', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.say('see https://example.com/a?b=1, not javascript:alert(1)');
    const link = ben.conversation.getByRole('link');
    await link.waitFor();
    expect(await link.count()).toBe(1);
    expect(await link.getAttribute('href')).toBe('https://example.com/a?b=1');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
  });

  test('shows a changed name to everybody', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.say('/nick Anna Maria');
    await ann.hears('You are now called Anna Maria.');
    await ben.hears('Ann is now called Anna Maria.');
    await ben.connectedTo('Anna Maria');
    await ann.say('/nick ');
    await ann.hears('A name needs at least one visible character.');
    await ann.say(`/nick ${'x'.repeat(33)}`);
    await ann.hears('A name can have 32 characters at most.');
    await ann.person('Anna Maria').waitFor();
  });
});

describe('slash commands', () => {
  test('are listed by /help', async ({ visit }) => {
    const ann = await visit('Ann');
    await ann.createRoom();
    await ann.say('/help');
    for (const usage of ['/help', '/nick NAME', '/who', '/send', '/quit']) await ann.hears(`${usage} — `);
  });

  test('that are unknown are explained and not sent', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.say('/frobnicate all');
    await ann.hears('“/frobnicate all” was not sent: there is no command /frobnicate.');
    await ann.say('done');
    await ben.hears('done');
    expect(await ben.conversation.getByText('frobnicate').count()).toBe(0);
  });

  test('open the file picker with /send', async ({ visit }) => {
    const ann = await visit('Ann');
    await ann.createRoom();
    await Promise.all([ann.page.waitForEvent('filechooser'), ann.say('/send')]);
  });

  test('leave the room with /quit', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ben.say('/quit');
    await ben.button('Create a room').waitFor();
    await ann.hears('Ben left.');
  });
});
