import type { Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import { exposeChannels, heardTexts } from '../support/hostile-peer.ts';
import { test } from '../support/lan-test.ts';
import { Person } from '../support/person.ts';
import { cutLink } from '../support/wire.ts';

/** A phone: there is nothing to hover with. */
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A link that was lost may take a while to be made again. */
const patiently = { timeout: 20_000 };

/** The message with this text. */
const messageOf = (person: Person, text: string): Locator =>
  person.conversation.locator('ll-message').filter({ hasText: text }).last();

/** Presses a button of the message with this text. */
const press = (person: Person, text: string, name: string) =>
  messageOf(person, text).getByRole('button', { name, exact: true }).click();

const draftOf = (person: Person) => person.textbox('Message').inputValue();

describe('a direct message', () => {
  test('reaches one of three, is answered by them alone, and never comes to the third', async ({ meet, visit }) => {
    const [ann, ben] = await meet('Ann', 'Ben Miller');
    const cy = await visit('Cy', ann.page.url());
    await exposeChannels(cy.page);
    await cy.connectedTo('Ann', 'Ben Miller');
    for (const person of [ann, ben]) await person.connectedTo('Cy');

    await ann.say('/msg ben miller secret number one');
    await ben.hears('secret number one');
    await messageOf(ben, 'secret number one').getByText('only to you', { exact: true }).waitFor();
    await messageOf(ann, 'secret number one').getByText('only to Ben Miller', { exact: true }).waitFor();
    await ann.conversation.getByText('Delivered to Ben Miller', { exact: true }).waitFor();

    await press(ben, 'secret number one', 'Reply');
    await ben.page.getByText('Reply to Ann · only to Ann').waitFor();
    await ben.say('secret number two');
    await ann.hears('secret number two');
    await messageOf(ann, 'secret number two').getByText('only to you', { exact: true }).waitFor();

    // What the third person gets comes over the same links, later.
    await ann.say('to all one');
    await ben.say('to all two');
    await cy.hears('to all one');
    await cy.hears('to all two');
    expect(await cy.conversation.getByText('secret').count()).toBe(0);
    expect((await heardTexts(cy.page)).join()).not.toContain('secret');

    // A newcomer gets the history, and a page that is loaded anew gets its own messages back.
    const dan = await visit('Dan', ann.page.url());
    await dan.hears('to all two');
    await ben.page.reload();
    await ben.hears('secret number one');
    await ben.hears('secret number two');
    expect(await dan.conversation.getByText('secret').count()).toBe(0);
    expect(await cy.conversation.getByText('secret').count()).toBe(0);
  });

  test('comes again after a lost link', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await cutLink(ann.page);
    await ann.say('/msg Ben secret');
    await messageOf(ben, 'secret').waitFor(patiently);
    await ann.conversation.getByText('Delivered to Ben', { exact: true }).waitFor(patiently);
    expect(await ben.conversation.locator('ll-message').count()).toBe(1);
  });

  test('is begun at the person in the list, keeps what is typed, and its name is completed', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben Miller', 'Cy');
    await ann.textbox('Message').fill('hello');
    await ann.person('Ben Miller').getByText('Ben Miller').click();
    await ann.button('Message Ben Miller').click();
    expect(await draftOf(ann)).toBe('/msg Ben Miller hello');
    await ann.textbox('Message').press('Enter');
    await messageOf(ben, 'hello').getByText('only to you', { exact: true }).waitFor();

    await ann.textbox('Message').pressSequentially('/ms');
    await ann.textbox('Message').press('Tab');
    const names = ann.page.getByRole('listbox').getByRole('option');
    expect(await names.allInnerTexts()).toEqual(['Ben Miller', 'Cy']);
    await ann.textbox('Message').pressSequentially('be');
    expect(await names.allInnerTexts()).toEqual(['Ben Miller']);
    await ann.textbox('Message').press('Enter');
    expect(await draftOf(ann)).toBe('/msg Ben Miller ');
  });

  test('to nobody is put back into the message field, with a reason', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.say('/msg Dan hello');
    await ann.hears('This was not sent: nobody in the room has this name.');
    expect(await draftOf(ann)).toBe('/msg Dan hello');
    expect(await ben.conversation.getByText('hello').count()).toBe(0);
  });
});

describe('the newest own message', () => {
  test('is edited with the arrow key, for everybody and for newcomers', async ({ meet, visit }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.say('message one');
    await ann.say('mesage two');
    await ben.hears('mesage two');
    await ann.textbox('Message').press('ArrowUp');
    expect(await draftOf(ann)).toBe('mesage two');
    await ann.page.getByText('Edit your message').waitFor();
    await ann.textbox('Message').fill('message two');
    await ann.textbox('Message').press('Enter');
    const cy = await visit('Cy', ann.page.url());
    for (const person of [ann, ben, cy]) {
      await person.hears('message two');
      await messageOf(person, 'message two').getByText('edited', { exact: true }).waitFor();
      expect(await person.conversation.getByText(/^(?:message|mesage) \S+$/).allInnerTexts()).toEqual([
        'message one',
        'message two',
      ]);
    }
    expect(await draftOf(ann)).toBe('');
  });

  test('is the only one with these buttons, and Escape gives the draft back', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.say('first');
    await ben.say('other');
    await ann.hears('other');
    await ann.say('second');
    await ben.hears('second');
    expect(await ann.conversation.getByRole('button', { name: 'Edit', exact: true }).count()).toBe(1);
    expect(await ann.conversation.getByRole('button', { name: 'Delete', exact: true }).count()).toBe(1);
    expect(await ann.conversation.getByRole('button', { name: 'Reply', exact: true }).count()).toBe(3);
    await ann.textbox('Message').fill('half a sentence');
    await press(ann, 'second', 'Edit');
    expect(await draftOf(ann)).toBe('second');
    await ann.textbox('Message').press('Escape');
    expect(await draftOf(ann)).toBe('half a sentence');
    expect(await ann.page.getByText('Edit your message').count()).toBe(0);
  });

  test('is deleted for everybody', async ({ meet, visit }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.say('a slip');
    await ben.hears('a slip');
    await press(ann, 'a slip', 'Delete');
    const cy = await visit('Cy', ann.page.url());
    for (const person of [ann, ben, cy]) {
      await person.hears('message deleted');
      expect(await person.conversation.getByText('a slip').count()).toBe(0);
    }
  });
});

