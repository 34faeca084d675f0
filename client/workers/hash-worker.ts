import { createBLAKE3 } from 'hash-wasm';
import type { HashReply, HashRequest } from './hash-messages.ts';

declare const self: DedicatedWorkerGlobalScope;

const loading = createBLAKE3();

/** Awaiting the same settled promise keeps the answers in the order of the questions. */
self.onmessage = async ({ data: { bytes } }: MessageEvent<HashRequest>) => {
  const blake3 = await loading;
  const digest = blake3.init().update(bytes).digest('binary');
  self.postMessage({ bytes, digest } satisfies HashReply, [bytes.buffer]);
};
