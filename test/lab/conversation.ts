import { expect } from 'vitest';
import type {} from '../../client/ui/app-shell.ts';
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

/** All that was said in this way and is drawn, in the order in which their page shows it. */
export const messagesOf = ({ conversation }: Person): Promise<string[]> =>
  conversation.getByText(/^\w+ says \d+$/).allInnerTexts();

/** All that was said, in the order of their page, which draws of many messages only those near to where they read. */
export const messagesHeldBy = ({ page }: Person): Promise<string[]> =>
  page.evaluate(() => {
    const { screen, conversation } = document.querySelector('ll-app')?.stores ?? {};
    if (screen?.get().status !== 'room') return [];
    return (conversation?.get() ?? []).flatMap((entry) => (entry.type === 'message' ? [entry.text] : []));
  });
