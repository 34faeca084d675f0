import type { Sink } from '../../client/transfer/sinks/sink.ts';
import { type ContractCase, check, checkSame, checkSameBytes, joinBytes, patternBytes } from './contract.ts';

/** A fresh sink, and a look behind it. */
export interface SinkLab {
  readonly sink: Sink;
  /** What was saved, given what `finish` answered. */
  readonly read: (finished: Blob | undefined) => Promise<Blob>;
  /** Bytes that the sink holds, or has left behind. */
  readonly remainingBytes: () => Promise<number>;
}

export type OpenSinkLab = () => Promise<SinkLab>;

const MIB = 1024 * 1024;

async function checkSaved({ sink, read }: SinkLab, expected: Uint8Array): Promise<void> {
  const blob = await read(await sink.finish());
  checkSameBytes(new Uint8Array(await blob.arrayBuffer()), expected, 'what was saved');
}

const withSink = (name: string, use: (lab: SinkLab) => Promise<void>): ContractCase<OpenSinkLab> => ({
  name,
  run: async (open) => {
    const lab = await open();
    await use(lab);
    await lab.sink.abort();
  },
});

/** What `client/transfer/sinks/sink.ts` promises. */
export const sinkContract: readonly ContractCase<OpenSinkLab>[] = [
  withSink('saves what was written, in order', async (lab) => {
    const parts = [1, 1_000, MIB, 3 * MIB, 5 * MIB, 7, 4 * MIB].map((size, at) => patternBytes(size, at));
    for (const part of parts) await lab.sink.write(part.slice());
    await checkSaved(lab, joinBytes(parts));
  }),
  withSink('saves in order what is written without waiting', async (lab) => {
    const parts = Array.from({ length: 20 }, (_, at) => patternBytes(MIB, at));
    await Promise.all(parts.map((part) => lab.sink.write(part.slice())));
    await checkSaved(lab, joinBytes(parts));
  }),
  withSink('saves nothing when nothing was written', (lab) => checkSaved(lab, new Uint8Array())),
  withSink('saves a part of a buffer as that part', async (lab) => {
    const whole = patternBytes(1_000);
    await lab.sink.write(whole.subarray(100, 300));
    await checkSaved(lab, patternBytes(1_000).slice(100, 300));
  }),
  withSink('can be aborted before the first write, and again', async ({ sink, remainingBytes }) => {
    await sink.abort();
    await sink.abort();
    checkSame(await remainingBytes(), 0, 'what remains');
  }),
  withSink('leaves nothing behind when it is aborted', async ({ sink, remainingBytes }) => {
    for (let at = 0; at < 10; at++) await sink.write(patternBytes(MIB, at));
    await sink.abort();
    await sink.abort();
    checkSame(await remainingBytes(), 0, 'what remains');
  }),
  withSink('aborts while writes are waiting, and leaves none of them waiting', async ({ sink, remainingBytes }) => {
    const writes = Array.from({ length: 20 }, (_, at) => sink.write(patternBytes(MIB, at)));
    await Promise.all([sink.abort(), Promise.allSettled(writes)]);
    checkSame(await remainingBytes(), 0, 'what remains');
  }),
  withSink('keeps what was saved when it is aborted after the finish', async (lab) => {
    await lab.sink.write(patternBytes(9 * MIB));
    const finished = await lab.sink.finish();
    await lab.sink.abort();
    const blob = await lab.read(finished);
    check(blob.size === 9 * MIB, 'all bytes to be saved');
    checkSameBytes(new Uint8Array(await blob.arrayBuffer()), patternBytes(9 * MIB), 'what was saved');
  }),
];
