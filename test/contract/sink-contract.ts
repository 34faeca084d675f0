import { TransferError } from '../../client/transfer/problems.ts';
import type { Sink } from '../../client/transfer/sinks/sink.ts';
import {
  type ContractCase,
  check,
  checkSame,
  checkSameBytes,
  joinBytes,
  patternBytes,
  rejectionOf,
} from './contract.ts';

/** The place of one fresh transfer, and a look behind its sink. */
export interface SinkLab {
  /** Opens its sink; again when the last one was closed. */
  open(startBytes: number): Promise<Sink>;
  /** What was saved, given what `finish` answered. */
  read(finished: Blob | undefined): Promise<Blob>;
  /** Bytes that the sink holds, or has left behind. */
  remainingBytes(): Promise<number>;
  /** Whether there is no room for anything more, from now on. */
  setFull(full: boolean): Promise<void>;
}

/** Makes a lab for a transfer of so many bytes. */
export type OpenSinkLab = (totalBytes: number) => Promise<SinkLab>;

export const MIB = 1024 * 1024;

async function checkSaved({ read }: SinkLab, sink: Sink, expected: Uint8Array): Promise<void> {
  const blob = await read(await sink.finish());
  checkSameBytes(new Uint8Array(await blob.arrayBuffer()), expected, 'what was saved');
}

/** Writes that part of the whole in pieces of 1 MiB, without waiting for each. */
export async function writePart(sink: Sink, whole: Uint8Array, from: number, to = whole.length): Promise<void> {
  const writes: Promise<void>[] = [];
  for (let at = from; at < to; at += MIB) writes.push(sink.write([whole.slice(at, Math.min(at + MIB, to))]));
  // A sink may gather until it has enough; a flush ends the waiting.
  await Promise.all([...writes, sink.flush()]);
}

const withLab = (
  name: string,
  totalBytes: number,
  use: (lab: SinkLab, sink: Sink) => Promise<void>,
): ContractCase<OpenSinkLab> => ({
  name,
  run: async (openLab) => {
    const lab = await openLab(totalBytes);
    const sink = await lab.open(0);
    await use(lab, sink);
    await sink.abort();
  },
});

/** What `client/transfer/sinks/sink.ts` promises of every sink. */
export const sinkContract: readonly ContractCase<OpenSinkLab>[] = [
  withLab('saves what was written, in order', 20 * MIB + 1_008, async (lab, sink) => {
    const parts = [1, 1_000, MIB, 3 * MIB, 5 * MIB, 7, 11 * MIB].map((size, at) => patternBytes(size, at));
    const chunks = parts.map((part) => part.slice());
    const writes = [sink.write(chunks.slice(0, 3)), ...chunks.slice(3, 5).map((chunk) => sink.write([chunk]))];
    await Promise.all([...writes, sink.write(chunks.slice(5)), sink.flush()]);
    await checkSaved(lab, sink, joinBytes(parts));
  }),
  withLab('saves nothing when nothing was written', 0, (lab, sink) => checkSaved(lab, sink, new Uint8Array())),
  withLab('saves parts of one buffer as those parts', 500, async (lab, sink) => {
    const whole = patternBytes(1_000);
    await Promise.all([sink.write([whole.subarray(100, 300), whole.subarray(600, 900)]), sink.flush()]);
    await checkSaved(lab, sink, joinBytes([patternBytes(1_000).slice(100, 300), patternBytes(1_000).slice(600, 900)]));
  }),
  withLab('resolves writes before 16 MiB of them wait, without a flush', 40 * MIB, async (_lab, sink) => {
    const waiting: Promise<void>[] = [];
    for (let at = 0; at < 40; at++) {
      waiting.push(sink.write([patternBytes(MIB, at)]));
      if (waiting.length === 16) await waiting.shift();
    }
    await Promise.all([...waiting, sink.flush()]);
  }),
  withLab('says how much is durable: never less than before, never more than was written', 9 * MIB, async (_, sink) => {
    let [written, durable] = [0, 0];
    for (let at = 0; at < 9; at++) {
      written += MIB;
      await Promise.all([sink.write([patternBytes(MIB, at)]), sink.flush()]);
      check(sink.durableBytes >= durable, 'the durable bytes not to shrink');
      check(sink.durableBytes <= written, 'the durable bytes not to exceed those written');
      durable = sink.durableBytes;
    }
    checkSame(durable, 9 * MIB, 'what is durable after a flush');
  }),
  withLab('can be aborted before the first write, and again', MIB, async ({ remainingBytes }, sink) => {
    await sink.abort();
    await sink.abort();
    checkSame(await remainingBytes(), 0, 'what remains');
  }),
  withLab('leaves nothing behind when it is aborted', 10 * MIB, async ({ remainingBytes }, sink) => {
    await writePart(sink, patternBytes(10 * MIB), 0);
    await sink.abort();
    await sink.abort();
    checkSame(await remainingBytes(), 0, 'what remains');
  }),
  withLab('leaves no write waiting when it is aborted', 20 * MIB, async ({ remainingBytes }, sink) => {
    const writes = Array.from({ length: 20 }, (_, at) => sink.write([patternBytes(MIB, at)]));
    await Promise.all([sink.abort(), Promise.allSettled(writes)]);
    checkSame(await remainingBytes(), 0, 'what remains');
  }),
  withLab('leaves no write waiting when it is closed, and takes none then', 20 * MIB, async (_lab, sink) => {
    const writes = Array.from({ length: 19 }, (_, at) => sink.write([patternBytes(MIB, at)]));
    await Promise.all([sink.close(), Promise.allSettled(writes)]);
    check((await rejectionOf(sink.write([patternBytes(MIB)]))) instanceof TransferError, 'a TransferError');
    await sink.close();
  }),
  withLab('keeps what was saved when it is closed and aborted after the finish', 9 * MIB, async (lab, sink) => {
    await writePart(sink, patternBytes(9 * MIB), 0);
    const finished = await sink.finish();
    await sink.close();
    await sink.abort();
    const blob = await lab.read(finished);
    checkSameBytes(new Uint8Array(await blob.arrayBuffer()), patternBytes(9 * MIB), 'what was saved');
  }),
];

