import { formattingTag } from './localization.ts';

/** What depends on the page's language and takes long to make, such as the formats of `Intl`: made once for each. */
export function byLanguage<Made>(make: (language: string) => Made): () => Made {
  const made = new Map<string, Made>();
  return () => {
    const language = formattingTag();
    const known = made.get(language) ?? make(language);
    made.set(language, known);
    return known;
  };
}
