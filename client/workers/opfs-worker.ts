import { assertNever } from '../../shared/assert-never.ts';
import { OPFS_FLUSH_BYTES, PIECE_BYTES } from '../../shared/limits.ts';
import { type Chunks, joinChunks } from '../transfer/files/chunks.ts';
import type { OpfsReply, OpfsRequest } from './opfs-messages.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Writes one file of the browser's own file system, which is quick through a handle that only workers get. */

let file: FileSystemSyncAccessHandle | undefined;
/** Each write tells the browser's own process of it, so a piece is one write: here its chunks are put together. */
const room = new Uint8Array(PIECE_BYTES);
let writtenBytes = 0;
let flushedBytes = 0;

self.onmessage = async ({ data }: MessageEvent<OpfsRequest>) => {
  self.postMessage(await answer(data));
};

async function answer(request: OpfsRequest): Promise<OpfsReply> {
  try {
    await perform(request);
    return { type: 'done', flushedBytes };
  } catch (error) {
    goBackToFlushed();
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { type: 'failed', name, message, flushedBytes };
  }
}

function perform(request: OpfsRequest): Promise<void> | void {
  switch (request.type) {
    case 'open':
      return open(request);
    case 'write':
      return write(request.chunks);
    case 'flush':
      return flush();
    case 'close':
      return close();
    default:
      assertNever(request);
  }
}

async function open({ folder, name, startBytes }: OpfsRequest & { readonly type: 'open' }): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const parent = await root.getDirectoryHandle(folder, { create: true });
  const handle = await parent.getFileHandle(name, { create: true });
  file = await handle.createSyncAccessHandle();
  writtenBytes = Math.min(startBytes, file.getSize());
  file.truncate(writtenBytes);
  flush();
}

function write(chunks: Chunks): void {
  const piece = joinChunks(chunks, room);
  const taken = opened().write(piece, { at: writtenBytes });
  if (taken < piece.length) throw new DOMException('only a part was written', 'QuotaExceededError');
  writtenBytes += taken;
  if (writtenBytes - flushedBytes >= OPFS_FLUSH_BYTES) flush();
}

function flush(): void {
  opened().flush();
  flushedBytes = writtenBytes;
}

/** After a failure: saves what can be saved, and goes on there. */
function goBackToFlushed(): void {
  try {
    if (file !== undefined) flush();
  } catch {
    // Then what was flushed before is what there is.
    writtenBytes = flushedBytes;
  }
}

function close(): void {
  if (file === undefined) return;
  try {
    // What a failed write left behind its last whole one.
    file.truncate(writtenBytes);
    flush();
  } finally {
    file.close();
    file = undefined;
  }
}

function opened(): FileSystemSyncAccessHandle {
  if (file === undefined) throw new DOMException('the file is not open', 'InvalidStateError');
  return file;
}
