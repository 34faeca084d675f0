import { beforeEach, describe, expect, test } from 'vitest';
import { encodeManifest, type Manifest, totalBytesOf } from '../../../client/transfer/manifest.ts';
import { encodePieceHeader, type PieceHeader, pieceMessages } from '../../../client/transfer/piece-frames.ts';
import type { TransferId } from '../../../shared/ids.ts';
import {
  OPEN_OFFERS_MAX,
  PIECE_BYTES,
  PIECES_PER_REQUEST_MAX,
  QUEUED_PIECES_MAX,
  READ_AHEAD_PIECES,
  REQUEST_WINDOW_BYTES,
} from '../../../shared/limits.ts';
import type { FileOffer, StreamName } from '../../../shared/peer-protocol.ts';
import { toHex } from '../../../shared/random.ts';
import { patternBytes } from '../../contract/contract.ts';
import { fakeFile } from '../../support/fake-files.ts';
import { createFakeHasher } from '../../support/fake-hasher.ts';
import { fakeTransferId } from '../../support/fake-ids.ts';
import { type RawSide, TransfersLab, type TransfersSide } from '../../support/transfers-lab.ts';
import { settle } from '../../support/watch.ts';

/** Ben is honest, Mallory is not; both are linked to Ann. */
let lab: TransfersLab;
let ann: TransfersSide;
let ben: TransfersSide;
let mallory: RawSide;

beforeEach(async () => {
  lab = await TransfersLab.create();
  ann = lab.addSide();
  ben = lab.addSide();
  mallory = lab.addRaw();
  await lab.connect(ann, mallory);
  await lab.connect(ann, ben);
});

const digestOf = async (bytes: Uint8Array) => (await (await createFakeHasher()).hash(new Uint8Array(bytes))).digest;

const entry = (path: string, size: number) => ({ path, size, type: '', modified: 0 });

async function offerOf(manifest: Manifest, more: Partial<FileOffer> = {}): Promise<FileOffer> {
  const encoded = encodeManifest(manifest);
  return {
    type: 'file-offer',
    transfer: fakeTransferId(666),
    fileCount: manifest.files.length,
    totalBytes: totalBytesOf(manifest),
    names: manifest.files.slice(0, 5).map(({ path }) => path),
    manifestBytes: encoded.length,
    manifestDigest: toHex(await digestOf(encoded)),
    ...more,
  };
}

const header = (stream: StreamName, index: number, length: number, digest: Uint8Array): PieceHeader => ({
  stream,
  transfer: fakeTransferId(666),
  index,
  length,
  digest,
});

async function sendPiece(stream: StreamName, index: number, bytes: Uint8Array<ArrayBuffer>, digest?: Uint8Array) {
  mallory.sendBulk(encodePieceHeader(header(stream, index, bytes.length, digest ?? (await digestOf(bytes)))));
  for (const message of pieceMessages(bytes)) mallory.sendBulk(message);
}

/** Mallory offers a file of two pieces. */
const twoPieces: Manifest = { files: [entry('a.bin', PIECE_BYTES + 10)] };

async function offerAndAccept(manifest = twoPieces, more: Partial<FileOffer> = {}): Promise<TransferId> {
  const offer = await offerOf(manifest, more);
  mallory.say(offer);
  await ann.offered(offer.transfer);
  void ann.transfers.accept(offer.transfer);
  await mallory.heard('piece-request');
  return offer.transfer;
}

/** As {@link offerAndAccept}, and the manifest has come: Ann has asked for the files. */
async function offerAndIntroduce(manifest = twoPieces): Promise<TransferId> {
  const transfer = await offerAndAccept(manifest);
  await sendPiece('manifest', 0, encodeManifest(manifest));
  await mallory.until(() => mallory.messages.some((each) => each.type === 'piece-request' && each.stream === 'files'));
  return transfer;
}

/** Mallory loses the link for that reason; Ben can go on. */
async function expectDropped(detail: string): Promise<void> {
  await ann.until(() => ann.closings.has(mallory.peerId));
  expect(ann.closings.get(mallory.peerId)).toEqual({
    type: 'broke-protocol',
    detail: expect.stringContaining(detail),
  });
  const transfer = await ann.offer([fakeFile('for ben', 10)], ben);
  await ben.offered(transfer);
  await ben.transfers.accept(transfer);
  await ann.untilOutgoing(transfer, 'saved', ben);
  expect(ann.closings.size).toBe(1);
}

