import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Download } from 'playwright-core';
import { describe, expect } from 'vitest';
import { putFile, readTree, sorted } from '../support/folders.ts';
import { test } from '../support/lan-test.ts';
import { bytesOf, type Person } from '../support/person.ts';
import { readZip } from '../support/zips.ts';

const fileOf = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

const several: Readonly<Record<string, Buffer>> = {
  'part 0.bin': randomBytes(1_500_000),
  'part 1.bin': Buffer.alloc(0),
  'part 2.bin': randomBytes(10),
};

/** Writes them, changed a day after each other; answers their paths. */
async function putSeveral(folder: string): Promise<string[]> {
  const names = Object.keys(several);
  for (const [at, name] of names.entries()) {
    await putFile(folder, name, several[name] ?? Buffer.alloc(0), new Date(2024, 0, at + 1, 12, 30, 20));
  }
  return names.map((name) => join(folder, name));
}

/** Lets a drag or a clipboard carry files in the page, as the browser's own would. */
async function handOver(person: Person, event: 'drop' | 'paste', names: readonly string[]): Promise<void> {
  await person.page.evaluate(
    ([type, fileNames]) => {
      const data = new DataTransfer();
      for (const name of fileNames) data.items.add(new File([`this is ${name}`], name));
      const init = { bubbles: true, cancelable: true, composed: true };
      const happened =
        type === 'drop'
          ? new DragEvent('drop', { ...init, dataTransfer: data })
          : new ClipboardEvent('paste', { ...init, clipboardData: data });
      document.body.dispatchEvent(happened);
    },
    [event, names] as const,
  );
}

describe('files', () => {
  test('arrive with their own name and bytes', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const content = randomBytes(5_300_000);
    await ann.chooseFiles(fileOf('Grüße 2026.bin', content));
    await ben.hears('Grüße 2026.bin');
    const download = await ben.accept();
    expect(download.suggestedFilename()).toBe('Grüße 2026.bin');
    expect((await bytesOf(download)).equals(content)).toBe(true);
    await ben.hears('Verified and saved');
    await ann.hears('Verified and saved');
    const [again] = await Promise.all([ben.page.waitForEvent('download'), ben.button('Save again').click()]);
    expect((await bytesOf(again)).equals(content)).toBe(true);
  });

  test('arrive as one zip when they are several, empty ones among them', async ({ meet, folder }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.chooseFiles(await putSeveral(folder));
    const download = await ben.accept();
    expect(download.suggestedFilename()).toBe('part 0.bin and 2 more.zip');
    const arrived = await readZip(await download.path());
    const sent = await readTree(folder);
    expect([...arrived].map(([path, leaf]) => [`${basename(folder)}/${path}`, leaf])).toEqual(sorted(sent));
  });

  test('arrive one by one when the receiver wants that', async ({ meet, folder }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const settings = await ben.openSettings();
    await settings.getByRole('radio', { name: 'One by one' }).check();
    await ben.page.keyboard.press('Escape');
    await ann.chooseFiles(await putSeveral(folder));
    const downloads: Download[] = [];
    const all = ben.page.waitForEvent('download', (download) => downloads.push(download) === 3);
    await Promise.all([all, ben.button('Accept').click()]);
    const arrived = downloads.map(async (download) => [
      download.suggestedFilename(),
      (await bytesOf(download)).equals(several[download.suggestedFilename()] ?? Buffer.alloc(1)),
    ]);
    expect((await Promise.all(arrived)).sort()).toEqual(Object.keys(several).map((name) => [name, true]));
  });

  test.for(['drop', 'paste'] as const)('are taken from a %s', async (event, { meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await handOver(ann, event, ['note.txt']);
    const download = await ben.accept();
    expect((await bytesOf(download)).toString()).toBe('this is note.txt');
  });

  test('carry the sender in their names when the receiver wants that', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const settings = await ben.openSettings();
    await settings.getByRole('checkbox', { name: "Put the sender's name before saved file names" }).check();
    await ben.page.keyboard.press('Escape');
    await ann.chooseFiles(fileOf('photo.jpg', randomBytes(100)));
    expect((await ben.accept()).suggestedFilename()).toBe('Ann - photo.jpg');
  });

  test('that are declined are not sent', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.chooseFiles(fileOf('no.bin', randomBytes(100)));
    await ben.button('Decline').click();
    await ann.hears('Declined');
    expect(await ben.button('Accept').count()).toBe(0);
  });

  test('are asked about by who leaves while they move', async ({ meet, folder }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await writeFile(join(folder, 'long.bin'), randomBytes(150_000_000));
    await ann.chooseFiles(join(folder, 'long.bin'));
    await ben.button('Accept').click();
    await ben.page.getByRole('progressbar').waitFor();
    const question = ann.page.getByRole('dialog', { name: 'Leave while files are on their way?' });
    await ann.button('Leave room').click();
    await question.getByRole('button', { name: 'Stay' }).click();
    await question.waitFor({ state: 'hidden' });
    await ann.button('Leave room').click();
    await question.getByRole('button', { name: 'Leave anyway' }).click();
    await ann.button('Create a room').waitFor();
    await ben.hears('Ann left.');
  });

  test.for(['Ann', 'Ben'] as const)('can be cancelled by %s while they move', async (canceller, { meet, folder }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await writeFile(join(folder, 'long.bin'), randomBytes(150_000_000));
    await ann.chooseFiles(join(folder, 'long.bin'));
    await ben.button('Accept').click();
    await ben.page.getByRole('progressbar').waitFor();
    await (canceller === 'Ann' ? ann : ben).button('Cancel').click();
    await ann.conversation
      .getByText(/cancelled/i)
      .first()
      .waitFor();
    await ben.conversation
      .getByText(/cancelled/i)
      .first()
      .waitFor();
    // The link goes on: something else arrives over it.
    const content = randomBytes(3_000_000);
    await ann.chooseFiles(fileOf('next.bin', content));
    expect((await bytesOf(await ben.accept())).equals(content)).toBe(true);
  });

  test('are written straight to a chosen file where the browser can', async ({ browser, lan }) => {
    const { Person } = await import('../support/person.ts');
    const [one, two] = [await browser.newContext(), await browser.newContext()];
    const ann = await Person.open(one, 'Ann', lan.localUrl);
    const ben = await Person.open(two, 'Ben', await ann.createRoom());
    await ann.connectedTo('Ben');
    await ben.connectedTo('Ann');
    // The picker is the browser's own window; a real file of this origin stands in for the one a person would choose.
    await ben.page.evaluate(() => {
      window.showSaveFilePicker = async (options) => {
        const folder = await navigator.storage.getDirectory();
        return folder.getFileHandle(options?.suggestedName ?? '', { create: true });
      };
    });
    await ann.chooseFiles(fileOf('straight.txt', Buffer.from('x'.repeat(2_500_000))));
    await ben.hears('a file that you choose');
    await ben.button('Accept').click();
    await ben.hears('Verified and saved');
    const size = await ben.page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      return (await (await folder.getFileHandle('straight.txt')).getFile()).size;
    });
    expect(size).toBe(2_500_000);
    await one.close();
    await two.close();
  });
});
