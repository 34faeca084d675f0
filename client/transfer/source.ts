import { TRANSFER_BYTES_MAX, TRANSFER_FILES_MAX } from '../../shared/limits.ts';
import type { StreamName } from '../../shared/peer-protocol.ts';
import { encodeManifest, type Manifest, totalBytesOf } from './manifest.ts';
import { makeUnique, toSafeName } from './paths.ts';
import { pieceLength, pieceOffset } from './pieces.ts';
import { TransferError } from './problems.ts';

/** What one offer sends: chosen files as one byte stream, and the manifest that describes them. */
export class Source {
  readonly manifest: Manifest;
  readonly encodedManifest: Uint8Array<ArrayBuffer>;
  readonly totalBytes: number;
  readonly #files: readonly Blob[];
  /** Where each file begins in the stream, in bytes. */
  readonly #offsets: readonly number[];

  constructor(files: readonly File[]) {
    this.#files = files;
    this.manifest = describe(files);
    this.encodedManifest = encodeManifest(this.manifest);
    this.totalBytes = totalBytesOf(this.manifest);
    this.#offsets = runningSums(files.map(({ size }) => size));
  }

  lengthOf(stream: StreamName): number {
    return stream === 'manifest' ? this.encodedManifest.length : this.totalBytes;
  }

  /** A piece's bytes, in a buffer of their own. Rejects with `TransferError` when a file cannot be read any more. */
  async readPiece(stream: StreamName, index: number): Promise<Uint8Array<ArrayBuffer>> {
    const start = pieceOffset(index);
    const end = start + pieceLength(index, this.lengthOf(stream));
    if (stream === 'manifest') return this.encodedManifest.slice(start, end);
    const bytes = await this.#read(start, end);
    // Some browsers answer with less, instead of failing, when a file has become shorter.
    if (bytes.length !== end - start) throw new TransferError('file-unreadable');
    return bytes;
  }

  async #read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return new Uint8Array(await this.#slice(start, end).arrayBuffer());
    } catch (cause) {
      throw new TransferError('file-unreadable', { cause });
    }
  }

  /** The part of the stream from `start` to `end` (bytes): a handle to parts of one or many files, nothing is read yet. */
  #slice(start: number, end: number): Blob {
    const parts: Blob[] = [];
    for (let at = this.#fileAt(start); at < this.#files.length; at++) {
      const offset = this.#offsets[at] ?? end;
      if (offset >= end) break;
      const file = this.#files[at];
      if (file !== undefined) parts.push(file.slice(Math.max(0, start - offset), Math.min(file.size, end - offset)));
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : new Blob(parts);
  }

  /** The last file that begins at or before `position`, by binary search. */
  #fileAt(position: number): number {
    let low = 0;
    let high = this.#offsets.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#offsets[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Why files cannot be offered together; undefined when they can. */
export function sourceProblem(files: readonly File[]): 'no-files' | 'too-many-files' | 'too-large' | undefined {
  if (files.length === 0) return 'no-files';
  if (files.length > TRANSFER_FILES_MAX) return 'too-many-files';
  const totalBytes = files.reduce((sum, { size }) => sum + size, 0);
  return totalBytes > TRANSFER_BYTES_MAX ? 'too-large' : undefined;
}

function describe(files: readonly File[]): Manifest {
  const paths = makeUnique(files.map(({ name }) => toSafeName(name)));
  return {
    files: files.map(({ size, type, lastModified }, at) => ({
      path: paths[at] ?? '',
      size,
      type: /^[\x20-\x7e]{0,255}$/.test(type) ? type : '',
      modified: Math.max(0, Math.floor(lastModified)),
    })),
  };
}

function runningSums(sizes: readonly number[]): number[] {
  let sum = 0;
  return sizes.map((size) => {
    sum += size;
    return sum - size;
  });
}