const WHOLE = 11 * MIB + 5;

/** What besides is promised of every sink whose bytes outlive it. */
export const durableSinkContract: readonly ContractCase<OpenSinkLab>[] = [
  withLab('goes on where it was durable when it was closed', WHOLE, async (lab, sink) => {
    const whole = patternBytes(WHOLE);
    const writes = [0, 1, 2, 3, 4].map((at) => sink.write([whole.slice(at * MIB, (at + 1) * MIB)]));
    await Promise.all([sink.close(), Promise.allSettled(writes)]);
    const again = await lab.open(sink.durableBytes);
    checkSame(again.durableBytes, sink.durableBytes, 'what is there');
    await writePart(again, whole, again.durableBytes);
    await checkSaved(lab, again, whole);
  }),
  withLab('keeps what was flushed', WHOLE, async (lab, sink) => {
    await writePart(sink, patternBytes(WHOLE), 0, 5 * MIB + 3);
    checkSame(sink.durableBytes, 5 * MIB + 3, 'what is durable');
    await sink.close();
    const again = await lab.open(5 * MIB + 3);
    checkSame(again.durableBytes, 5 * MIB + 3, 'what is there');
    await writePart(again, patternBytes(WHOLE), 5 * MIB + 3);
    await checkSaved(lab, again, patternBytes(WHOLE));
  }),
  withLab('cuts off what is beyond the place where it goes on', WHOLE, async (lab, sink) => {
    await writePart(sink, patternBytes(WHOLE, 7), 0);
    await sink.close();
    const again = await lab.open(6 * MIB + 9);
    checkSame(again.durableBytes, 6 * MIB + 9, 'what is there');
    const rest = patternBytes(WHOLE - 6 * MIB - 9, 8);
    await writePart(again, rest, 0);
    await checkSaved(lab, again, joinBytes([patternBytes(WHOLE, 7).slice(0, 6 * MIB + 9), rest]));
  }),
  withLab('says how much there is when it is less than it should go on from', WHOLE, async (lab, sink) => {
    await writePart(sink, patternBytes(WHOLE), 0, 7 * MIB);
    await sink.close();
    const again = await lab.open(8 * MIB);
    checkSame(again.durableBytes, 7 * MIB, 'what is there');
    await again.abort();
  }),
  withLab('leaves nothing behind when it is aborted after it went on', WHOLE, async (lab, sink) => {
    await writePart(sink, patternBytes(WHOLE), 0, 5 * MIB);
    await sink.close();
    const again = await lab.open(5 * MIB);
    await again.abort();
    checkSame(await lab.remainingBytes(), 0, 'what remains');
  }),
  withLab('keeps what is durable when there is no room, and goes on when there is', WHOLE, async (lab, sink) => {
    await writePart(sink, patternBytes(WHOLE), 0, 3 * MIB);
    await lab.setFull(true);
    const writes = Array.from({ length: 6 }, (_, at) => sink.write([patternBytes(MIB, at)]));
    const [first, ...others] = await Promise.allSettled([...writes, sink.flush()]);
    await lab.setFull(false);
    for (const { status } of [first, ...others]) checkSame(status, 'rejected', 'each write');
    const reason: unknown = first?.status === 'rejected' ? first.reason : undefined;
    check(reason instanceof TransferError && reason.problem === 'no-space', `“no-space”, not ${String(reason)}`);
    checkSame(sink.durableBytes, 3 * MIB, 'what is durable');
    await writePart(sink, patternBytes(WHOLE), 3 * MIB);
    await checkSaved(lab, sink, patternBytes(WHOLE));
  }),
  withLab('can be opened again after there was no room', WHOLE, async (lab, sink) => {
    await writePart(sink, patternBytes(WHOLE), 0, 3 * MIB);
    await lab.setFull(true);
    await Promise.allSettled([sink.write([patternBytes(5 * MIB)]), sink.flush()]);
    await lab.setFull(false);
    await sink.close();
    const again = await lab.open(sink.durableBytes);
    await writePart(again, patternBytes(WHOLE), again.durableBytes);
    await checkSaved(lab, again, patternBytes(WHOLE));
  }),
];
