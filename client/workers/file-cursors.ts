import { FILE_CURSORS_MAX, FILE_STRETCH_BYTES } from '../../shared/limits.ts';
import type { Chunk } from '../transfer/files/chunks.ts';
import type { FilePartToRead } from './hash-messages.ts';

/** Whether this browser reads files into buffers that it is given. */
export function fillsBuffers(): boolean {
  try {
    new Blob().stream().getReader({ mode: 'byob' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads parts of files. Whoever reads a file from its beginning to its end reads a stretch of it through one stream, into
 * buffers that were sent: in Chromium a read of its own for each piece, into new memory, costs three times as much.
 */
export class FileCursors {
  readonly #fillsBuffers: boolean;
  /** The one that was used last comes last. */
  #cursors: readonly FileCursor[] = [];

  constructor(canFillBuffers: boolean) {
    this.#fillsBuffers = canFillBuffers;
  }

  /** Rejects when the part is not there. */
  async read(part: FilePartToRead): Promise<Chunk> {
    if (!this.#fillsBuffers) return await readAtOnce(part);
    const cursor = this.#cursorAt(part);
    try {
      const chunk = await cursor.read(part.end, part.spent);
      if (cursor.isDone) this.#drop(cursor);
      return chunk;
    } catch (error) {
      this.#drop(cursor);
      throw error;
    }
  }

  #cursorAt({ file, fileNumber, start }: FilePartToRead): FileCursor {
    const known = this.#cursors.find((cursor) => cursor.isAt(fileNumber, start));
    const cursor = known ?? new FileCursor(file, fileNumber, start);
    this.#keep([...this.#cursors.filter((each) => each !== cursor), cursor].slice(-FILE_CURSORS_MAX));
    return cursor;
  }

  #drop(cursor: FileCursor): void {
    this.#keep(this.#cursors.filter((each) => each !== cursor));
  }

  #keep(cursors: readonly FileCursor[]): void {
    for (const cursor of this.#cursors) if (!cursors.includes(cursor)) void cursor.close();
    this.#cursors = cursors;
  }
}

async function readAtOnce({ file, start, end }: FilePartToRead): Promise<Chunk> {
  const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
  if (bytes.length < end - start) throw new TooShort();
  return bytes;
}

/** Some browsers answer with less, instead of failing, when a file has become shorter. */
class TooShort extends RangeError {
  constructor() {
    super('the file has become shorter');
  }
}

/** Reads one file onward. */
class FileCursor {
  readonly #file: Blob;
  readonly #fileNumber: number;
  /** Where the next read begins, in bytes, when all those before it have come to their end. */
  #end: number;
  #last: Promise<unknown> = Promise.resolve();
  #stream: ReadableStreamBYOBReader | undefined;
  /** Where the stream ends, and how far it was read, in bytes of the file. */
  #streamEnd: number;
  #position: number;

  constructor(file: Blob, fileNumber: number, start: number) {
    this.#file = file;
    this.#fileNumber = fileNumber;
    this.#end = start;
    this.#streamEnd = start;
    this.#position = start;
  }

  /** Nothing of the file is left to read. */
  get isDone(): boolean {
    return this.#end === this.#file.size;
  }

  isAt(fileNumber: number, position: number): boolean {
    return this.#fileNumber === fileNumber && this.#end === position;
  }

  /** One read after the other; when one has failed, those behind it fail with it. */
  read(end: number, spent: ArrayBuffer | undefined): Promise<Chunk> {
    const length = end - this.#end;
    this.#end = end;
    const buffer = spent !== undefined && spent.byteLength >= length ? spent : new ArrayBuffer(length);
    const result = this.#last.then(() => this.#readInto(buffer, length));
    this.#last = result;
    return result;
  }

  /** Lets go of the file as soon as the reads that were asked for have come to their end. Never rejects. */
  async close(): Promise<void> {
    // A stream that has failed cannot be cancelled any more.
    await this.#last.then(() => this.#stream?.cancel()).catch(() => undefined);
  }

  async #readInto(buffer: ArrayBuffer, length: number): Promise<Chunk> {
    let chunk = new Uint8Array(buffer, 0, 0);
    while (chunk.length < length) {
      if (this.#stream === undefined || this.#position === this.#streamEnd) this.#stream = this.#openStream();
      const { value, done } = await this.#stream.read(
        new Uint8Array(chunk.buffer, chunk.length, length - chunk.length),
      );
      if (done) throw new TooShort();
      this.#position += value.length;
      chunk = new Uint8Array(value.buffer, 0, value.byteOffset + value.length);
    }
    if (this.#position === this.#file.size) await this.#checkUnchanged();
    return chunk;
  }

  /** Here the browser looks whether the file is still the one that was chosen, so a stream must not be too long. */
  #openStream(): ReadableStreamBYOBReader {
    this.#streamEnd = Math.min(this.#file.size, this.#position + FILE_STRETCH_BYTES);
    return this.#file.slice(this.#position, this.#streamEnd).stream().getReader({ mode: 'byob' });
  }

  /** Rejects when it was changed since the last look. */
  async #checkUnchanged(): Promise<void> {
    await this.#file.slice(0, 1).arrayBuffer();
  }
}
