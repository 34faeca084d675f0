import { createBLAKE3 } from 'hash-wasm';
import type { Codec } from './compression.ts';
import { FileCursors, fillsBuffers } from './file-cursors.ts';
import type { HashAnswer, HashReply, HashRequest, HashTask } from './hash-messages.ts';
import { HashTasks } from './hash-tasks.ts';
import { openZstd } from './zstd.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Undefined until it is loaded, and where it cannot be. */
let codec: Codec | undefined;

const loading = createBLAKE3().then((blake3) => new HashTasks(blake3, new FileCursors(fillsBuffers()), () => codec));

self.onmessage = async ({ data: { id, task } }: MessageEvent<HashRequest>) => {
  const answer = await perform(task);
  const moved = answer.type === 'hashed' ? answer.chunks.map(({ buffer }) => buffer) : [];
  tell({ id, ...answer }, moved);
};

async function perform(task: HashTask): Promise<HashAnswer> {
  try {
    return await (await loading).perform(task);
  } catch (error) {
    return { type: 'unreadable', message: String(error) };
  }
}

function tell(reply: HashReply, moved: Transferable[] = []): void {
  self.postMessage(reply, moved);
}

// Without it files go and come as they are.
void openZstd().then((opened) => {
  codec = opened;
  tell({ type: 'decompresses' });
});