describe('a reply', () => {
  test('quotes what it answers, and leads there', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.textbox('Message').fill('the question');
    await ann.textbox('Message').press('Shift+Enter');
    await ann.textbox('Message').pressSequentially('and more of it');
    await ann.textbox('Message').press('Enter');
    for (let at = 0; at < 20; at++) await ann.say(`message ${at}`);
    await ben.hears('message 19');
    await press(ben, 'the question', 'Reply');
    await ben.page.getByText('Reply to Ann', { exact: true }).waitFor();
    await ben.say('the answer');
    await ben.hears('the answer');
    await messageOf(ben, 'the answer').getByRole('button', { name: 'Ann the question' }).waitFor();
    await messageOf(ann, 'the answer').getByRole('button', { name: 'You the question' }).click();
    const isInSight = () =>
      ann.conversation
        .getByText('and more of it')
        .evaluate(
          (element) => element.getBoundingClientRect().top >= 0 && element.getBoundingClientRect().top < innerHeight,
        );
    await expect.poll(isInSight).toBe(true);
  });

  test('is cancelled by its button and by Escape, and what is typed stays', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ben.say('the question');
    await ann.hears('the question');
    await ann.textbox('Message').fill('half an answer');
    for (const cancel of [() => ann.button('Cancel reply').click(), () => ann.textbox('Message').press('Escape')]) {
      await press(ann, 'the question', 'Reply');
      await ann.button('Cancel reply').waitFor();
      await cancel();
      await ann.button('Cancel reply').waitFor({ state: 'detached' });
      expect(await draftOf(ann)).toBe('half an answer');
    }
    await ann.textbox('Message').press('Enter');
    await messageOf(ben, 'half an answer').waitFor();
    expect(await messageOf(ben, 'half an answer').getByText('the question').count()).toBe(0);
  });

  test('to what is not here any more says so', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.say('the question');
    await ben.hears('the question');
    await ann.say('/clear');
    await ann.hears('Your view was cleared.');
    expect(await ann.conversation.getByText('the question').count()).toBe(0);
    await press(ben, 'the question', 'Reply');
    await ben.say('the answer');
    await messageOf(ann, 'the answer').getByText('an earlier message', { exact: true }).waitFor();
  });
});

test('the keyboard reaches the buttons of a message, which have their icons as soon as somebody comes to them', async ({
  meet,
}) => {
  const [ann, ben] = await meet('Ann', 'Ben');
  for (const text of ['for the keyboard', 'for the mouse']) await ben.say(text);
  await ann.hears('for the mouse');
  const replyTo = (text: string) => messageOf(ann, text).getByRole('button', { name: 'Reply', exact: true });
  const iconOf = (text: string) => replyTo(text).locator('svg');
  await ann.conversation.focus();
  expect(await iconOf('for the keyboard').count()).toBe(0);
  await ann.page.keyboard.press('Tab');
  await expect.poll(() => replyTo('for the keyboard').evaluate((button) => button.matches(':focus'))).toBe(true);
  await iconOf('for the keyboard').waitFor();
  expect(await iconOf('for the mouse').count()).toBe(0);
  await messageOf(ann, 'for the mouse').hover();
  await iconOf('for the mouse').waitFor();
  await ann.page.keyboard.press('Enter');
  await ann.button('Cancel reply').waitFor();
});

test('a finger reaches what can be done with a message by "More", and nothing moves for it', async ({
  meet,
  browser,
}) => {
  const [ann] = await meet('Ann');
  const ben = await Person.open(await browser.newContext(phone), 'Ben', ann.page.url());
  await ben.connectedTo('Ann');
  await ann.say('the question');
  await ben.hears('the question');
  const boxOf = (text: string) => ben.conversation.getByText(text, { exact: true }).boundingBox();
  const before = await boxOf('the question');
  expect(await ben.button('Reply').count()).toBe(0);
  await messageOf(ben, 'the question').getByRole('button', { name: 'More', exact: true }).tap();
  await ben.button('Reply').locator('svg').waitFor();
  expect(await boxOf('the question')).toEqual(before);
  await ben.button('Reply').tap();
  await ben.button('Cancel reply').waitFor();
  await ben.say('the answer');
  await messageOf(ann, 'the answer').getByText('the question').waitFor();
  await messageOf(ben, 'the answer').getByRole('button', { name: 'More', exact: true }).tap();
  await ben.button('Delete').tap();
  await ann.hears('message deleted');
  await ben.page.context().close();
});

describe('commands', () => {
  test('/me tells what somebody does', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.say('/me waves');
    for (const person of [ann, ben]) await person.hears('Ann waves');
  });

  test('/theme changes the theme, and completes it', async ({ visit }) => {
    const ann = await visit('Ann');
    await ann.createRoom();
    await ann.textbox('Message').pressSequentially('/theme d');
    await ann.textbox('Message').press('Tab');
    expect(await draftOf(ann)).toBe('/theme dark');
    await ann.textbox('Message').press('Enter');
    await ann.hears('The theme is now: dark.');
    expect(await ann.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  });
});
