import { describe, expect } from 'vitest';
import { openLan } from '../support/lan.ts';
import { test } from '../support/lan-test.ts';

const codeOf = (url: string) => url.slice(url.indexOf('#') + 1);

describe('a room', () => {
  test('is joined by its link', async ({ visit }) => {
    const ann = await visit('Ann');
    const ben = await visit('Ben', await ann.createRoom());
    await ann.connectedTo('Ben');
    await ben.connectedTo('Ann');
  });

  test('is joined by its code, in whatever case and with whatever between the parts', async ({ visit }) => {
    const ann = await visit('Ann');
    const code = codeOf(await ann.createRoom());
    const ben = await visit('Ben');
    await ben.joinByCode(`  ${code.toUpperCase().replaceAll('-', ' ')} `);
    await ben.connectedTo('Ann');
    expect(codeOf(ben.page.url())).toBe(code);
  });

  test('shows its code, and everybody in it with their own state and address', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.page.getByRole('heading', { name: codeOf(ann.page.url()) }).waitFor();
    expect(await ann.people.count()).toBe(2);
    await ann.person('Ann').getByText('you', { exact: true }).waitFor();
    await ben.say('/who');
    await ben.hears('Ann (connected) — 127.0.0.1:');
  });

  test('forgets somebody at once who leaves, and lets them in again', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const link = ben.page.url();
    await ben.button('Leave room').click();
    await ben.button('Create a room').waitFor();
    await ann.hears('Ben left.');
    expect(await ann.people.count()).toBe(1);
    await ben.page.goto(link);
    await ann.connectedTo('Ben');
  });

  test('forgets somebody at once whose tab is closed', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ben.page.close();
    await ann.hears('Ben left.');
    expect(await ann.people.count()).toBe(1);
  });

  test('that has ended can be opened again by whoever has the code', async ({ visit }) => {
    const ann = await visit('Ann');
    const link = await ann.createRoom();
    await ann.button('Leave room').click();
    await ann.button('Create a room').waitFor();

    const ben = await visit('Ben', link);
    await ben.alert.getByText('This room has ended, or the code is wrong.').waitFor();
    expect(await ben.textbox('Room code').inputValue()).toBe(codeOf(link));
    await ben.button('Open it again').click();
    await ben.inRoom();
    await ann.page.goto(link);
    await ann.connectedTo('Ben');
  });

  test('that is full says so, and keeps what was typed', async ({ browser }) => {
    const small = await openLan({ maxPeers: 1 });
    const context = await browser.newContext();
    const { Person } = await import('../support/person.ts');
    const ann = await Person.open(context, 'Ann', small.url);
    const code = codeOf(await ann.createRoom());
    const ben = await Person.open(context, 'Ben', small.url);
    await ben.joinByCode(code);
    await ben.alert.getByText('This room is full.').waitFor();
    expect(await ben.textbox('Room code').inputValue()).toBe(code);
    await context.close();
    await small.close();
  });
});

describe('a code that cannot be right', () => {
  test.for<readonly [string, string]>([
    ['hello', 'That is not a room code.'],
    ['0-amber-apple', 'A room code begins with a number from 1 to 9999.'],
    ['42-amazinh-apple', 'Did you mean “amazing”?'],
  ])('such as %s is explained, and stays in the field', async ([typed, sentence], { visit }) => {
    const ann = await visit('Ann');
    await ann.joinByCode(typed);
    await ann.alert.getByText(sentence).waitFor();
    expect(await ann.textbox('Room code').inputValue()).toBe(typed);
  });
});
