import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from '../support/lan-test.ts';
import { bytesOf } from '../support/person.ts';

test('people are recognised, until they let their browser forget who it is', async ({ meet }) => {
  const [ann, ben] = await meet('Ann', 'Ben');
  const link = ann.page.url();
  await ann.person('Ben').getByText('new', { exact: true }).waitFor();
  await ben.page.reload();
  await ann.person('Ben').getByText('recognised', { exact: true }).waitFor();

  const settings = await ben.openSettings();
  await settings.getByRole('button', { name: 'Forget this browser' }).click();
  const question = ben.page.getByRole('dialog', { name: 'Forget this browser?' });
  await question.getByRole('button', { name: 'Keep' }).click();
  await question.waitFor({ state: 'hidden' });
  await settings.getByRole('button', { name: 'Forget this browser' }).click();
  const loadedAnew = ben.page.waitForEvent('load');
  await question.getByRole('button', { name: 'Forget everything' }).click();
  await ann.hears('Ben left.');
  await loadedAnew;
  await ben.button('Create a room').waitFor();

  // The same name, and another key.
  await ben.page.goto(link);
  await ben.connectedTo('Ann');
  await ann.hears('and is not the Ben whom this browser has met');
  const row = ann.person('Ben');
  await row.getByText('other key', { exact: true }).click();
  await row.getByRole('button', { name: 'I know them' }).click();
  await row.getByText('recognised', { exact: true }).waitFor();
  await ben.person('Ann').getByText('new', { exact: true }).waitFor();
});

test('files of recognised people are accepted without asking when a person wants that, those of others not', async ({
  meet,
}) => {
  const [ann, ben] = await meet('Ann', 'Ben');
  const settings = await ben.openSettings();
  await settings.getByRole('checkbox', { name: /from recognised people/ }).check();
  await ben.page.keyboard.press('Escape');
  const file = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`this is ${name}`) });
  await ann.chooseFiles(file('first.txt'));
  await ben.button('Decline').click();

  // The second visit.
  await ann.page.reload();
  await ben.person('Ann').getByText('recognised', { exact: true }).waitFor();
  await ann.connectedTo('Ben');
  const [download] = await Promise.all([ben.page.waitForEvent('download'), ann.chooseFiles(file('second.txt'))]);
  expect((await bytesOf(download)).toString()).toBe('this is second.txt');
  await ben.hears('Accepted automatically');
  await ben.hears('Verified and saved');
  await ann.hears('Verified and saved');
});

test('what is kept of unfinished transfers is forgotten, too', async ({ meet, folder }) => {
  const [ann, ben] = await meet('Ann', 'Ben');
  await writeFile(join(folder, 'half.bin'), randomBytes(100_000_000));
  await ann.chooseFiles(join(folder, 'half.bin'));
  await ben.button('Accept').click();
  await ben.page.getByRole('progressbar').first().waitFor();
  await ben.button('Pause').click();
  await ben.button('Resume').waitFor();
  const settings = await ben.openSettings();
  await settings.getByRole('button', { name: 'Forget this browser' }).click();
  await ben.button('Forget everything').click();
  await ben.button('Create a room').waitFor();
  await expect.poll(() => keptIn(ben.page)).toEqual([]);
  expect(await ben.page.getByText('half.bin').count()).toBe(0);
});

/** What the page has left in the databases of its browser. */
const keptIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('lanline');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const kept: string[] = [];
    for (const name of database.objectStoreNames) {
      const count = await new Promise<number>((resolve, reject) => {
        const request = database.transaction(name).objectStore(name).count();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      if (count > 0) kept.push(name);
    }
    database.close();
    return kept;
  });
