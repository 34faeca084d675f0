import { expect } from 'vitest';
import type { Person } from '../support/person.ts';

/** Everybody says something. Answers what. */
export async function allSay(people: readonly Person[], number: number): Promise<string[]> {
  const texts: string[] = [];
  for (const person of people) {
    const text = `${person.name} says ${number}`;
    await person.say(text);
    texts.push(text);
  }
  return texts;
}

/** Everybody comes to see what was said by {@link allSay}, each message once, and all in the same order. */
export async function expectSame(people: readonly Person[], said: readonly string[]): Promise<void> {
  for (const person of people) {
    await expect.poll(() => messagesOf(person), { timeout: 60_000 }).toHaveLength(said.length);
  }
  const [first, ...others] = await Promise.all(people.map(messagesOf));
  for (const other of others) expect(other).toEqual(first);
  expect(first?.toSorted()).toEqual(said.toSorted());
}

/** All that was said in this way, in the order in which their page shows it. */
export const messagesOf = ({ conversation }: Person): Promise<string[]> =>
  conversation.getByText(/^\w+ says \d+$/).allInnerTexts();
