import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { sha256Of } from '../support/files.ts';
import { test } from '../support/lan-test.ts';
import { bytesOf, type Person } from '../support/person.ts';
import { cutLink, damageNext, untilSent } from '../support/wire.ts';

const MIB = 1024 * 1024;
const TOTAL_BYTES = 40 * MIB;

const content = randomBytes(TOTAL_BYTES);
const changedAt = new Date(1_700_000_000_000);

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanline-resuming-'));
  file = await fileOf('one', content);
});

afterAll(() => rm(folder, { recursive: true }));

/** A file called `long.bin` in a folder of that name. */
async function fileOf(name: string, bytes: Buffer): Promise<string> {
  const path = join(await mkdtemp(join(folder, name)), 'long.bin');
  await writeFile(path, bytes);
  await utimes(path, changedAt, changedAt);
  return path;
}

/** Ben receives Ann's file, and is half through it. */
async function halfThrough(ann: Person, ben: Person): Promise<void> {
  await ann.chooseFiles(file);
  await ben.button('Accept').click();
  await untilSent(ann.page, TOTAL_BYTES / 2);
}

async function expectWhole(ben: Person, happen: () => Promise<void>): Promise<void> {
  const [download] = await Promise.all([ben.page.waitForEvent('download'), happen()]);
  expect((await bytesOf(download)).equals(content)).toBe(true);
  await ben.hears('Verified and saved');
}

describe('an interrupted transfer', () => {
  test('goes on by itself after a lost link', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await expectWhole(ben, async () => {
      await halfThrough(ann, ben);
      await cutLink(ann.page);
    });
    await ann.hears('Verified and saved');
  });

  test('goes on by itself after the receiver’s reload', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await expectWhole(ben, async () => {
      await halfThrough(ann, ben);
      await ben.page.reload();
    });
    await ann.hears('Verified and saved');
  });

  test('goes on after the sender’s reload with the same file, and refuses another one', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await halfThrough(ann, ben);
    await ann.page.reload();
    await ann.hears('Choose the same files again');
    await ben.connectedTo('Ann');
    const other = await fileOf('other', randomBytes(TOTAL_BYTES));
    await ann.chooseAgain(other);
    await ann.hears('have changed since they were offered');
    expect(await ben.conversation.getByText('Verified and saved').count()).toBe(0);
    await expectWhole(ben, () => ann.chooseAgain(file));
    await ann.hears('Verified and saved');
  });

  test('goes on after the sender’s reload without choosing a file that was dropped', async ({ visit, lan }) => {
    const ann = await visit('Ann', lan.localUrl);
    const { hash } = new URL(await ann.createRoom());
    // Where nobody is asked for a place to save.
    const ben = await visit('Ben', `${lan.url}/${hash}`);
    await ann.connectedTo('Ben');
    // Scripts can drop no files of a disk: one of this origin's own stands in for it, whose handle is a real one.
    const digest = await ann.page.evaluate(async (bytes) => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle('dropped.bin', { create: true });
      const stream = await handle.createWritable();
      const random = new Uint8Array(bytes);
      for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(random.subarray(at, at + 65_536));
      await stream.write(random);
      await stream.close();
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(await handle.getFile());
      DataTransferItem.prototype.getAsFileSystemHandle = () => Promise.resolve(handle);
      document.body.dispatchEvent(
        new DragEvent('drop', { bubbles: true, cancelable: true, composed: true, dataTransfer }),
      );
      return [...new Uint8Array(await crypto.subtle.digest('SHA-256', random))];
    }, TOTAL_BYTES);
    await ben.button('Accept').click();
    await untilSent(ann.page, TOTAL_BYTES / 2);
    await ann.page.reload();
    await ann.hears('must be allowed to read the files once more');
    await ben.connectedTo('Ann');
    const [download] = await Promise.all([ben.page.waitForEvent('download'), ann.button('Resume').click()]);
    expect(await sha256Of(await download.path())).toBe(Buffer.from(digest).toString('hex'));
    await ann.hears('Verified and saved');
  });

  test('is listed after a reload without the sender, and can be discarded', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await halfThrough(ann, ben);
    await ann.page.close();
    await ben.button('Resume').waitFor();
    await ben.button('Leave room').click();
    await ben.page.goto(new URL('/', ben.page.url()).href);
    const unfinished = ben.page.getByRole('list', { name: 'Unfinished transfers' });
    await unfinished.getByText('long.bin').waitFor();
    await unfinished.getByRole('button', { name: 'Discard' }).click();
    await unfinished.waitFor({ state: 'detached' });
    const kept = await ben.page.evaluate(async () => {
      const request = indexedDB.open('lanline');
      const database = await new Promise<IDBDatabase>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
      const count = database.transaction('blobs').objectStore('blobs').count();
      return new Promise<number>((resolve) => {
        count.onsuccess = () => resolve(count.result);
      });
    });
    expect(kept).toBe(0);
  });

  test.for(['Ann', 'Ben'] as const)('stays paused by %s over a reload, until it is resumed', async (who, { meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const [pauser, other] = who === 'Ann' ? [ann, ben] : [ben, ann];
    await halfThrough(ann, ben);
    await pauser.button('Pause').click();
    await pauser.button('Resume').waitFor();
    await other.hears('aused');
    await ben.page.reload();
    await ben.connectedTo('Ann');
    await ben.hears('aused');
    await expectWhole(ben, () => pauser.button('Resume').click());
  });

  test('asks again for a damaged piece, and ends right', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await expectWhole(ben, async () => {
      await halfThrough(ann, ben);
      await damageNext(ann.page, 2);
    });
  });

  test('names whoever keeps sending damaged pieces, and drops them', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await halfThrough(ann, ben);
    await damageNext(ann.page, 1_000_000);
    await ben.hears('Ann was dropped, because piece');
  });
});
