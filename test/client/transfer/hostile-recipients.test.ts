import { beforeEach, describe, expect, test } from 'vitest';
import { resumeTag } from '../../../client/transfer/resume-tag.ts';
import type { OfferMessage } from '../../../client/transfer/sending/offer-message.ts';
import type { PeerId, TransferId } from '../../../shared/ids.ts';
import {
  OPEN_OFFERS_MAX,
  PIECE_BYTES,
  PIECES_PER_REQUEST_MAX,
  QUEUED_PIECES_MAX,
  READ_AHEAD_PIECES,
  REQUEST_WINDOW_BYTES,
} from '../../../shared/limits.ts';
import type { StreamName } from '../../../shared/peer-protocol.ts';
import { toHex } from '../../../shared/random.ts';
import { bytesOf, fakeFile } from '../../support/fake-files.ts';
import { createFakeHasher } from '../../support/fake-hasher.ts';
import { digestOf, HostileLab, type Unaddressed } from '../../support/hostile-lab.ts';
import { chosen, type RawSide, type TransfersSide } from '../../support/transfers-lab.ts';
import { settle } from '../../support/watch.ts';

let hostile: HostileLab;
let ann: TransfersSide;
let ben: TransfersSide;
let mallory: RawSide;

beforeEach(async () => {
  hostile = await HostileLab.create();
  ({ ann, ben, mallory } = hostile);
});

const request = (transfer: TransferId, first: number, count: number, stream: StreamName = 'files') =>
  mallory.say({ type: 'piece-request', transfer, stream, first, count, compressed: true });

describe('a recipient who', () => {
  async function offerToMallory(...sizes: readonly number[]): Promise<TransferId> {
    const transfer = await ann.offer(
      sizes.map((size, at) => fakeFile(`${at}`, size)),
      mallory,
    );
    await mallory.heard('file-offer');
    return transfer;
  }

  test('asks for what was offered gets it', async () => {
    const transfer = await offerToMallory(PIECE_BYTES + 1);
    request(transfer, 0, 1, 'manifest');
    request(transfer, 0, 2);
    await mallory.until(() => mallory.pieces.length === 3);
    expect(mallory.pieces.map(({ stream, index }) => [stream, index])).toEqual([
      ['manifest', 0],
      ['files', 0],
      ['files', 1],
    ]);
  });

  test.each([
    ['the files', 'files', 2, 1],
    ['the files, in part', 'files', 1, 2],
    ['the manifest', 'manifest', 1, 1],
    ['everything', 'files', 2 ** 32 - 1, 1],
  ] as const)('asks past the end of %s is dropped', async (_what, stream, first, count) => {
    const transfer = await offerToMallory(PIECE_BYTES + 1);
    request(transfer, first, count, stream);
    await hostile.expectDropped('it asked past the end');
  });

  test('asks for the bytes of empty files is dropped', async () => {
    const transfer = await offerToMallory(0);
    request(transfer, 0, 1);
    await hostile.expectDropped('it asked past the end');
  });

  test.each<readonly [what: string, message: Unaddressed<OfferMessage>]>([
    ['asks for pieces', { type: 'piece-request', stream: 'files', first: 0, count: 1, compressed: true }],
    ['begins', { type: 'transfer-begun', wantedBytes: 10, savedBytes: 0, proof: [] }],
    ['pauses', { type: 'transfer-paused', reason: 'no-space' }],
    ['continues', { type: 'transfer-continued' }],
    ['declines', { type: 'offer-declined' }],
    ['finishes', { type: 'transfer-done' }],
  ])('%s of a transfer that was never offered to them is dropped', async (_what, message) => {
    const transfer = await ann.offer([fakeFile('for ben', 10)], ben);
    await ben.offered(transfer);
    mallory.say({ ...message, transfer });
    await hostile.expectDropped('files that were never offered to it');
    expect(ann.outgoingOf(transfer, ben)).toEqual({ status: 'waiting' });
  });

  test('has more than there is, by what they say, is dropped', async () => {
    const transfer = await offerToMallory(10);
    mallory.say({ type: 'transfer-begun', transfer, wantedBytes: 10, savedBytes: 11, proof: [] });
    await hostile.expectDropped('it has more than there is');
  });

  test('asks for more pieces than any window holds is dropped', async () => {
    const transfer = await offerToMallory(PIECES_PER_REQUEST_MAX * PIECE_BYTES);
    ann.linkTo(mallory).stall();
    for (let round = 0; round <= QUEUED_PIECES_MAX / PIECES_PER_REQUEST_MAX; round++) {
      request(transfer, 0, PIECES_PER_REQUEST_MAX);
    }
    await hostile.expectDropped('too many pieces at once');
  });

  test('accepts every open offer, with its whole window, is not at fault', async () => {
    const windowPieces = REQUEST_WINDOW_BYTES / PIECE_BYTES;
    const file = fakeFile('a', REQUEST_WINDOW_BYTES);
    ann.linkTo(mallory).stall();
    for (let at = 0; at < OPEN_OFFERS_MAX; at++) request(await ann.offer([file], mallory), 0, windowPieces);
    await settle();
    expect(ann.closings.size).toBe(0);
  });

  test('finishes what they never fetched is dropped', async () => {
    const transfer = await offerToMallory(10);
    mallory.say({ type: 'transfer-done', transfer });
    await hostile.expectDropped('it finished what it never fetched');
    expect(ann.outgoingOf(transfer, mallory)).toMatchObject({ status: 'held', hold: 'no-link' });
  });

  test('asks on after they cancelled gets nothing, and is not at fault', async () => {
    const transfer = await offerToMallory(10);
    mallory.say({ type: 'transfer-cancelled', transfer });
    request(transfer, 0, 1);
    await settle();
    expect(mallory.pieces).toEqual([]);
    expect(ann.closings.size).toBe(0);
    expect(ann.outgoingOf(transfer)).toEqual({ status: 'cancelled', by: 'recipient' });
  });

  test('cancels is sent no more than what was read ahead', async () => {
    const transfer = await offerToMallory(20 * PIECE_BYTES);
    ann.linkTo(mallory).stall();
    request(transfer, 0, 20);
    await settle();
    mallory.say({ type: 'transfer-cancelled', transfer });
    await settle();
    ann.linkTo(mallory).flow();
    await settle();
    expect(mallory.pieces).toHaveLength(READ_AHEAD_PIECES);
    expect(ann.outgoingOf(transfer)).toEqual({ status: 'cancelled', by: 'recipient' });
  });

  test('gives two last words is held to the first', async () => {
    const transfer = await offerToMallory(10);
    mallory.say({ type: 'offer-declined', transfer });
    mallory.say({ type: 'transfer-done', transfer });
    mallory.say({ type: 'transfer-cancelled', transfer });
    await settle();
    expect(ann.outgoingOf(transfer)).toEqual({ status: 'declined' });
  });
});

