import { beforeEach, describe, expect, test } from 'vitest';
import { joinChunks, lengthOf } from '../../../../client/transfer/files/chunks.ts';
import type { Hasher } from '../../../../client/transfer/pieces/hasher.ts';
import { PieceAssembler } from '../../../../client/transfer/pieces/piece-frames.ts';
import { type PieceJob, PieceServer } from '../../../../client/transfer/pieces/piece-server.ts';
import type { TransferId } from '../../../../shared/ids.ts';
import { PIECE_BYTES, QUEUED_PIECES_MAX, READ_AHEAD_PIECES, SEND_HIGH_WATER_BYTES } from '../../../../shared/limits.ts';
import { ProtocolError } from '../../../../shared/peer-protocol.ts';
import { patternBytes } from '../../../contract/contract.ts';
import { createFakeHasher } from '../../../support/fake-hasher.ts';
import { fakeTransferId } from '../../../support/fake-ids.ts';
import { type FakeLink, FakeNetwork } from '../../../support/fake-link.ts';
import { linkPair } from '../../../support/link-pair.ts';
import { settle, Watch } from '../../../support/watch.ts';

const [first, second, third] = [fakeTransferId(1), fakeTransferId(2), fakeTransferId(3)];
const noEvents = { opened: () => undefined, control: () => undefined, bulk: () => undefined, closed: () => undefined };

/** A piece server at one end of a link; the other end puts the pieces together. */
class ServerLab {
  readonly watch = new Watch();
  /** `transfer/index` of every piece that was read, arrived, was told as sent, and failed. */
  readonly read: string[] = [];
  readonly arrived: string[] = [];
  readonly sent: string[] = [];
  readonly failed: string[] = [];
  readonly #hasher: Hasher;
  readonly link: FakeLink;
  readonly server: PieceServer;
  pieceBytes = 1_000;
  unreadable: string | undefined;

  constructor(hasher: Hasher) {
    this.#hasher = hasher;
    const assembler = new PieceAssembler(() => undefined);
    const bulk = (message: Uint8Array<ArrayBuffer>) => {
      const piece = assembler.receive(message);
      if (piece === undefined) return;
      expect(Buffer.compare(joinChunks(piece.chunks), patternBytes(piece.length, piece.index))).toBe(0);
      this.#note(this.arrived, piece.transfer, piece.index);
    };
    [this.link] = linkPair(new FakeNetwork().openLink, noEvents, { ...noEvents, bulk });
    this.server = new PieceServer(this.link);
  }

  ask(transfer: TransferId, count: number, from = 0): void {
    this.server.enqueue(Array.from({ length: count }, (_, at) => this.#job(transfer, from + at)));
  }

  until(condition: () => boolean): Promise<void> {
    return this.watch.until(condition);
  }

  #job(transfer: TransferId, index: number): PieceJob {
    return {
      transfer,
      stream: 'files',
      index,
      read: () => {
        this.#note(this.read, transfer, index);
        if (this.unreadable === nameOf(transfer, index)) return Promise.reject(new Error('unreadable'));
        return this.#hasher.hash([patternBytes(this.pieceBytes, index)]);
      },
      sent: ({ chunks }) => {
        expect(lengthOf(chunks)).toBe(this.pieceBytes);
        this.#note(this.sent, transfer, index);
      },
      failed: () => this.#note(this.failed, transfer, index),
    };
  }

  #note(list: string[], transfer: TransferId, index: number): void {
    list.push(nameOf(transfer, index));
    this.watch.notify();
  }
}

const nameOf = (transfer: TransferId, index: number) => `${Number.parseInt(transfer, 16)}/${index}`;

let hasher: Hasher;
let lab: ServerLab;

beforeEach(async () => {
  hasher = await createFakeHasher();
  lab = new ServerLab(hasher);
  await settle();
});

