import type { IHasher } from 'hash-wasm';
import { assertNever } from '../../shared/assert-never.ts';
import { type Chunk, type Chunks, joinChunks, lengthOf } from '../transfer/files/chunks.ts';
import { SpentBuffers } from '../transfer/files/spent-buffers.ts';
import { type Codec, compressIfItPays } from './compression.ts';
import type { FileCursors } from './file-cursors.ts';
import type { FilePartToRead, HashAnswer, HashTask } from './hash-messages.ts';

/** Hashes, and reads, compresses and decompresses what it hashes. */
export class HashTasks {
  readonly #blake3: IHasher;
  readonly #files: Pick<FileCursors, 'read'>;
  readonly #codec: () => Codec | undefined;
  /** Of pieces that went away compressed. */
  readonly #spent = new SpentBuffers();

  /** Without a codec nothing is compressed. */
  constructor(blake3: IHasher, files: Pick<FileCursors, 'read'>, codec: () => Codec | undefined) {
    this.#blake3 = blake3;
    this.#files = files;
    this.#codec = codec;
  }

  /** Rejects when a part cannot be read. */
  async perform(task: HashTask): Promise<HashAnswer> {
    switch (task.type) {
      case 'chunks':
        return this.#answer(task.chunks, task.compressed);
      case 'part':
        return this.#answer([await this.#read(task)], task.compressed);
      case 'compressed':
        return this.#decompress(task.chunks, task.length);
      default:
        assertNever(task);
    }
  }

  #read(part: FilePartToRead): Promise<Chunk> {
    return this.#files.read({ ...part, spent: part.spent ?? this.#spent.take() });
  }

  #answer(chunks: Chunks, compressed: boolean): HashAnswer {
    const hashed = { type: 'hashed', length: lengthOf(chunks), digest: this.#hash(chunks) } as const;
    const codec = compressed ? this.#codec() : undefined;
    const fewer = codec && compressIfItPays(codec, joinChunks(chunks));
    if (fewer === undefined) return { ...hashed, chunks };
    this.#spent.keep(chunks);
    return { ...hashed, chunks: [fewer] };
  }

  #decompress(compressed: Chunks, length: number): HashAnswer {
    const content = this.#codec()?.decompress(joinChunks(compressed), length);
    return content === undefined ? { type: 'damaged' } : this.#answer([content], false);
  }

  #hash(chunks: Chunks): Uint8Array {
    this.#blake3.init();
    for (const chunk of chunks) this.#blake3.update(chunk);
    return this.#blake3.digest('binary');
  }
}
