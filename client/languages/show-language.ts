import { directionOf, type Language } from './languages.ts';
import { pageLanguage, setPageLanguage } from './localization.ts';

/**
 * Shows the page in a language, and says so at its root for whoever reads it aloud or lays it out. Where the language's
 * texts cannot be loaded, the page stays in the one that it has, which is all that can be done. Never rejects.
 */
export async function showLanguage(language: Language, root: Pick<HTMLElement, 'lang' | 'dir'>): Promise<void> {
  await setPageLanguage(language).catch(() => undefined);
  root.lang = pageLanguage();
  root.dir = directionOf(pageLanguage());
}
