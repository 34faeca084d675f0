import { type Chunks, lengthOf } from '../files/chunks.ts';
import type { Sink } from './sink.ts';
import { asTransferError } from './write-queue.ts';

/**
 * Streams into a `Response`, whose blob the browser keeps on disk when it is large. It works everywhere, but nothing
 * of it outlives the page or a `close`: what counts as durable is durable for as long as the sink is open.
 */
export class StreamSink implements Sink {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #blob: Promise<Blob>;
  #takenBytes = 0;

  constructor() {
    const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
    this.#writer = writable.getWriter();
    this.#blob = new Response(readable).blob();
    // `finish` reports a failure; until then it must not count as unhandled.
    this.#blob.catch(() => undefined);
  }

  get durableBytes(): number {
    return this.#takenBytes;
  }

  async write(chunks: Chunks): Promise<void> {
    const length = lengthOf(chunks);
    try {
      await Promise.all(chunks.map((chunk) => this.#writer.write(chunk)));
    } catch (cause) {
      throw asTransferError(cause);
    }
    this.#takenBytes += length;
  }

  /** There is nowhere to flush it to. */
  flush(): Promise<void> {
    return Promise.resolve();
  }

  async finish(): Promise<Blob> {
    try {
      await this.#writer.close();
      return await this.#blob;
    } catch (cause) {
      throw asTransferError(cause);
    }
  }

  close(): Promise<void> {
    return this.abort();
  }

  async abort(): Promise<void> {
    await this.#writer.abort().catch(() => undefined);
  }
}