describe('the piece server', () => {
  test('sends what was asked for, in order, and tells of each piece', async () => {
    lab.ask(first, 5);
    await lab.until(() => lab.arrived.length === 5);
    expect(lab.arrived).toEqual(['1/0', '1/1', '1/2', '1/3', '1/4']);
    expect(lab.sent).toEqual(lab.arrived);
  });

  test('sends pieces of many messages whole', async () => {
    lab.pieceBytes = PIECE_BYTES;
    lab.ask(first, 2);
    await lab.until(() => lab.arrived.length === 2);
  });

  test('serves transfers in turn, so that a small one is not stuck behind a large one', async () => {
    lab.ask(first, 6);
    lab.ask(second, 2);
    lab.ask(third, 1);
    await lab.until(() => lab.arrived.length === 9);
    // Three pieces were read ahead before anybody else had asked.
    expect(lab.arrived).toEqual(['1/0', '1/1', '1/2', '1/3', '2/0', '3/0', '1/4', '2/1', '1/5']);
  });

  test('goes on when more is asked for while it serves, and after it had nothing to do', async () => {
    lab.ask(first, 1);
    await lab.until(() => lab.arrived.length === 1);
    await settle();
    lab.ask(first, 1, 1);
    await lab.until(() => lab.arrived.length === 2);
  });

  test('reads a few pieces ahead of the wire, and never more', async () => {
    lab.pieceBytes = SEND_HIGH_WATER_BYTES;
    lab.link.stall();
    lab.ask(first, 20);
    await settle();
    // The first one waits for the gate in the middle of its messages.
    expect(lab.read).toHaveLength(READ_AHEAD_PIECES);
    expect(lab.sent).toEqual([]);
    lab.link.flow();
    await lab.until(() => lab.arrived.length === 20);
  });

  test('waits whenever the send gate is closed, so that little is queued on the link', async () => {
    lab.pieceBytes = PIECE_BYTES;
    lab.link.stall();
    lab.ask(first, 3);
    await settle();
    expect(lab.link.bufferedBytes).toBeLessThan(SEND_HIGH_WATER_BYTES + 65_536);
    expect(lab.arrived).toEqual([]);
    lab.link.flow();
    await lab.until(() => lab.arrived.length === 3);
  });

  test('forgets what is queued of a transfer that is dropped, and finishes the piece that is on its way', async () => {
    lab.pieceBytes = PIECE_BYTES;
    lab.link.stall();
    lab.ask(first, 10);
    lab.ask(second, 1);
    await settle();
    lab.server.drop(first);
    lab.link.flow();
    await lab.until(() => lab.arrived.includes('2/0'));
    await settle();
    expect(lab.arrived.filter((name) => name.startsWith('1/'))).toHaveLength(READ_AHEAD_PIECES);
    expect(lab.read).toHaveLength(READ_AHEAD_PIECES + 1);
  });

  test('tells of a piece that cannot be read, drops its transfer and goes on with the others', async () => {
    lab.unreadable = '1/1';
    lab.ask(first, 10);
    lab.ask(second, 2);
    await lab.until(() => lab.arrived.filter((name) => name.startsWith('2/')).length === 2);
    await settle();
    expect(lab.failed).toEqual(['1/1']);
    expect(lab.arrived).toContain('1/0');
    expect(lab.read.filter((name) => name.startsWith('1/')).length).toBeLessThanOrEqual(READ_AHEAD_PIECES);
  });

  test('refuses to queue more than any honest peer asks for', async () => {
    lab.link.stall();
    lab.pieceBytes = SEND_HIGH_WATER_BYTES;
    lab.ask(first, QUEUED_PIECES_MAX);
    lab.ask(second, READ_AHEAD_PIECES);
    expect(() => lab.ask(third, 1)).toThrow(ProtocolError);
    lab.link.close({ type: 'closed-here' });
    await settle();
  });

  test('counts what it has served, not what was ever asked for', async () => {
    for (let round = 1; round <= 3; round++) {
      lab.ask(first, QUEUED_PIECES_MAX - 1);
      await lab.until(() => lab.arrived.length === round * (QUEUED_PIECES_MAX - 1));
      await settle();
    }
    lab.ask(second, QUEUED_PIECES_MAX - 1);
    lab.server.drop(second);
    lab.ask(second, QUEUED_PIECES_MAX - 1);
  });

  test('stops when the link closes, without a word', async () => {
    lab.pieceBytes = PIECE_BYTES;
    lab.link.stall();
    lab.ask(first, 10);
    await settle();
    lab.link.close({ type: 'lost' });
    await settle();
    expect(lab.read).toHaveLength(READ_AHEAD_PIECES);
    expect([lab.sent, lab.failed]).toEqual([[], []]);
  });

  test('lets what is asked for of a parked transfer wait, and serves the others', async () => {
    lab.server.park(first, true);
    lab.ask(first, 2);
    lab.ask(second, 2);
    await lab.until(() => lab.arrived.length === 2);
    await settle();
    expect(lab.arrived).toEqual(['2/0', '2/1']);
    expect(lab.read).toEqual(lab.arrived);
    lab.server.park(first, false);
    await lab.until(() => lab.arrived.length === 4);
    expect(lab.arrived.slice(2)).toEqual(['1/0', '1/1']);
  });

  test('finishes what was read ahead of a transfer that is parked on the way', async () => {
    lab.pieceBytes = PIECE_BYTES;
    lab.link.stall();
    lab.ask(first, 10);
    await settle();
    lab.server.park(first, true);
    lab.link.flow();
    await lab.until(() => lab.arrived.length === READ_AHEAD_PIECES);
    await settle();
    expect(lab.read).toHaveLength(READ_AHEAD_PIECES);
    lab.server.park(first, false);
    await lab.until(() => lab.arrived.length === 10);
  });

  test('counts what is parked as queued, and forgets it when it is dropped', async () => {
    lab.server.park(first, true);
    lab.ask(first, QUEUED_PIECES_MAX);
    expect(() => lab.ask(first, 1)).toThrow(ProtocolError);
    lab.server.drop(first);
    lab.server.park(first, false);
    await settle();
    expect(lab.read).toEqual([]);
  });
});
