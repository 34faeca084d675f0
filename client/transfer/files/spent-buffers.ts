import { PIECE_BYTES, SPENT_BUFFERS_MAX } from '../../../shared/limits.ts';
import type { Chunks } from './chunks.ts';

/** Buffers of whole pieces that nobody reads any more: filling them again is cheaper than new ones. */
export class SpentBuffers {
  readonly #buffers: ArrayBuffer[] = [];

  /** Keeps what these chunks lie in, if it has room for a piece. */
  keep(chunks: Chunks): void {
    for (const { buffer } of chunks) {
      if (buffer.byteLength === PIECE_BYTES && this.#buffers.length < SPENT_BUFFERS_MAX) this.#buffers.push(buffer);
    }
  }

  take(): ArrayBuffer | undefined {
    return this.#buffers.pop();
  }
}
