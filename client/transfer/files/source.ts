import type { FilePart, Hashed, Hasher } from '../pieces/hasher.ts';
import { pieceLength, pieceOffset } from '../pieces/pieces.ts';
import { TransferError } from '../problems.ts';
import type { ChosenFiles } from './chosen-files.ts';
import { describeFiles } from './describe-files.ts';
import { encodeManifest, type Manifest, totalBytesOf } from './manifest.ts';
import { findFiles, type SourceMismatch } from './match-files.ts';
import { readParts } from './read-parts.ts';
import { lastAtMost, sumsBefore } from './sorted.ts';

/** A manifest and its bytes, as they were offered. */
export interface OfferedManifest {
  readonly manifest: Manifest;
  readonly encodedManifest: Uint8Array<ArrayBuffer>;
}

/** What one offer sends: chosen files as one byte stream, and the manifest that describes them. */
export class Source implements OfferedManifest {
  readonly manifest: Manifest;
  readonly encodedManifest: Uint8Array<ArrayBuffer>;
  readonly totalBytes: number;
  readonly #files: readonly File[];
  /** Where each file begins in the stream, in bytes. */
  readonly #offsets: Float64Array;

  private constructor({ manifest, encodedManifest }: OfferedManifest, files: readonly File[]) {
    this.manifest = manifest;
    this.encodedManifest = encodedManifest;
    this.totalBytes = totalBytesOf(manifest);
    this.#files = files;
    const sizes = manifest.files.map(({ size }) => size);
    this.#offsets = sumsBefore(sizes, sizes.length);
  }

  /** Rejects with `SourceError` when the files cannot be offered together, or with the signal's reason. */
  static async create(chosen: ChosenFiles, signal?: AbortSignal): Promise<Source> {
    const manifest = await describeFiles(chosen, signal);
    const encodedManifest = await encodeManifest(manifest, signal);
    return new Source(
      { manifest, encodedManifest },
      chosen.files.map(({ file }) => file),
    );
  }

  /**
   * The source of an earlier offer, out of files that were chosen anew: each must be there by its path (a single one by
   * its name), with the size and the time of change that it had. Otherwise the first one that is not.
   */
  static async matching(
    offered: OfferedManifest,
    chosen: ChosenFiles,
    signal?: AbortSignal,
  ): Promise<Source | SourceMismatch> {
    const found = await findFiles(offered.manifest, chosen, signal);
    return 'problem' in found ? found : new Source(offered, found.files);
  }

  /** By its place in the manifest. */
  file(index: number): File | undefined {
    return this.#files[index];
  }

  /**
   * A piece of the files and its digest; `compressed` where that pays. Rejects with `TransferError` when a file cannot be
   * read any more.
   */
  async readPiece(index: number, hasher: Hasher, compressed = false): Promise<Hashed> {
    const start = pieceOffset(index);
    const end = start + pieceLength(index, this.totalBytes);
    const parts = this.#partsOf(start, end);
    const [first] = parts;
    try {
      if (first !== undefined && parts.length === 1) return await hasher.hashPart(first, compressed);
      const bytes = await readParts(parts);
      // Some browsers answer with less, instead of failing, when a file has become shorter.
      if (bytes.length !== end - start) throw new TransferError('file-unreadable');
      return await hasher.hash([bytes], compressed);
    } catch (cause) {
      throw new TransferError('file-unreadable', { cause });
    }
  }

  /** The files that the stream from `start` to `end` (bytes) consists of, the first and the last one cut to it. */
  #partsOf(start: number, end: number): FilePart[] {
    const parts: FilePart[] = [];
    for (let at = Math.max(0, lastAtMost(this.#offsets, start)); at < this.#files.length; at++) {
      const offset = this.#offsets[at] ?? end;
      if (offset >= end) break;
      const [file, size] = [this.#files[at], this.manifest.files[at]?.size ?? 0];
      if (file === undefined || size === 0) continue;
      parts.push({ file, start: Math.max(0, start - offset), end: Math.min(size, end - offset) });
    }
    return parts;
  }
}