describe('a recipient whose pieces', () => {
  const wrong = { index: 0, digest: 'f'.repeat(64) };

  const file = fakeFile('a', 3 * PIECE_BYTES);
  const firstOf = async () => ({
    index: 0,
    digest: toHex(await digestOf((await bytesOf(file)).slice(0, PIECE_BYTES))),
  });

  test.each([
    ['are of other files', async () => [wrong]],
    ['are of other files in part', async () => [await firstOf(), { ...wrong, index: 1 }]],
    ['lie outside of the files', async () => [{ index: 3, digest: toHex(await digestOf(new Uint8Array())) }]],
  ])('%s is dropped and gets nothing, and nobody else is held', async (_what, makeProof) => {
    ben.sinks.prepare = (sink) => sink.hold();
    const transfer = await ann.offer([file], ben, mallory);
    await ben.accept(transfer);
    await ben.untilIncoming(transfer, 'receiving');
    ben.sinks.prepare = () => undefined;
    await mallory.heard('file-offer');
    const proof = await makeProof();
    mallory.say({ type: 'transfer-begun', transfer, wantedBytes: 3 * PIECE_BYTES, savedBytes: PIECE_BYTES, proof });
    request(transfer, 1, 1);
    await hostile.expectDropped('it has pieces of other files');
    expect(mallory.pieces).toEqual([]);
    expect(ann.filesProblems.has(transfer)).toBe(false);
    ben.sinkOf(transfer).release();
    await ben.untilIncoming(transfer, 'saved');
  });

  test('are of other files is dropped after a reload, too, once somebody else has proved theirs', async () => {
    ben.sinks.prepare = (sink) => {
      const write = sink.write.bind(sink);
      sink.write = async (bytes) => {
        await write(bytes);
        ann.linkTo(ben).breakDown();
      };
    };
    const transfer = await ann.offer([file], ben, mallory);
    await ben.accept(transfer);
    await ben.untilHeld(transfer, 'no-link');
    ben.sinks.prepare = () => undefined;
    const page = hostile.lab.addSide(ann.disk);
    await page.transfers.restore();
    await hostile.lab.connect(page, ben);
    await page.transfers.resume(transfer, chosen([file]));
    await ben.untilIncoming(transfer, 'saved');
    await hostile.lab.connect(page, mallory);
    mallory.say({ type: 'transfer-begun', transfer, wantedBytes: 10, savedBytes: 5, proof: [wrong] });
    await page.until(() => page.closings.has(mallory.peerId));
    expect(page.closings.get(mallory.peerId)).toMatchObject({ detail: 'it has pieces of other files' });
    expect(page.filesProblems.get(transfer)).toBeUndefined();
  });

  test('are of the files as they were is sent nothing of others that were chosen for them', async () => {
    const transfer = await ann.offer([file], mallory);
    const page = hostile.lab.addSide(ann.disk);
    await page.transfers.restore();
    await hostile.lab.connect(page, mallory);
    const other = new File([new Uint8Array(file.size)], file.name, { lastModified: file.lastModified });
    await page.transfers.resume(transfer, chosen([other]));
    const proof = [await firstOf()];
    mallory.say({ type: 'transfer-begun', transfer, wantedBytes: 3 * PIECE_BYTES, savedBytes: PIECE_BYTES, proof });
    request(transfer, 1, 2);
    await page.until(() => page.filesProblems.get(transfer) === 'files-changed');
    await settle();
    expect(mallory.pieces).toEqual([]);
    expect(page.closings.size).toBe(0);
  });

  test('are the right ones is sent the rest', async () => {
    const transfer = await ann.offer([file], mallory);
    await mallory.heard('file-offer');
    const proof = [await firstOf()];
    mallory.say({ type: 'transfer-begun', transfer, wantedBytes: 3 * PIECE_BYTES, savedBytes: PIECE_BYTES, proof });
    request(transfer, 1, 2);
    await mallory.until(() => mallory.pieces.length === 2);
    expect(ann.closings.size).toBe(0);
  });
});

