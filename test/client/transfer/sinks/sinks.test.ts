import { describe, test } from 'vitest';
import { TransferError } from '../../../../client/transfer/problems.ts';
import { StreamSink } from '../../../../client/transfer/sinks/stream-sink.ts';
import { durableSinkContract, type OpenSinkLab, sinkContract } from '../../../contract/sink-contract.ts';
import { fakeTransferId } from '../../../support/fake-ids.ts';
import { FakeSinks } from '../../../support/fake-sinks.ts';

const transfer = fakeTransferId(1);
const blobOf = (finished: Blob | undefined) => Promise.resolve(finished ?? new Blob());

const openFakeLab: OpenSinkLab = () => {
  const sinks = new FakeSinks();
  return Promise.resolve({
    open: (startBytes) =>
      sinks.open(
        { type: 'opfs' },
        { transfer, files: [], emptyFolders: [], savedName: (top: string) => top, startBytes },
      ),
    read: blobOf,
    remainingBytes: () => Promise.resolve(sinks.sinks.get(transfer)?.keptBytes ?? 0),
    setFull: (full) => {
      const sink = sinks.sinks.get(transfer);
      if (full) sink?.failWith(new TransferError('no-space'));
      else sink?.recover();
      return Promise.resolve();
    },
  });
};

const openStreamLab: OpenSinkLab = () =>
  Promise.resolve({
    open: () => Promise.resolve(new StreamSink()),
    read: blobOf,
    remainingBytes: () => Promise.resolve(0),
    setFull: () => Promise.reject(new Error('a stream has no room of its own')),
  });

describe('the sink in memory keeps the contract of sinks', () => {
  for (const { name, run } of [...sinkContract, ...durableSinkContract]) test(name, () => run(openFakeLab));
});

describe('the stream sink keeps the contract of sinks', () => {
  for (const { name, run } of sinkContract) test(name, () => run(openStreamLab));
});
