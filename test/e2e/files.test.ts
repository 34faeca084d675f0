import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { test } from '../support/lan-test.ts';
import { bytesOf, type Person } from '../support/person.ts';

const fileOf = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

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

  test('go several at once, empty ones among them', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const contents = [randomBytes(1_500_000), Buffer.alloc(0), randomBytes(10)];
    await ann.chooseFiles(contents.map((content, at) => fileOf(`part ${at}.bin`, content)));
    const downloads: Awaited<ReturnType<Person['accept']>>[] = [];
    ben.page.on('download', (download) => downloads.push(download));
    await ben.accept();
    await expect.poll(() => downloads.length).toBe(3);
    for (const [at, content] of contents.entries()) {
      const download = downloads.find((candidate) => candidate.suggestedFilename() === `part ${at}.bin`);
      expect(download && (await bytesOf(download)).equals(content)).toBe(true);
    }
  });

  test.for(['drop', 'paste'] as const)('are taken from a %s', async (event, { meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await handOver(ann, event, ['note.txt']);
    const download = await ben.accept();
    expect((await bytesOf(download)).toString()).toBe('this is note.txt');
  });

  test('carry the sender in their names when the receiver wants that', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ben.button('Settings').click();
    const settings = ben.page.getByRole('dialog', { name: 'Settings' });
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

  test.for(['Ann', 'Ben'] as const)('can be cancelled by %s while they move', async (canceller, { meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const folder = await mkdtemp(join(tmpdir(), 'lanline-'));
    await writeFile(join(folder, 'long.bin'), Buffer.alloc(150_000_000, 1));
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
    await rm(folder, { recursive: true });
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
