import { formattingTag } from './localization.ts';

/**
 * The words for a count, by the rules of a language (CLDR plural rules). Both are full texts with their number in it:
 * in some languages, `one` is for 0 too.
 */
export const plural = (count: number, one: string, other: string, language = formattingTag()): string =>
  new Intl.PluralRules(language).select(count) === 'one' ? one : other;
