import { configureLocalization, type LocaleModule } from '@lit/localize';
import type { Language } from './languages.ts';

type Translation = Exclude<Language, 'en'>;

/** Each one is loaded only when it is wanted. The modules come from the files for translators: see `npm run texts`. */
const translations: Readonly<Record<Translation, () => Promise<LocaleModule>>> = {
  ar: () => import('./generated/ar.ts'),
  de: () => import('./generated/de.ts'),
  es: () => import('./generated/es.ts'),
  fr: () => import('./generated/fr.ts'),
  ja: () => import('./generated/ja.ts'),
  pt: () => import('./generated/pt.ts'),
  'zh-Hans': () => import('./generated/zh-Hans.ts'),
};

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: 'en',
  targetLocales: Object.keys(translations),
  loadLocale: (language) => translations[language as Translation](),
});

/** The language that texts are in now. */
export const pageLanguage = (): Language => getLocale() as Language;

/** Rejects when the language's texts cannot be loaded; then those stay that are there. */
export const setPageLanguage = (language: Language): Promise<void> => setLocale(language);

/**
 * The tag by which numbers and dates are formatted. Digits are the European ones in every language, as room codes and
 * addresses have no others.
 */
export const formattingTag = (): string => (pageLanguage() === 'ar' ? 'ar-u-nu-latn' : pageLanguage());
