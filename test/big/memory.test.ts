import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { sha256Of, writeSparseFile } from '../support/files.ts';
import type { Lan } from '../support/lan.ts';
import { test } from '../support/lan-test.ts';
import { openPair } from '../support/pair.ts';
import type { Person } from '../support/person.ts';
import { watchMemory } from '../support/processes.ts';

const MIB = 1024 * 1024;
const SMALL_BYTES = 100 * MIB;
/** 5 GiB take minutes: where time is short, fewer show a growth with the file as well. */
const LARGE_GIB = Number(process.env.LANLINE_BIG_GIB ?? 5);
const LARGE_BYTES = LARGE_GIB * 1024 * MIB;

/** How much more memory the large file may take at its receiver than one of 100 MiB. */
const GROWTH_BYTES_MAX = 200e6;

/** One way to gather a file in the browser. */
interface Way {
  readonly sink: string;
  readonly url: (lan: Lan) => string;
  readonly prepare: (receiver: Person) => Promise<void>;
}

const ways: readonly Way[] = [
  { sink: 'IndexedDB, on plain http', url: ({ url }) => url, prepare: () => Promise.resolve() },
  { sink: 'the own file system, on a secure origin', url: ({ localUrl }) => localUrl, prepare: gatherInBrowser },
];

async function gatherInBrowser(receiver: Person): Promise<void> {
  const settings = await receiver.openSettings();
  await settings.getByRole('radio', { name: 'Gather in this browser, then download' }).check();
  await receiver.page.keyboard.press('Escape');
}

interface Sent {
  readonly intact: boolean;
  /** What the server's connections carried while the file moved. */
  readonly serverBytes: number;
  /** The receiver's browser at its largest, in bytes. */
  readonly peakMemory: number;
  readonly seconds: number;
}

/** Sends a file from one fresh browser to another. */
async function send(lan: Lan, { url, prepare }: Way, folder: string, totalBytes: number): Promise<Sent> {
  const file = join(folder, 'sparse.bin');
  const digest = await writeSparseFile(file, totalBytes);
  const { ann, ben, profiles, close } = await openPair(lan, { url: url(lan) });
  await prepare(ben);
  await ann.chooseFiles(file);
  await ben.hears('your downloads');
  const carriedBefore = lan.bytesCarried();
  const memory = watchMemory(profiles.ben);
  const startedAt = performance.now();
  const download = await ben.accept(15 * 60_000);
  const seconds = (performance.now() - startedAt) / 1_000;
  const intact = (await sha256Of(await download.path())) === digest;
  const sent = { intact, serverBytes: lan.bytesCarried() - carriedBefore, peakMemory: await memory.stop(), seconds };
  await Promise.all([close(), rm(file)]);
  return sent;
}

describe(`a file of ${LARGE_GIB} GiB arrives intact, past the server, in memory that does not grow with it`, () => {
  test.for(ways)('by way of $sink', async (way, { lan, folder }) => {
    const small = await send(lan, way, folder, SMALL_BYTES);
    const large = await send(lan, way, folder, LARGE_BYTES);
    process.stdout.write(
      `${way.sink}: peak PSS 100 MiB ${megabytes(small.peakMemory)}, ${LARGE_GIB} GiB ${megabytes(large.peakMemory)}; ` +
        `${large.seconds.toFixed(0)} s; server carried ${large.serverBytes} bytes\n`,
    );
    expect(small.intact).toBe(true);
    expect(large.intact).toBe(true);
    expect(large.serverBytes).toBeLessThan(100_000);
    expect(large.peakMemory - small.peakMemory).toBeLessThanOrEqual(GROWTH_BYTES_MAX);
  });
});

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
