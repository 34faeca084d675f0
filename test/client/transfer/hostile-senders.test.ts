import { beforeEach, describe, expect, test } from 'vitest';
import { encodeManifest, type Manifest } from '../../../client/transfer/files/manifest.ts';
import { encodePieceHeader } from '../../../client/transfer/pieces/piece-frames.ts';
import type { SenderMessage } from '../../../client/transfer/receiving/inbox.ts';
import { openZstd } from '../../../client/workers/zstd.ts';
import type { TransferId } from '../../../shared/ids.ts';
import { OPEN_OFFERS_MAX, PIECE_BYTES, PIECE_RETRIES_MAX } from '../../../shared/limits.ts';
import type { FileOffer } from '../../../shared/peer-protocol.ts';
import { patternBytes } from '../../contract/contract.ts';
import { bytesOf, fakeFile } from '../../support/fake-files.ts';
import { fakeTransferId } from '../../support/fake-ids.ts';
import {
  digestOf,
  fileEntry,
  HostileLab,
  offerOf,
  pieceHeader,
  twoPieces,
  type Unaddressed,
} from '../../support/hostile-lab.ts';
import type { RawSide, TransfersLab, TransfersSide } from '../../support/transfers-lab.ts';
import { settle } from '../../support/watch.ts';

let hostile: HostileLab;
let lab: TransfersLab;
let ann: TransfersSide;
let ben: TransfersSide;
let mallory: RawSide;

beforeEach(async () => {
  hostile = await HostileLab.create();
  ({ lab, ann, ben, mallory } = hostile);
});

