import { storageError } from '../problems.ts';
import type { Sink } from './sink.ts';

/**
 * Streams into a `Response`, whose blob the browser keeps on disk when it is large. It works everywhere, but nothing
 * of it outlives the page.
 */
export class StreamSink implements Sink {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #blob: Promise<Blob>;

  constructor() {
    const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
    this.#writer = writable.getWriter();
    this.#blob = new Response(readable).blob();
    // `finish` reports a failure; until then it must not count as unhandled.
    this.#blob.catch(() => undefined);
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await this.#writer.write(bytes);
    } catch (cause) {
      throw storageError(cause);
    }
  }

  async finish(): Promise<Blob> {
    try {
      await this.#writer.close();
      return await this.#blob;
    } catch (cause) {
      throw storageError(cause);
    }
  }

  async abort(): Promise<void> {
    await this.#writer.abort().catch(() => undefined);
  }
}
