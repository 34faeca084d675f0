import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { allowDrops } from '../support/drops.ts';
import { putFile, readTree, sorted } from '../support/folders.ts';
import { test } from '../support/lan-test.ts';
import { sentBytes } from '../support/wire.ts';
import { readZip } from '../support/zips.ts';

const MIB = 1024 * 1024;
const changedAt = new Date(2024, 1, 29, 12, 30, 20);

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

describe('folders', () => {
  test('arrive as one zip with the same tree and bytes', async ({ meet, folder }) => {
    const top = join(folder, 'Fotos 2024 📷');
    await putFile(top, 'Übersicht.txt', randomBytes(700), changedAt);
    await putFile(top, 'leer.txt', Buffer.alloc(0), changedAt);
    await putFile(top, '東京/一日目/富士山.raw', randomBytes(3 * MIB + 1), changedAt);
    await putFile(top, `東京/${'ö'.repeat(120)}.txt`, randomBytes(1), changedAt);
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.chooseFolder(top);
    const download = await ben.accept();
    expect(download.suggestedFilename()).toBe('Fotos 2024 📷.zip');
    expect(sorted(await readZip(await download.path()))).toEqual(sorted(await readTree(top)));
    await ann.hears('Verified and saved');
  });

  test('are taken from a drop with files beside them, empty ones too', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await allowDrops(ann.page.context());
    await ann.page.reload();
    await ann.connectedTo('Ben');
    await ann.page.evaluate(() =>
      window.dropEntries([
        { name: 'beside.txt', text: 'beside' },
        {
          name: 'trip',
          entries: [
            { name: 'day 1', entries: [{ name: 'note.txt', text: 'first' }] },
            { name: 'day 2', entries: [] },
            ...Array.from({ length: 250 }, (_, at) => ({ name: `${at}.txt`, text: `number ${at}` })),
          ],
        },
        { name: 'nothing', entries: [] },
      ]),
    );
    const arrived = await readZip(await (await ben.accept()).path());
    const numbers = Array.from({ length: 250 }, (_, at) => [`trip/${at}.txt`, sha256(`number ${at}`)] as const);
    const expected = new Map([
      ['beside.txt', sha256('beside')],
      ['trip/day 1/note.txt', sha256('first')],
      ['trip/day 2/', sha256('')],
      ['nothing/', sha256('')],
      ...numbers,
    ]);
    expect(new Map([...arrived].map(([path, leaf]) => [path, leaf.sha256]))).toEqual(expected);
  });

  test('bring only the files that are ticked, and the others are not sent', async ({ meet, folder }) => {
    const top = join(folder, 'some');
    await putFile(top, 'large.bin', randomBytes(30 * MIB), changedAt);
    await putFile(top, 'first.bin', randomBytes(2 * MIB), changedAt);
    await putFile(top, 'deep/second.bin', randomBytes(10), changedAt);
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.chooseFolder(top);
    await ben.button('Choose files to receive').click();
    await ben.page.getByRole('checkbox', { name: 'some/large.bin' }).uncheck();
    const arrived = await readZip(await (await ben.accept()).path());
    const wanted = await readTree(top);
    wanted.delete('some/large.bin');
    expect(sorted(arrived)).toEqual(sorted(wanted));
    // Pieces are sent whole: the wanted ones here are six at most, wherever the large file lies between them.
    expect(await sentBytes(ann.page)).toBeLessThan(7 * MIB);
  });
});
