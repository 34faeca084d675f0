import type { Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import { test } from '../support/lan-test.ts';
import { Person } from '../support/person.ts';

const leftOf = async (locator: Locator): Promise<number> => {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not drawn');
  return box.x;
};

/** Opens the page in a browser that prefers a language; answers what `use` does, and expects no errors of the page. */
const withLocale = test.extend<{ readonly openIn: (locale: string) => Promise<Person> }>({
  openIn: async ({ browser, lan }, use) => {
    const people: Person[] = [];
    await use(async (locale) => {
      const person = await Person.open(await browser.newContext({ locale }), 'Ann', lan.url);
      people.push(person);
      return person;
    });
    for (const { page, pageErrors } of people) {
      await page.context().close();
      expect(pageErrors).toEqual([]);
    }
  },
});

describe('the page', () => {
  withLocale.for([
    ['en-GB', 'en', 'Create a room'],
    ['de-AT', 'de', 'Raum erstellen'],
    ['es-MX', 'es', 'Crear una sala'],
    ['fr-CA', 'fr', 'Créer un salon'],
    ['pt-BR', 'pt', 'Criar uma sala'],
    ['ja-JP', 'ja', 'ルームを作成'],
    ['zh-CN', 'zh-Hans', '创建房间'],
    ['ar-EG', 'ar', 'إنشاء غرفة'],
    ['fi-FI', 'en', 'Create a room'],
  ] as const)('is in the language of the browser: %s', async ([locale, language, name], { openIn }) => {
    const { page } = await openIn(locale);
    await page.getByRole('button', { name, exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
  });

  withLocale(
    'changes its language at once, in a room and its title too, and keeps it over a reload',
    async ({ openIn }) => {
      const ann = await openIn('en');
      await ann.createRoom();
      const settings = await ann.openSettings();
      await settings.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
      await ann.page.getByRole('dialog', { name: 'Einstellungen' }).waitFor();
      await ann.page.keyboard.press('Escape');
      for (const name of ['Raum verlassen', 'Link kopieren', 'Dateien senden']) await ann.button(name).waitFor();
      await ann.textbox('Nachricht').waitFor();
      await ann.page.waitForFunction(() => /^Raum \d+ · Lanline$/.test(document.title));

      await ann.page.reload();
      await ann.button('Raum verlassen').waitFor();
      await ann.button('Einstellungen').click();
      await ann.page.getByRole('combobox', { name: 'Sprache' }).selectOption('Wie im Browser');
      await ann.page.getByRole('dialog', { name: 'Settings' }).waitFor();
      expect(await ann.page.locator('html').getAttribute('lang')).toBe('en');
    },
  );

  withLocale('lists and runs its commands in the language', async ({ openIn }) => {
    const { page } = await openIn('fr');
    await page.getByRole('button', { name: 'Créer un salon' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('/');
    await page.getByRole('option', { name: '/nick NOM Changer votre nom' }).waitFor();
    await page.getByRole('textbox', { name: 'Message' }).fill('/nick Zoé');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('Vous vous appelez maintenant Zoé.').waitFor();
  });

  withLocale('is laid out from right to left in Arabic, but for codes and addresses', async ({ openIn }) => {
    const { page } = await openIn('ar');
    await page.getByRole('button', { name: 'إنشاء غرفة' }).click();
    const people = page.getByRole('list', { name: 'الأشخاص' });
    await people.waitFor();
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(await leftOf(people)).toBeGreaterThan(await leftOf(page.getByRole('log')));

    const code = page.getByRole('heading', { level: 1 }).locator('.room-code');
    expect(await leftOf(code.locator('span'))).toBe(await leftOf(code));
  });
});
