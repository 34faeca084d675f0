import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchProfiledBrowser } from '../support/browsers.ts';
import { sha256Of, writeRandomFile } from '../support/files.ts';
import { type Lan, openLan } from '../support/lan.ts';
import { Person } from '../support/person.ts';
import { watchMemory } from '../support/processes.ts';

const MIB = 1024 * 1024;

interface Sent {
  readonly intact: boolean;
  /** What the server's connections carried while the file moved. */
  readonly serverBytes: number;
  /** The receiver's browser at its largest, in bytes. */
  readonly peakMemory: number;
}

let lan: Lan;
let folder: string;

beforeAll(async () => {
  lan = await openLan();
  folder = await mkdtemp(join(tmpdir(), 'lanline-big-'));
});

afterAll(async () => {
  await lan.close();
  await rm(folder, { recursive: true, force: true });
});

/** Sends a random file from one fresh browser to another. */
async function send(totalBytes: number): Promise<Sent> {
  const file = join(folder, `${totalBytes}.bin`);
  const digest = await writeRandomFile(file, totalBytes);
  const [senders, receivers] = await Promise.all([launchProfiledBrowser(), launchProfiledBrowser()]);
  const ann = await Person.open(senders.context, 'Ann', lan.url);
  const ben = await Person.open(receivers.context, 'Ben', await ann.createRoom());
  await ann.connectedTo('Ben');
  await ben.connectedTo('Ann');
  await ann.chooseFiles(file);
  await ben.button('Accept').waitFor();
  const carriedBefore = lan.bytesCarried();
  const memory = watchMemory(receivers.profile);
  const download = await ben.accept(15 * 60_000);
  const intact = (await sha256Of(await download.path())) === digest;
  const sent = { intact, serverBytes: lan.bytesCarried() - carriedBefore, peakMemory: await memory.stop() };
  await Promise.all([senders.close(), receivers.close(), rm(file)]);
  return sent;
}

test('a file of 1 GiB arrives intact on plain http, past the server, in memory that does not grow with it', async () => {
  const small = await send(100 * MIB);
  const large = await send(1024 * MIB);
  const growth = large.peakMemory - small.peakMemory;
  process.stdout.write(
    `peak PSS: 100 MiB ${megabytes(small.peakMemory)}, 1 GiB ${megabytes(large.peakMemory)}; ` +
      `server carried ${large.serverBytes} bytes\n`,
  );
  expect(small.intact).toBe(true);
  expect(large.intact).toBe(true);
  expect(large.serverBytes).toBeLessThan(100_000);
  expect(growth).toBeLessThanOrEqual(150 * 1e6);
});

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
