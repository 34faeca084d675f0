import { describe, expect, test } from 'vitest';
import { chooseLanguage, directionOf, type LanguageChoice } from '../../../client/languages/languages.ts';

describe('the language of the page', () => {
  test.each<readonly [preferred: readonly string[], shown: string]>([
    [['de-AT', 'en'], 'de'],
    [['sv', 'fr-CA', 'en'], 'fr'],
    [['PT-br'], 'pt'],
    [['zh-CN'], 'zh-Hans'],
    [['zh-Hant-TW', 'en'], 'zh-Hans'],
    [['ar-EG'], 'ar'],
    [['sv', 'fi'], 'en'],
    [[], 'en'],
  ])('of a browser that prefers %j is %s', (preferred, shown) => {
    expect(chooseLanguage('browser', preferred)).toBe(shown);
  });

  test.each<LanguageChoice>(['en', 'ja'])('is the chosen one, %s, whatever the browser prefers', (choice) => {
    expect(chooseLanguage(choice, ['de'])).toBe(choice);
  });

  test('is written from right to left in Arabic alone', () => {
    expect(directionOf('ar')).toBe('rtl');
    expect(directionOf('zh-Hans')).toBe('ltr');
  });
});
