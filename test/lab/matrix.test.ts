import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { sha256Of, writeRandomFile } from '../support/files.ts';
import { FirefoxPerson } from '../support/firefox-person.ts';
import { Person } from '../support/person.ts';
import { Lab } from './lab.ts';
import type { Host, LabNetwork } from './network.ts';

const FILE_BYTES = 20 * 1024 * 1024;
const CONNECTED_WITHIN_MS = 1_500;

/** How a network differs from one where everything works. */
interface Cell {
  readonly name: string;
  readonly gateway?: boolean;
  /** The second browser is behind a router. */
  readonly otherSubnet?: boolean;
  readonly block?: (network: LabNetwork, hosts: { readonly server: Host; readonly browsers: readonly Host[] }) => void;
}

const blockMulticast: NonNullable<Cell['block']> = (network, { browsers }) => {
  for (const host of browsers) network.blockMulticast(host);
};

const cells: readonly Cell[] = [
  { name: 'multicast open' },
  { name: 'multicast blocked', block: blockMulticast },
  { name: 'no default route', gateway: false },
  { name: 'multicast blocked and no default route', gateway: false, block: blockMulticast },
  { name: 'UDP to the server blocked', block: (network, { server }) => network.blockUdp(server) },
  { name: 'two subnets with a router between them', otherSubnet: true },
];

let folder: string;
let file: { readonly path: string; readonly digest: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanline-lab-'));
  const path = join(folder, 'random.bin');
  file = { path, digest: await writeRandomFile(path, FILE_BYTES) };
});

afterAll(() => rm(folder, { recursive: true }));

/** A lab as the cell says, with the server running. */
async function build({ gateway = true, otherSubnet = false, block }: Cell) {
  const lab = new Lab();
  onTestFinished(() => lab.close());
  const { network } = lab;
  const server = network.addHost('server', { gateway });
  const first = network.addHost('first', { gateway });
  const second = network.addHost('second', { gateway, subnet: otherSubnet ? 2 : 1 });
  block?.(network, { server, browsers: [first, second] });
  return { lab, first, second, url: await lab.startServer(server) };
}

/** Ann has a room; Ben opens the link to it, and both talk. Ann sends Ben a file. */
async function joinTalkAndSend(ann: Person | FirefoxPerson, context: BrowserContext): Promise<void> {
  const link = await ann.createRoom();
  const openedAt = performance.now();
  const ben = await Person.open(context, 'Ben', link);
  await ben.connectedTo('Ann');
  const connectedAfterMs = performance.now() - openedAt;
  await ann.say('Hello Ben');
  await ben.hears('Hello Ben');
  await ben.say('Hello Ann');
  await ann.hears('Hello Ann');
  await ann.chooseFiles(file.path);
  const download = await ben.accept();
  expect(await sha256Of(await download.path())).toBe(file.digest);
  expect(connectedAfterMs).toBeLessThan(CONNECTED_WITHIN_MS);
}

describe.each(cells)('with $name', (cell) => {
  test('Chromium joins Chromium, both talk, and a file arrives', async () => {
    const { lab, first, second, url } = await build(cell);
    const [annContext, benContext] = await Promise.all([lab.startChromium(first), lab.startChromium(second)]);
    await joinTalkAndSend(await Person.open(annContext, 'Ann', url), benContext);
  });

  test('Chromium joins Firefox, both talk, and a file arrives', async () => {
    const { lab, first, second, url } = await build(cell);
    const [firefox, context] = await Promise.all([lab.startFirefox(first), lab.startChromium(second)]);
    await joinTalkAndSend(await FirefoxPerson.open(await firefox.newPage(), 'Ann', url), context);
  });
});
