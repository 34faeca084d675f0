import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';
import { launchFirefox } from '../support/firefox.ts';
import { type Lan, openLan } from '../support/lan.ts';
import { test } from '../support/lan-test.ts';
import { networkAddress } from '../support/network-address.ts';

declare global {
  interface Window {
    /** Every candidate that a page's own connections have found, and those that it was told. */
    readonly candidates: { readonly local: string[]; readonly remote: string[] };
  }
}

/**
 * The pages are opened at this computer's address on its network, and so the STUN server is asked there, too. Neither
 * browser looks `lan.test` up for STUN as it does for pages, and Firefox asks no server at a loopback address.
 */
let lan: Lan;
let url: string;

beforeAll(async () => {
  lan = await openLan({ host: '0.0.0.0' });
  url = `http://${networkAddress()}:${new URL(lan.url).port}`;
});

afterAll(() => lan?.close());

const reflexive = () => new RegExp(`^candidate:\\d+ 1 udp \\d+ ${networkAddress()} \\d+ typ srflx `, 'i');
const observed = () => new RegExp(`^candidate:\\d+o 1 udp \\d+ ${networkAddress()} \\d+ typ host `);

/** In a page: the first reflexive candidate that its own server helps to find. */
function gatherReflexive(): Promise<string> {
  const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:${location.host}` }] });
  connection.createDataChannel('any');
  return new Promise((resolve, reject) => {
    connection.onicecandidate = ({ candidate }) => {
      if (candidate === null) reject(new Error('there is no reflexive candidate'));
      else if (candidate.type === 'srflx') resolve(candidate.candidate);
    };
    void connection.setLocalDescription();
  });
}

describe('the server shows a browser how others see it:', () => {
  test('Chromium', async ({ visit }) => {
    const ann = await visit('Ann', url);
    expect(await ann.page.evaluate(gatherReflexive)).toMatch(reflexive());
  });

  test('Firefox', async () => {
    const firefox = await launchFirefox();
    onTestFinished(() => firefox.close());
    const page = await firefox.newPage();
    await page.goto(url);
    expect(await page.evaluate(gatherReflexive)).toMatch(reflexive());
  });
});

/** Notes the candidates of every connection that a page makes; those with a `refused` part in them are not told to it. */
async function noteCandidates(context: BrowserContext, refused: readonly string[] = []): Promise<void> {
  await context.addInitScript((refusedParts) => {
    const candidates = { local: [] as string[], remote: [] as string[] };
    Object.assign(window, { candidates });
    const Original = RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener('icecandidate', ({ candidate }) => candidates.local.push(candidate?.candidate ?? ''));
      }

      override async addIceCandidate(given?: RTCIceCandidateInit | null): Promise<void> {
        const candidate = given?.candidate ?? '';
        if (refusedParts.some((part) => candidate.includes(part))) return;
        candidates.remote.push(candidate);
        await super.addIceCandidate(given);
      }
    };
  }, refused);
}

test('Two people in a room are told of the server', async ({ visit }) => {
  const ann = await visit('Ann', url);
  const link = await ann.createRoom();
  const ben = await visit('Ben', url);
  await noteCandidates(ben.page.context());
  await ben.page.reload();
  await ben.page.goto(link);
  await ann.connectedTo('Ben');
  await ben.connectedTo('Ann');
  await ben.page.waitForFunction(() => window.candidates.local.some((candidate) => candidate.includes(' typ srflx ')));
});

test('Two people connect by the observed address alone, where names are not looked up', async ({ visit }) => {
  const people = [await visit('Ann', url), await visit('Ben', url)] as const;
  const [ann, ben] = people;
  for (const { page } of people) {
    await noteCandidates(page.context(), ['.local ', ' srflx ']);
    await page.reload();
  }
  await ben.page.goto(await ann.createRoom());
  await ann.connectedTo('Ben');
  await ben.connectedTo('Ann');
  // Who is found first may connect before being told of anything.
  const told = await Promise.all(people.map(({ page }) => page.evaluate(() => window.candidates.remote)));
  expect(told.flat()).not.toEqual([]);
  expect(told.flat().filter((candidate) => !observed().test(candidate))).toEqual([]);
});
