import { byLanguage } from './by-language.ts';

/** Numbers and lists as the page's language writes them. */

const counts = byLanguage((language) => new Intl.NumberFormat(language));
const lists = byLanguage((language) => new Intl.ListFormat(language));

/** Such as "12,345". */
export const formatCount = (count: number): string => counts().format(count);

/** Such as "Ann, Ben, and Cleo". */
export const formatList = (words: readonly string[]): string => lists().format(words);

/** The beginning of a list that goes on, such as "Ann, Ben". */
export function formatListStart(words: readonly string[]): string {
  const [, separator] = lists().formatToParts(['a', 'b', 'c']);
  return words.join(separator?.value);
}
