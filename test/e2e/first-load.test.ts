import type { BrowserContext } from 'playwright-core';
import { describe, expect, onTestFinished } from 'vitest';
import { compressedBytes } from '../support/built-page.ts';
import { test } from '../support/lan-test.ts';
import { Person } from '../support/person.ts';

/** What a browser may load, in bytes of compressed script and style, until somebody who opened a link can talk. */
const ROOM_BYTES_MAX = 100_000;

/** The same until the start screen can be used. */
const START_BYTES_MAX = 35_000;

/** What only comes when it is needed, or when the page has come to rest. */
const LATER_PARTS =
  /open-transfers|start-screen|hash-worker|opfs-worker|(incoming|outgoing)-card|transfer-progress|qr-|dialog-|examination|read-carried|open-attention|conversation-export|mesh-picture|emoji-list|search-bar|room-extras|found-marks|name-field|shared-files-\w+\.js|shared-files\.ts/;

describe('the built page', () => {
  test('is small enough for a room', () => {
    expect(compressedBytes('index', 'session')).toBeLessThanOrEqual(ROOM_BYTES_MAX);
  });

  test('is smaller still for its start screen', () => {
    expect(compressedBytes('index', 'start-screen')).toBeLessThanOrEqual(START_BYTES_MAX);
  });
});

/** Lets a page load nothing of the later parts; answers the others' sizes, in bytes as they came. */
async function holdLaterParts(context: BrowserContext): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  await context.route(LATER_PARTS, () => undefined);
  context.on('requestfinished', async (request) => {
    const { responseBodySize } = await request.sizes();
    sizes.set(request.url(), responseBodySize);
  });
  return sizes;
}

const scriptsAndStyles = (sizes: ReadonlyMap<string, number>) =>
  [...sizes].filter(([url]) => /\.(js|css)$/.test(new URL(url).pathname)).map(([, bytes]) => bytes);

describe('somebody who opens a link', () => {
  test('can talk with what is loaded at first, all of it from the page’s own host', async ({ lan, browser, visit }) => {
    const ann = await visit('Ann');
    const link = await ann.createRoom();
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const sizes = await holdLaterParts(context);
    const ben = await Person.open(context, 'Ben', link);
    await ben.connectedTo('Ann');
    await ben.say('Hello, I came by the link');
    await ann.hears('Hello, I came by the link');
    await ann.say('So I see');
    await ben.hears('So I see');

    const loaded = scriptsAndStyles(sizes);
    expect(loaded.length).toBeGreaterThan(2);
    expect(loaded.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(ROOM_BYTES_MAX);
    expect(new Set([...sizes.keys()].map((url) => new URL(url).origin))).toEqual(new Set([lan.url]));
  });
});

test('a part that cannot be loaded is not missed in silence', async ({ lan, browser }) => {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  await context.route(/settings-dialog/, (route) => route.abort());
  const ann = await Person.open(context, 'Ann', lan.url);
  await ann.createRoom();
  await ann.button('Settings').click();
  await ann.alert.getByText('A part of this page could not be loaded').waitFor();
});
