import { createCRC32, type IHasher } from 'hash-wasm';
import { Turns } from '../../turns.ts';
import { joinChunks } from '../files/chunks.ts';
import type { Manifest, ManifestEntry } from '../files/manifest.ts';
import { centralHeader, endRecords, localHeader, type ZipEntry } from './zip-records.ts';

/** What is read at once, in bytes. A file of this size or more is not copied into the zip, only referred to. */
const READ_BYTES = 8 * 1024 * 1024;

/** Entries that are written at once: many enough to be few writes, few enough to be a short turn. */
const ENTRIES_PER_WRITE = 500;

/**
 * One zip of files whose bytes follow each other in `whole`, and of empty folders. Takes neither the memory nor the disk
 * for another copy of large files: the browser gets everything else as one stream, which it keeps on disk, and the zip
 * is made of parts of both. Rejects with the signal's reason, or when the browser cannot read or keep the bytes.
 */
export async function zip(whole: Blob, { files, emptyFolders }: Manifest, signal?: AbortSignal): Promise<Blob> {
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  const zipper = new Zipper(whole, await createCRC32(), writable.getWriter(), new Turns(signal));
  const [kept, written] = await Promise.allSettled([new Response(readable).blob(), zipper.write(files, emptyFolders)]);
  // When writing fails, keeping fails of it; the other way round there is a reason of its own.
  if (written.status === 'rejected') throw written.reason;
  if (kept.status === 'rejected') throw kept.reason;
  return new Blob(zipper.partsOf(kept.value), { type: 'application/zip' });
}

/** A large file among the parts of a zip: it comes when so much of what is written has come. */
interface LargeFile {
  readonly blob: Blob;
  readonly writtenBefore: number;
}

class Zipper {
  readonly #whole: Blob;
  readonly #crc: IHasher;
  readonly #out: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #turns: Turns;
  readonly #large: LargeFile[] = [];
  readonly #directory: Uint8Array<ArrayBuffer>[] = [];
  #pending: Uint8Array<ArrayBuffer>[] = [];
  /** Where the next file begins in the whole, and the next record in the zip, in bytes. */
  #readAt = 0;
  #zipAt = 0;
  #written = 0;

  constructor(whole: Blob, crc: IHasher, out: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>, turns: Turns) {
    this.#whole = whole;
    this.#crc = crc;
    this.#out = out;
    this.#turns = turns;
  }

  async write(files: readonly ManifestEntry[], emptyFolders: readonly string[]): Promise<void> {
    try {
      for (const run of runsOf(files)) await this.#addRun(run);
      for (const path of emptyFolders) {
        this.#add({ path: `${path}/`, size: 0, crc: 0, modified: Date.now() });
        await this.#flush(ENTRIES_PER_WRITE);
      }
      await this.#end();
    } catch (error) {
      await this.#out.abort(error);
      throw error;
    }
  }

  /** The whole zip: what was written, and the large files where they belong. */
  partsOf(written: Blob): Blob[] {
    let at = 0;
    const parts = this.#large.flatMap(({ blob, writtenBefore }) => {
      const before = written.slice(at, writtenBefore);
      at = writtenBefore;
      return [before, blob];
    });
    return [...parts, written.slice(at)];
  }

  async #addRun(run: readonly ManifestEntry[]): Promise<void> {
    const size = run.reduce((sum, file) => sum + file.size, 0);
    const blob = this.#whole.slice(this.#readAt, this.#readAt + size);
    this.#readAt += size;
    const [only] = run;
    if (only !== undefined && size >= READ_BYTES) await this.#addLarge(only, blob);
    else this.#addSmall(run, new Uint8Array(await blob.arrayBuffer()));
    await this.#flush();
  }

  #addSmall(files: readonly ManifestEntry[], bytes: Uint8Array<ArrayBuffer>): void {
    let at = 0;
    for (const { path, size, modified } of files) {
      const content = bytes.subarray(at, at + size);
      at += size;
      this.#crc.init();
      this.#crc.update(content);
      this.#add({ path, size, modified, crc: this.#digest() });
      this.#push(content);
    }
  }

  async #addLarge({ path, size, modified }: ManifestEntry, blob: Blob): Promise<void> {
    this.#crc.init();
    for (let at = 0; at < size; at += READ_BYTES) {
      this.#crc.update(new Uint8Array(await blob.slice(at, at + READ_BYTES).arrayBuffer()));
      if (this.#turns.isOver) await this.#turns.next();
    }
    this.#add({ path, size, modified, crc: this.#digest() });
    await this.#flush();
    this.#large.push({ blob, writtenBefore: this.#written });
    this.#zipAt += size;
  }

  #add(entry: ZipEntry): void {
    this.#directory.push(centralHeader(entry, this.#zipAt));
    this.#push(localHeader(entry));
  }

  async #end(): Promise<void> {
    const start = this.#zipAt;
    for (const header of this.#directory) {
      this.#push(header);
      await this.#flush(ENTRIES_PER_WRITE);
    }
    this.#push(endRecords({ entries: this.#directory.length, offset: start, bytes: this.#zipAt - start }));
    await this.#flush();
    await this.#out.close();
  }

  #push(bytes: Uint8Array<ArrayBuffer>): void {
    this.#pending.push(bytes);
    this.#zipAt += bytes.length;
  }

  /** Hands on what has gathered, once it is at least so many parts. */
  async #flush(partsMin = 1): Promise<void> {
    if (this.#pending.length < partsMin) return;
    const bytes = joinChunks(this.#pending);
    this.#pending = [];
    this.#written += bytes.length;
    await this.#out.write(bytes);
    if (this.#turns.isOver) await this.#turns.next();
  }

  #digest(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#crc.digest('binary');
    return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  }
}

/** Files that are read together, in order: a large one alone, small ones while they stay below what is read at once. */
function* runsOf(files: readonly ManifestEntry[]): Generator<readonly ManifestEntry[]> {
  let run: ManifestEntry[] = [];
  let bytes = 0;
  for (const file of files) {
    if (run.length === ENTRIES_PER_WRITE || bytes + file.size >= READ_BYTES) {
      if (run.length > 0) yield run;
      run = [];
      bytes = 0;
    }
    run.push(file);
    bytes += file.size;
  }
  if (run.length > 0) yield run;
}
