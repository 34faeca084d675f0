import { beforeEach, describe, expect, test } from 'vitest';
import type { Hasher } from '../../../../client/transfer/pieces/hasher.ts';
import type { PieceFetcher } from '../../../../client/transfer/pieces/piece-fetcher.ts';
import { encodePieceHeader, pieceMessages } from '../../../../client/transfer/pieces/piece-frames.ts';
import { Puller } from '../../../../client/transfer/pieces/puller.ts';
import { PIECE_BYTES } from '../../../../shared/limits.ts';
import { ProtocolError } from '../../../../shared/peer-protocol.ts';
import { patternBytes } from '../../../contract/contract.ts';
import { createFakeHasher } from '../../../support/fake-hasher.ts';
import { fakeTransferId } from '../../../support/fake-ids.ts';
import { type FakeLink, FakeNetwork } from '../../../support/fake-link.ts';
import { linkPair } from '../../../support/link-pair.ts';
import { settle } from '../../../support/watch.ts';

const noEvents = { opened: () => undefined, control: () => undefined, bulk: () => undefined, closed: () => undefined };
const [transfer, other] = [fakeTransferId(1), fakeTransferId(2)];

let hasher: Hasher;
let link: FakeLink;
let puller: Puller;

beforeEach(async () => {
  hasher = await createFakeHasher();
  [link] = linkPair(new FakeNetwork().openLink, noEvents, noEvents);
  puller = new Puller(link, hasher);
  await settle();
});

/** A fetch of three pieces, begun: what it saves, how it is stopped, how it ends. */
function fetch(of = transfer, savedPieces = 0) {
  const saved: number[] = [];
  const stop = new AbortController();
  const fetcher: PieceFetcher = puller.fetch({
    transfer: of,
    stream: 'files',
    totalBytes: 3 * PIECE_BYTES,
    wanted: [{ first: 0, count: 3 }],
    savedPieces,
    save: async (index) => void saved.push(index),
    signal: stop.signal,
  });
  const ended = fetcher.run().then(
    () => 'whole',
    (error: Error) => error.message,
  );
  return { saved, ended, fetcher, stop: () => stop.abort(new Error('stopped')) };
}

async function come(index: number, of = transfer): Promise<void> {
  const bytes = patternBytes(PIECE_BYTES, index);
  const { length, digest } = await hasher.hash([bytes.slice()]);
  puller.receive(encodePieceHeader({ transfer: of, stream: 'files', index, length, sentLength: length, digest }));
  for (const message of pieceMessages([bytes])) puller.receive(message.slice());
  await settle();
}

const refused = (index: number, of = transfer) => expect(come(index, of)).rejects.toThrow(ProtocolError);

describe('the puller', () => {
  test('brings each piece to the fetch that asked for it', async () => {
    const [one, two] = [fetch(), fetch(other)];
    for (const index of [0, 1, 2]) {
      await come(index);
      await come(index, other);
    }
    expect([one.saved, two.saved]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    expect([await one.ended, await two.ended]).toEqual(['whole', 'whole']);
  });

  test('refuses what nobody asked for', async () => {
    await refused(0);
    fetch();
    await refused(0, other);
  });

  test('takes what a stopped fetch asked for, and saves nothing of it', async () => {
    const { saved, ended, stop } = fetch();
    stop();
    expect(await ended).toBe('stopped');
    for (const index of [0, 1, 2]) await come(index);
    expect(saved).toEqual([]);
    await refused(0);
  });

  test('lets pieces that were asked for twice serve the newest fetch first, and takes the second ones, too', async () => {
    const stopped = fetch();
    await come(0);
    stopped.stop();
    const next = fetch(transfer, 1);
    await come(1);
    await come(2);
    expect(await next.ended).toBe('whole');
    expect([stopped.saved, next.saved]).toEqual([[0], [1, 2]]);
    await come(1);
    await come(2);
    expect([stopped.saved, next.saved]).toEqual([[0], [1, 2]]);
    await refused(1);
  });

  test('holds a stopped fetch for as long as pieces may come for it, over any number of others', async () => {
    const stopped = [fetch(), fetch(), fetch()];
    for (const { stop } of stopped) stop();
    fetch(other);
    for (const index of [0, 1, 2]) for (const _ of stopped) await come(index);
    expect(stopped.map(({ fetcher }) => fetcher.isIdle)).toEqual([true, true, true]);
    await refused(0);
  });

  test('asks for nothing more while a fetch is paused', async () => {
    const { fetcher } = fetch();
    fetcher.pause(true);
    const before = link.sent.length;
    await come(0);
    expect(link.sent).toHaveLength(before);
  });
});