describe('a sender who', () => {
  test('sends a piece of a transfer that was never offered is dropped', async () => {
    await sendPiece('files', 0, patternBytes(10));
    await expectDropped('files that it never offered');
  });

  test('sends a piece of an offer that is not accepted is dropped', async () => {
    const offer = await offerOf(twoPieces);
    mallory.say(offer);
    await ann.offered(offer.transfer);
    await sendPiece('files', 0, patternBytes(PIECE_BYTES));
    await expectDropped('a piece that nobody asked for');
  });

  test.each([
    ['of another stream', 'files', 0, 10],
    ['of another index', 'manifest', 1, 10],
    ['of another length', 'manifest', 0, 10],
  ] as const)('sends a piece %s than was asked for is dropped', async (_what, stream, index, length) => {
    await offerAndAccept();
    await sendPiece(stream, index, patternBytes(length));
    await expectDropped('a piece that nobody asked for');
  });

  test('sends a piece twice is dropped', async () => {
    await offerAndIntroduce();
    await sendPiece('files', 1, patternBytes(10));
    await sendPiece('files', 1, patternBytes(10));
    await expectDropped('a piece that nobody asked for');
  });

  test('sends a piece twice that was saved already is dropped', async () => {
    const transfer = await offerAndIntroduce();
    await sendPiece('files', 0, patternBytes(PIECE_BYTES));
    await ann.until(() => ann.sinkOf(transfer).takenBytes > 0);
    await settle();
    await sendPiece('files', 0, patternBytes(PIECE_BYTES));
    await expectDropped('a piece that nobody asked for');
  });

  test('sends bytes that do not match their hash is dropped, and nothing of them is kept', async () => {
    const transfer = await offerAndIntroduce();
    await sendPiece('files', 0, patternBytes(PIECE_BYTES), await digestOf(patternBytes(10)));
    await expectDropped('does not match its hash');
    expect(ann.sinkOf(transfer)).toMatchObject({ takenBytes: 0, status: 'aborted' });
    expect(ann.incomingOf(transfer)).toMatchObject({ status: 'failed' });
  });

  test('sends another manifest than the offered one is dropped', async () => {
    await offerAndAccept();
    const other = encodeManifest({ files: [entry('b.bin', PIECE_BYTES + 10)] });
    await sendPiece('manifest', 0, other);
    await expectDropped('a manifest is not the offered one');
  });

  test.each<readonly [what: string, manifest: Manifest, more: Partial<FileOffer>, detail: string]>([
    ['whose sizes do not add up', twoPieces, { totalBytes: 10 }, 'do not add up'],
    ['that shows other names than its offer', twoPieces, { names: ['harmless.txt'] }, 'other names'],
    ['that leads out of its folder', { files: [entry('../a', 10)] }, {}, 'leads out'],
    ['that names a path twice', { files: [entry('a', 1), entry('a', 1)] }, {}, 'a path twice'],
  ])('offers a manifest %s is dropped', async (_what, manifest, more, detail) => {
    await offerAndAccept(manifest, more);
    await sendPiece('manifest', 0, encodeManifest(manifest));
    await expectDropped(detail);
  });

  test('sends a header that makes no sense is dropped', async () => {
    mallory.sendBulk(new Uint8Array(10));
    await expectDropped('a piece header has the wrong length');
  });

  test('sends more bytes than announced is dropped', async () => {
    await offerAndIntroduce();
    mallory.sendBulk(encodePieceHeader(header('files', 1, 10, patternBytes(32))));
    mallory.sendBulk(new Uint8Array(11));
    await expectDropped('a piece is longer than its header says');
  });

  test('offers the same transfer twice is dropped', async () => {
    const offer = await offerOf(twoPieces);
    mallory.say(offer);
    mallory.say(offer);
    await expectDropped('a transfer that exists already');
    expect(ann.offers).toHaveLength(1);
  });

  test('offers the transfer of somebody else is dropped, and their offer stands', async () => {
    const transfer = await ben.offer([fakeFile('a', 10)], ann);
    await ann.offered(transfer);
    mallory.say(await offerOf(twoPieces, { transfer }));
    await ann.until(() => ann.closings.has(mallory.peerId));
    expect(ann.offers.map(([from]) => from)).toEqual([ben.peerId]);
    await ann.transfers.accept(transfer);
    expect(ann.incomingOf(transfer)).toMatchObject({ status: 'saved' });
    await expectDropped('a transfer that exists already');
  });

  test('offers Ann’s own transfer back to her is dropped', async () => {
    const transfer = await ann.offer([fakeFile('a', 10)], ben);
    mallory.say(await offerOf(twoPieces, { transfer }));
    await expectDropped('a transfer that exists already');
    expect(ann.offers).toEqual([]);
  });

  test('names more files than the offer has is dropped', async () => {
    mallory.say(await offerOf(twoPieces, { names: ['a', 'b'] }));
    await expectDropped('an offer names more files than it has');
    expect(ann.offers).toEqual([]);
  });

  test('makes too many offers at once is dropped', async () => {
    const offer = await offerOf(twoPieces);
    for (let at = 0; at < OPEN_OFFERS_MAX; at++) mallory.say({ ...offer, transfer: fakeTransferId(1_000 + at) });
    await ann.until(() => ann.offers.length === OPEN_OFFERS_MAX);
    await settle();
    expect(ann.closings.size).toBe(0);
    mallory.say(offer);
    await expectDropped('too many offers at once');
    expect(ann.offers).toHaveLength(OPEN_OFFERS_MAX);
  });

  test('has had offers declined may make new ones', async () => {
    const offer = await offerOf(twoPieces);
    for (let at = 0; at < OPEN_OFFERS_MAX; at++) mallory.say({ ...offer, transfer: fakeTransferId(1_000 + at) });
    await ann.until(() => ann.offers.length === OPEN_OFFERS_MAX);
    ann.transfers.decline(fakeTransferId(1_000));
    mallory.say(offer);
    await ann.offered(offer.transfer);
  });

  test('cancels a transfer that was never offered is dropped', async () => {
    mallory.say({ type: 'transfer-cancelled', transfer: fakeTransferId(666), reason: 'by-person' });
    await expectDropped('files that it never offered');
  });

  test('still sends what was asked for before a cancel is not at fault', async () => {
    const transfer = await offerAndIntroduce();
    await ann.transfers.cancel(transfer);
    await sendPiece('files', 0, patternBytes(PIECE_BYTES));
    await sendPiece('files', 1, patternBytes(10));
    await settle();
    expect(ann.closings.size).toBe(0);
    expect(ann.sinkOf(transfer).takenBytes).toBe(0);
    await sendPiece('files', 1, patternBytes(10));
    await expectDropped('a piece that nobody asked for');
  });

  test('takes the link down between the pieces of a file leaves nothing of it', async () => {
    const transfer = await offerAndIntroduce();
    await sendPiece('files', 0, patternBytes(PIECE_BYTES));
    await ann.until(() => ann.sinkOf(transfer).takenBytes > 0);
    mallory.link?.close({ type: 'left' });
    await ann.until(() => ann.closings.has(mallory.peerId));
    expect(ann.incomingOf(transfer)).toMatchObject({ status: 'failed' });
    expect(ann.sinkOf(transfer).keptBytes).toBe(0);
  });
});

