import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { test } from '../support/lan-test.ts';
import { bytesOf, type Person } from '../support/person.ts';

/** The texts of all messages, in the order of the page. */
const messagesOf = (person: Person) => person.conversation.getByText(/^message \d+ of/).allInnerTexts();

test('four people: one mesh, one conversation, files for some, and three go on when one leaves', async ({ meet }) => {
  const people = await meet('Ann', 'Ben', 'Cleo', 'Dan');
  const [ann, ben, cleo, dan] = people;

  // All talk at once; everybody ends with the same order.
  await Promise.all(
    people.map(async (person) => {
      for (let at = 0; at < 5; at++) await person.say(`message ${at} of ${person.name}`);
    }),
  );
  for (const person of people) await expect.poll(async () => (await messagesOf(person)).length).toBe(20);
  const order = await messagesOf(ann);
  for (const person of [ben, cleo, dan]) expect(await messagesOf(person)).toEqual(order);

  // One file for two of them: one accepts, one declines, the third sees nothing of it.
  const content = randomBytes(4_000_000);
  await ann.chooseFiles({ name: 'for two.bin', mimeType: 'application/octet-stream', buffer: content });
  const sendTo = ann.page.getByRole('dialog', { name: 'Send to' });
  await sendTo.getByRole('checkbox', { name: 'Ben' }).check();
  await sendTo.getByRole('checkbox', { name: 'Cleo' }).check();
  expect(await sendTo.getByRole('checkbox', { name: 'Everyone' }).isChecked()).toBe(false);
  await sendTo.getByRole('button', { name: 'Send now' }).click();
  await cleo.button('Decline').click();
  expect((await bytesOf(await ben.accept())).equals(content)).toBe(true);
  await ann.hears('Verified and saved');
  await ann.hears('Declined');
  expect(await dan.conversation.getByText('for two.bin').count()).toBe(0);

  // One leaves; the other three go on.
  await dan.button('Leave room').click();
  for (const person of [ann, ben, cleo]) await person.hears('Dan left.');
  await cleo.say('still here');
  for (const person of [ann, ben, cleo]) {
    await person.hears('still here');
    expect(await person.people.count()).toBe(3);
  }
});