describe('somebody who asks for unfinished files', () => {
  let transfer: TransferId;

  /** Ben has begun to receive them, and is gone. */
  beforeEach(async () => {
    ben.sinks.prepare = (sink) => sink.hold();
    transfer = await ann.offer([fakeFile('a', 3 * PIECE_BYTES)], ben);
    await ben.accept(transfer);
    await ann.untilOutgoing(transfer, 'sending');
    ben.linkTo(ann).breakDown();
    await ann.untilSenderHeld(transfer, 'no-link');
    ann.closings.clear();
  });

  const tagOf = async (claimant: { readonly peerId: PeerId }, sender: { readonly peerId: PeerId }) =>
    resumeTag(await createFakeHasher(), {
      transfer,
      recipient: ben.peerId,
      claimant: claimant.peerId,
      sender: sender.peerId,
    });

  const offered = () => mallory.messages.some(({ type }) => type === 'file-offer');

  test.each([
    ['that Ben made for Ann', () => tagOf(ben, ann)],
    ['that Ben made for Mallory', () => tagOf(ben, mallory)],
    ['that nobody made', () => Promise.resolve('f'.repeat(64))],
  ])('with a tag %s is not answered', async (_what, makeTag) => {
    mallory.say({ type: 'transfer-wanted', tag: await makeTag(), recipient: ben.peerId });
    await settle();
    expect(offered()).toBe(false);
    expect(ann.closings.size).toBe(0);
    expect(ann.outgoingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-link' });
  });

  test('with the right tag and another recipient is not answered', async () => {
    mallory.say({ type: 'transfer-wanted', tag: await tagOf(mallory, ann), recipient: mallory.peerId });
    await settle();
    expect(offered()).toBe(false);
  });

  test('with a tag that takes the transfer’s id to make is offered them', async () => {
    mallory.say({ type: 'transfer-wanted', tag: await tagOf(mallory, ann), recipient: ben.peerId });
    await mallory.heard('file-offer');
  });

  test('that have ended meanwhile is not answered', async () => {
    await ann.transfers.cancel(transfer);
    mallory.say({ type: 'transfer-wanted', tag: await tagOf(mallory, ann), recipient: ben.peerId });
    await settle();
    expect(offered()).toBe(false);
  });
});