describe('a recipient who', () => {
  const request = (transfer: TransferId, first: number, count: number, stream: StreamName = 'files') =>
    mallory.say({ type: 'piece-request', transfer, stream, first, count });

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
    await expectDropped('it asked past the end');
  });

  test('asks for the bytes of empty files is dropped', async () => {
    const transfer = await offerToMallory(0);
    request(transfer, 0, 1);
    await expectDropped('it asked past the end');
  });

  test.each([
    ['asks for pieces', { type: 'piece-request', stream: 'files', first: 0, count: 1 }],
    ['declines', { type: 'offer-declined' }],
    ['finishes', { type: 'transfer-done' }],
  ] as const)('%s of a transfer that was never offered to them is dropped', async (_what, message) => {
    const transfer = await ann.offer([fakeFile('for ben', 10)], ben);
    await ben.offered(transfer);
    mallory.say({ ...message, transfer });
    await expectDropped('files that were never offered to it');
  });

  test('asks for more pieces than any window holds is dropped', async () => {
    const transfer = await offerToMallory(PIECES_PER_REQUEST_MAX * PIECE_BYTES);
    ann.linkTo(mallory).stall();
    for (let round = 0; round <= QUEUED_PIECES_MAX / PIECES_PER_REQUEST_MAX; round++) {
      request(transfer, 0, PIECES_PER_REQUEST_MAX);
    }
    await expectDropped('too many pieces at once');
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
    await expectDropped('it finished what it never fetched');
    expect(ann.outgoingOf(transfer, mallory)).toMatchObject({ status: 'failed' });
  });

  test('asks on after they cancelled gets nothing, and is not at fault', async () => {
    const transfer = await offerToMallory(10);
    mallory.say({ type: 'transfer-cancelled', transfer, reason: 'by-person' });
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
    mallory.say({ type: 'transfer-cancelled', transfer, reason: 'by-person' });
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
    mallory.say({ type: 'transfer-cancelled', transfer, reason: 'sink-failed' });
    await settle();
    expect(ann.outgoingOf(transfer)).toEqual({ status: 'declined' });
  });
});