describe('a sender who', () => {
  test('sends a piece of a transfer that was never offered is dropped', async () => {
    await hostile.sendPiece('files', 0, patternBytes(10));
    await hostile.expectDropped('a piece that nobody asked for');
  });

  test('sends a piece of an offer that is not accepted is dropped', async () => {
    const offer = await offerOf(twoPieces);
    mallory.say(offer);
    await ann.offered(offer.transfer);
    await hostile.sendPiece('files', 0, patternBytes(PIECE_BYTES));
    await hostile.expectDropped('a piece that nobody asked for');
  });

  test.each([
    ['of another stream', 'files', 0, 10],
    ['of another index', 'manifest', 1, 10],
    ['of another length', 'manifest', 0, 10],
  ] as const)('sends a piece %s than was asked for is dropped', async (_what, stream, index, length) => {
    await hostile.offerAndAccept();
    await hostile.sendPiece(stream, index, patternBytes(length));
    await hostile.expectDropped('a piece that nobody asked for');
  });

  test('sends a piece twice is dropped', async () => {
    await hostile.offerAndIntroduce();
    await hostile.sendPiece('files', 1, patternBytes(10));
    await hostile.sendPiece('files', 1, patternBytes(10));
    await hostile.expectDropped('a piece that nobody asked for');
  });

  test('sends a piece twice that was saved already is dropped', async () => {
    const transfer = await hostile.offerAndIntroduce();
    await hostile.sendPiece('files', 0, patternBytes(PIECE_BYTES));
    await ann.until(() => ann.sinkOf(transfer).takenBytes > 0);
    await settle();
    await hostile.sendPiece('files', 0, patternBytes(PIECE_BYTES));
    await hostile.expectDropped('a piece that nobody asked for');
  });

  test('sends a damaged piece is asked for it again, and once it is right all of it is', async () => {
    const transfer = await hostile.offerAndIntroduce();
    await hostile.sendPiece('files', 0, patternBytes(PIECE_BYTES), await digestOf(patternBytes(10)));
    await hostile.sendPiece('files', 1, patternBytes(10, 1));
    await mallory.until(() => hostile.fileRequests.length === 2);
    expect(hostile.fileRequests).toEqual(['0+2', '0+1']);
    expect(ann.sinkOf(transfer).takenBytes).toBe(0);
    await hostile.sendPiece('files', 0, patternBytes(PIECE_BYTES));
    await ann.untilIncoming(transfer, 'saved');
    const saved = await bytesOf(ann.downloads[0]?.[0]?.blob ?? new Blob());
    const right = await bytesOf(new Blob([patternBytes(PIECE_BYTES), patternBytes(10, 1)]));
    expect(Buffer.compare(saved, right)).toBe(0);
    expect(ann.closings.size).toBe(0);
  });

  test('keeps sending a damaged piece is dropped, and the transfer waits with nothing of it', async () => {
    const transfer = await hostile.offerAndIntroduce();
    for (let time = 0; time <= PIECE_RETRIES_MAX; time++) {
      await mallory.until(() => hostile.fileRequests.length === time + 1);
      expect(ann.closings.size).toBe(0);
      await hostile.sendPiece('files', 0, patternBytes(PIECE_BYTES), await digestOf(patternBytes(10)));
    }
    await hostile.expectDropped('piece 0 came damaged 4 times');
    expect(ann.incomingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-link', savedBytes: 0 });
    expect(ann.sinkOf(transfer).takenBytes).toBe(0);
  });

  describe('is asked for compressed pieces and', () => {
    const zeros = new Uint8Array(PIECE_BYTES);
    let whole: Uint8Array<ArrayBuffer>;
    let bomb: Uint8Array<ArrayBuffer>;

    beforeEach(async () => {
      hostile = await HostileLab.create({ decompresses: true });
      ({ lab, ann, ben, mallory } = hostile);
      const { compress } = await openZstd();
      [whole, bomb] = [compress(zeros), compress(new Uint8Array(64 * PIECE_BYTES))];
    });

    test('sends one loses nothing by it', async () => {
      const transfer = await hostile.offerAndIntroduce();
      await hostile.sendCompressed(0, zeros, whole);
      await hostile.sendPiece('files', 1, patternBytes(10, 1));
      await ann.untilIncoming(transfer, 'saved');
      const saved = await bytesOf(ann.downloads[0]?.[0]?.blob ?? new Blob());
      expect(Buffer.compare(saved, Buffer.concat([zeros, patternBytes(10, 1)]))).toBe(0);
    });

    test.each<readonly [what: string, sent: () => Uint8Array<ArrayBuffer>]>([
      ['one that would fill 64 MiB', () => bomb],
      ['two in one', () => new Uint8Array(Buffer.concat([whole, whole]))],
      ['a cut one', () => whole.slice(0, -1)],
      ['bytes that are none', () => patternBytes(100)],
      ['one of other bytes', () => whole.map((byte, at) => (at === whole.length - 4 ? byte ^ 1 : byte))],
    ])('keeps sending %s is dropped, and nothing of it is kept', async (_what, sent) => {
      const transfer = await hostile.offerAndIntroduce();
      for (let time = 0; time <= PIECE_RETRIES_MAX; time++) {
        await mallory.until(() => hostile.fileRequests.length === time + 1);
        await hostile.sendCompressed(0, zeros, sent());
      }
      await hostile.expectDropped('piece 0 came damaged 4 times');
      expect(ann.sinkOf(transfer).takenBytes).toBe(0);
    });

    test('sends more than the piece would have is dropped', async () => {
      await hostile.offerAndIntroduce();
      await hostile.sendCompressed(0, zeros, new Uint8Array(PIECE_BYTES + 1));
      await hostile.expectDropped('a piece header gives an impossible length');
    });
  });

  test('sends a compressed piece to somebody who takes none is dropped', async () => {
    const zeros = new Uint8Array(PIECE_BYTES);
    const sent = (await openZstd()).compress(zeros);
    await hostile.offerAndIntroduce();
    for (let time = 0; time <= PIECE_RETRIES_MAX; time++) {
      await mallory.until(() => hostile.fileRequests.length === time + 1);
      await hostile.sendCompressed(0, zeros, sent);
    }
    await hostile.expectDropped('came damaged');
  });

  test('keeps sending a damaged manifest is dropped, and the transfer waits', async () => {
    const transfer = await hostile.offerAndAccept();
    const manifest = await encodeManifest(twoPieces);
    for (let time = 0; time <= PIECE_RETRIES_MAX; time++) {
      await hostile.sendPiece('manifest', 0, manifest, await digestOf(patternBytes(10)));
      await settle();
    }
    await hostile.expectDropped('came damaged');
    expect(ann.incomingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-link' });
  });

  test('sends another manifest than the offered one is dropped', async () => {
    await hostile.offerAndAccept();
    const other = await encodeManifest({ files: [fileEntry('b.bin', PIECE_BYTES + 10)], emptyFolders: [] });
    await hostile.sendPiece('manifest', 0, other);
    await hostile.expectDropped('a manifest is not the offered one');
  });

  test.each<readonly [what: string, manifest: Manifest, more: Partial<FileOffer>, detail: string]>([
    ['whose sizes do not add up', twoPieces, { totalBytes: 10 }, 'do not add up'],
    ['that shows other names than its offer', twoPieces, { names: ['harmless.txt'] }, 'has other names'],
    ['that leads out of its folder', { files: [fileEntry('../a', 10)], emptyFolders: [] }, {}, 'leads out'],
    [
      'that names a path twice',
      { files: [fileEntry('a', 1), fileEntry('a', 1)], emptyFolders: [] },
      {},
      'a path twice',
    ],
  ])('offers a manifest %s is dropped', async (_what, manifest, more, detail) => {
    await hostile.offerAndAccept(manifest, more);
    await hostile.sendPiece('manifest', 0, await encodeManifest(manifest));
    await hostile.expectDropped(detail);
  });

  test('sends a header that makes no sense is dropped', async () => {
    mallory.sendBulk(new Uint8Array(10));
    await hostile.expectDropped('a piece header has the wrong length');
  });

  test('sends more bytes than announced is dropped', async () => {
    await hostile.offerAndIntroduce();
    mallory.sendBulk(encodePieceHeader(pieceHeader('files', 1, 10, patternBytes(32))));
    mallory.sendBulk(new Uint8Array(11));
    await hostile.expectDropped('a bulk message has the wrong length');
  });

  test('offers other files as the same transfer is dropped', async () => {
    const offer = await offerOf(twoPieces);
    mallory.say(offer);
    mallory.say({ ...offer, totalBytes: offer.totalBytes + 1 });
    await hostile.expectDropped('a transfer that exists already');
    expect(ann.offers).toHaveLength(1);
  });

  test('offers once more what is being fetched has forgotten what was asked for: it is asked for again', async () => {
    const offer = await offerOf(twoPieces);
    await hostile.offerAndAccept();
    const requests = () => mallory.messages.filter(({ type }) => type === 'piece-request');
    expect(requests()).toHaveLength(1);
    mallory.say(offer);
    await mallory.until(() => requests().length === 2);
    expect(requests()[1]).toEqual(requests()[0]);
    await hostile.sendPiece('manifest', 0, await encodeManifest(twoPieces));
    await mallory.until(() => mallory.messages.some(({ type }) => type === 'transfer-begun'));
  });

  test('offers the transfer of somebody else is dropped, and their offer stands', async () => {
    const transfer = await ben.offer([fakeFile('a', 10)], ann);
    await ann.offered(transfer);
    mallory.say(await offerOf(twoPieces, { transfer }));
    await ann.until(() => ann.closings.has(mallory.peerId));
    expect(ann.offers.map(([, { names }]) => names)).toEqual([['a']]);
    await ann.receive(transfer);
    await hostile.expectDropped('a transfer that exists already');
  });

  test('offers Ann’s own transfer back to her is dropped', async () => {
    const transfer = await ann.offer([fakeFile('a', 10)], ben);
    mallory.say(await offerOf(twoPieces, { transfer }));
    await hostile.expectDropped('a transfer that exists already');
    expect(ann.offers).toEqual([]);
  });

  test('names more files than the offer has is dropped', async () => {
    mallory.say(await offerOf(twoPieces, { names: ['a', 'b'] }));
    await hostile.expectDropped('an offer names more files than it has');
    expect(ann.offers).toEqual([]);
  });

  test('makes too many offers at once is dropped', async () => {
    const offer = await offerOf(twoPieces);
    for (let at = 0; at < OPEN_OFFERS_MAX; at++) mallory.say({ ...offer, transfer: fakeTransferId(1_000 + at) });
    await ann.until(() => ann.offers.length === OPEN_OFFERS_MAX);
    await settle();
    expect(ann.closings.size).toBe(0);
    mallory.say(offer);
    await hostile.expectDropped('too many offers at once');
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

  describe.each<readonly [what: string, message: Unaddressed<SenderMessage>]>([
    ['misses the files', { type: 'files-missing' }],
    ['pauses', { type: 'transfer-paused', reason: 'by-person' }],
    ['continues', { type: 'transfer-continued' }],
    ['cancels', { type: 'transfer-cancelled' }],
  ])('%s', (_what, message) => {
    test('of a transfer that was never offered is dropped', async () => {
      mallory.say({ ...message, transfer: fakeTransferId(666) });
      await hostile.expectDropped('files that it never offered');
    });

    test('of the transfer of somebody else is dropped, and theirs goes on', async () => {
      ann.sinks.prepare = (sink) => sink.hold();
      const transfer = await ben.offer([fakeFile('a', 10)], ann);
      await ann.accept(transfer);
      await ann.untilIncoming(transfer, 'receiving');
      mallory.say({ ...message, transfer });
      await hostile.expectDropped('files that it never offered');
      ann.sinkOf(transfer).release();
      await ann.untilIncoming(transfer, 'saved');
    });
  });

  describe('offers what somebody else has begun', () => {
    let transfer: TransferId;

    beforeEach(async () => {
      ann.sinks.prepare = (sink) => sink.hold();
      transfer = await ben.offer([fakeFile('a', 10)], ann);
      await ann.accept(transfer);
      await ann.untilIncoming(transfer, 'receiving');
    });

    async function expectUntouched(): Promise<void> {
      await hostile.expectDropped('a transfer that exists already');
      ann.sinkOf(transfer).release();
      await ann.untilIncoming(transfer, 'saved');
    }

    test('while they are linked is dropped, even with the same files', async () => {
      mallory.say(await ann.offered(transfer));
      await expectUntouched();
    });

    test('with other files while they are gone is dropped', async () => {
      ben.linkTo(ann).breakDown();
      await ann.untilHeld(transfer, 'no-link');
      mallory.say(await offerOf(twoPieces, { transfer }));
      await ann.until(() => ann.closings.has(mallory.peerId));
      ann.closings.delete(ben.peerId);
      await lab.connect(ann, ben);
      await expectUntouched();
    });
  });

  test('still sends what was asked for before a cancel is not at fault', async () => {
    const transfer = await hostile.offerAndIntroduce();
    await ann.transfers.cancel(transfer);
    await hostile.sendPiece('files', 0, patternBytes(PIECE_BYTES));
    await hostile.sendPiece('files', 1, patternBytes(10));
    await settle();
    expect(ann.closings.size).toBe(0);
    expect(ann.sinkOf(transfer).takenBytes).toBe(0);
    await hostile.sendPiece('files', 1, patternBytes(10));
    await hostile.expectDropped('a piece that nobody asked for');
  });

  test('takes the link down between the pieces of a file leaves what came, and may go on', async () => {
    const transfer = await hostile.offerAndIntroduce();
    await hostile.sendPiece('files', 0, patternBytes(PIECE_BYTES));
    await ann.until(() => ann.sinks.keptBytes(transfer) > 0);
    mallory.link?.close({ type: 'left' });
    await ann.untilHeld(transfer, 'no-link');
    await settle();
    expect(ann.incomingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-link', savedBytes: PIECE_BYTES });
    await lab.connect(ann, mallory);
    mallory.say(await offerOf(twoPieces));
    await mallory.until(() => hostile.fileRequests.at(-1) === '1+1');
    await hostile.sendPiece('files', 1, patternBytes(10));
    await ann.untilIncoming(transfer, 'saved');
  });
});
