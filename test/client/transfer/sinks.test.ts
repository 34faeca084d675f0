import { describe, test } from 'vitest';
import { StreamSink } from '../../../client/transfer/sinks/stream-sink.ts';
import { type OpenSinkLab, sinkContract } from '../../contract/sink-contract.ts';
import { FakeSink } from '../../support/fake-sink.ts';

const blobOf = (finished: Blob | undefined) => Promise.resolve(finished ?? new Blob());

const openFakeSink: OpenSinkLab = () => {
  const sink = new FakeSink();
  return Promise.resolve({ sink, read: blobOf, remainingBytes: () => Promise.resolve(sink.keptBytes) });
};

const openStreamSink: OpenSinkLab = () =>
  Promise.resolve({ sink: new StreamSink(), read: blobOf, remainingBytes: () => Promise.resolve(0) });

describe('the sink in memory keeps the contract of sinks', () => {
  for (const { name, run } of sinkContract) test(name, () => run(openFakeSink));
});

describe('the stream sink keeps the contract of sinks', () => {
  for (const { name, run } of sinkContract) test(name, () => run(openStreamSink));
});
