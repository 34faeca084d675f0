import { createBLAKE3 } from 'hash-wasm';
import { FileCursors, fillsBuffers } from './file-cursors.ts';
import type { HashReply, HashRequest } from './hash-messages.ts';

declare const self: DedicatedWorkerGlobalScope;

const loading = createBLAKE3();
const files = new FileCursors(fillsBuffers());

self.onmessage = async ({ data }: MessageEvent<HashRequest>) => {
  const reply = await answer(data);
  const moved = reply.type === 'hashed' ? reply.chunks.map(({ buffer }) => buffer) : [];
  self.postMessage(reply, moved);
};

async function answer({ id, task }: HashRequest): Promise<HashReply> {
  try {
    const chunks = task.type === 'chunks' ? task.chunks : await files.read(task);
    const blake3 = (await loading).init();
    for (const chunk of chunks) blake3.update(chunk);
    return { id, type: 'hashed', chunks, digest: blake3.digest('binary') };
  } catch (error) {
    return { id, type: 'unreadable', message: String(error) };
  }
}
