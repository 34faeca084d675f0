import { createBLAKE3 } from 'hash-wasm';
import type { HashReply, HashRequest } from './hash-messages.ts';

declare const self: DedicatedWorkerGlobalScope;

const loading = createBLAKE3();

/** Awaiting the same settled promise keeps the answers in the order of the questions. */
self.onmessage = async ({ data }: MessageEvent<HashRequest>) => {
  const blake3 = await loading;
  try {
    const bytes = data.type === 'bytes' ? data.bytes : read(data);
    const digest = blake3.init().update(bytes).digest('binary');
    self.postMessage({ type: 'hashed', bytes, digest } satisfies HashReply, [bytes.buffer]);
  } catch (error) {
    self.postMessage({ type: 'unreadable', message: String(error) } satisfies HashReply);
  }
};

/** Here, because each slice of a file makes its thread wait for the browser. */
function read({ file, start, end }: HashRequest & { readonly type: 'part' }): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(new FileReaderSync().readAsArrayBuffer(file.slice(start, end)));
  // Some browsers answer with less, instead of failing, when a file has become shorter.
  if (bytes.length !== end - start) throw new RangeError('the file has become shorter');
  return bytes;
}
