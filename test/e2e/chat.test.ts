import { describe, expect } from 'vitest';
import { exposeChannels, replaceInTexts, sendControl } from '../support/hostile-peer.ts';
import { test } from '../support/lan-test.ts';
import type { Person } from '../support/person.ts';
import { cutLink } from '../support/wire.ts';

/** The texts of all messages, in the order of the page. */
const messagesOf = (person: Person) => person.conversation.getByText(/^message \S+$/).allInnerTexts();

/** Who stands above them. */
const authorsOf = (person: Person) => person.conversation.getByText(/^(?:You|Ann|Ben|Cy)$/).allInnerTexts();

/** A link that was lost may take a while to be made again. */
const patiently = { timeout: 20_000 };

/** Waits until somebody sees these messages, each once and in this order. */
const expectMessages = (person: Person, messages: readonly string[]) =>
  expect.poll(() => messagesOf(person), patiently).toEqual(messages);

/** Ann and Ben take turns. */
async function talk(ann: Person, ben: Person): Promise<readonly string[]> {
  const messages = ['message one', 'message two', 'message three'];
  for (const [at, text] of messages.entries()) {
    const [speaker, listener] = at % 2 === 0 ? [ann, ben] : [ben, ann];
    await speaker.say(text);
    await listener.hears(text);
  }
  return messages;
}

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

describe('what was said', () => {
  test('is seen by a third person who joins later, in the same order and by the same authors', async ({
    meet,
    visit,
  }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const messages = await talk(ann, ben);
    const cy = await visit('Cy', ann.page.url());
    await cy.connectedTo('Ann', 'Ben');
    await expectMessages(cy, messages);
    expect(await authorsOf(cy)).toEqual(['Ann', 'Ben', 'Ann']);
    await cy.say('message four');
    for (const person of [ann, ben, cy]) await expectMessages(person, [...messages, 'message four']);
  });

  test('is seen again by a person who reloads, once', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const messages = await talk(ann, ben);
    await ben.page.reload();
    await ben.connectedTo('Ann');
    await expectMessages(ben, messages);
    await ben.say('message four');
    for (const person of [ann, ben]) await expectMessages(person, [...messages, 'message four']);
  });

  test('is not believed when it was changed on the way: who handed it on is dropped, and the page says why', async ({
    meet,
    visit,
  }) => {
    const [ann, mallory] = await meet('Ann', 'Mallory');
    await ann.say('message one');
    await mallory.hears('message one');
    await ann.say('/quit');
    await mallory.hears('Ann left.');
    await replaceInTexts(mallory.page, 'message one', 'message forged');
    const cy = await visit('Cy', mallory.page.url());
    await cy.hears('Mallory was dropped, because a chat message has a wrong signature. Everything else goes on.');
    await cy.person('Mallory').getByText('Cannot connect').waitFor();
    for (const { page } of [ann, mallory, cy]) expect(await page.getByText('forged').count()).toBe(0);
    expect(await messagesOf(cy)).toEqual([]);
    expect(await messagesOf(mallory)).toEqual(['message one']);
  });

  test('while a link was cut is seen on both sides, once and in one order', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await talk(ann, ben);
    const chatter = async (person: Person) => {
      for (let at = 0; at < 10; at++) await person.say(`message ${at}/${person.name}`);
    };
    const cutting = async () => {
      await ben.hears('message 2/Ann');
      await cutLink(ann.page);
    };
    await Promise.all([chatter(ann), chatter(ben), cutting()]);
    for (const person of [ann, ben])
      await expect.poll(async () => (await messagesOf(person)).length, patiently).toBe(23);
    const messages = await messagesOf(ann);
    expect(new Set(messages).size).toBe(23);
    await ann.connectedTo('Ben');
    await ben.say('message last');
    for (const person of [ann, ben]) await expectMessages(person, [...messages, 'message last']);
  });
});

describe('below the newest own message', () => {
  test('stands to whom it was delivered', async ({ visit }) => {
    const ann = await visit('Ann');
    const link = await ann.createRoom();
    await ann.say('message one');
    await ann.hears('message one');
    expect(await ann.conversation.getByText(/deliver|Sending/i).count()).toBe(0);
    const ben = await visit('Ben', link);
    await ben.hears('message one');
    await ann.conversation.getByText('Delivered to Ben', { exact: true }).waitFor();
    const cy = await visit('Cy', link);
    await cy.connectedTo('Ann', 'Ben');
    await ann.conversation.getByText('Delivered to everyone', { exact: true }).waitFor();
    await ann.say('message two');
    await ann.conversation.getByText('Delivered to everyone', { exact: true }).waitFor();
    expect(await ann.conversation.getByText(/deliver/i).count()).toBe(1);
    expect(await ben.conversation.getByText(/deliver/i).count()).toBe(0);
  });

  test('stands to whom it was not delivered', async ({ visit }) => {
    const ann = await visit('Ann');
    const link = await ann.createRoom();
    const ben = await visit('Ben', link);
    const cy = await visit('Cy', link);
    await exposeChannels(cy.page);
    await ann.connectedTo('Ben', 'Cy');
    await ben.connectedTo('Ann', 'Cy');
    // Ann drops Cy, who stays in the room.
    await sendControl(cy.page, 'nonsense');
    await ann.person('Cy').getByText('Cannot connect').waitFor();
    await ann.say('message one');
    await ben.hears('message one');
    await ann.conversation.getByText('Not delivered to Cy yet', { exact: true }).waitFor();
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
