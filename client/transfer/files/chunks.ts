export type Chunk = Uint8Array<ArrayBuffer>;

/** Bytes one chunk after the other, as they come and go: to join them would copy them. */
export type Chunks = readonly Chunk[];

export const lengthOf = (chunks: Chunks): number => chunks.reduce((sum, { length }) => sum + length, 0);

/** The bytes from `start` to `end`: views, without copies. */
export function sliceChunks(chunks: Chunks, start: number, end: number): Chunks {
  const views: Chunk[] = [];
  let at = 0;
  for (const chunk of chunks) {
    const view = chunk.subarray(Math.max(0, start - at), Math.max(0, end - at));
    if (view.length > 0) views.push(view);
    at += chunk.length;
  }
  return views;
}

/** All bytes in one, which lies in `room` if that is large enough; a single chunk as it is, without a copy. */
export function joinChunks(chunks: Chunks, room?: Chunk): Chunk {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const length = lengthOf(chunks);
  const joined = room !== undefined && room.length >= length ? room.subarray(0, length) : new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}
