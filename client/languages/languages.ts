/** The languages of the page, by their tags (BCP 47), in the order in which they are listed. The first one is its source. */
export const languages = ['en', 'de', 'es', 'fr', 'pt', 'ja', 'zh-Hans', 'ar'] as const;
export type Language = (typeof languages)[number];

/** What a person can choose: a language, or whatever the browser prefers. */
export const languageChoices = ['browser', ...languages] as const;
export type LanguageChoice = (typeof languageChoices)[number];

/** What each language calls itself: whoever looks for theirs may not read the one that is shown. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  pt: 'Português',
  ja: '日本語',
  'zh-Hans': '简体中文',
  ar: 'العربية',
};

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

/**
 * The language to show: the chosen one, or the first of those preferred that the page has. `preferred` are tags as in
 * `navigator.languages`; a region or a script that the page does not have is no reason to fall back to English.
 */
export function chooseLanguage(choice: LanguageChoice, preferred: readonly string[]): Language {
  if (choice !== 'browser') return choice;
  const found = preferred.map((tag) => languages.find((language) => baseOf(language) === baseOf(tag)));
  return found.find((language) => language !== undefined) ?? 'en';
}

/** A tag's language alone, such as `zh` of `zh-CN`. */
const baseOf = (tag: string) => tag.split('-', 1)[0]?.toLowerCase();
