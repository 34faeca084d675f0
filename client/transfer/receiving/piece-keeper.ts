import { toHex } from '../../../shared/random.ts';
import { type Chunks, lengthOf } from '../files/chunks.ts';
import type { JournalWriter } from '../journal/journal-writer.ts';
import type { Hashed } from '../pieces/hasher.ts';
import type { Sink } from '../sinks/sink.ts';
import { SavedPosition } from './saved-position.ts';

/** Puts verified pieces into a sink, and notes in the journal how far they are durable there. */
export class PieceKeeper {
  readonly #sink: Sink;
  readonly #journal: JournalWriter;
  readonly #position: SavedPosition;
  #bytes: number;

  /** `sink` holds as much as the journal's entry says. */
  constructor(sink: Sink, journal: JournalWriter) {
    this.#sink = sink;
    this.#journal = journal;
    this.#position = new SavedPosition(journal.entry.saved);
    this.#bytes = journal.entry.saved.bytes;
  }

  /** Wanted pieces that it was given so far. */
  get pieces(): number {
    return this.#position.writtenPieces;
  }

  /** Wanted bytes that the sink has taken. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Takes the wanted part of the next wanted piece. Resolves when there is room for more. Rejects with `TransferError`. */
  async keep(index: number, { digest }: Hashed, wanted: Chunks): Promise<void> {
    const length = lengthOf(wanted);
    this.#position.wrote(length, { index, digest: toHex(digest) });
    await this.#sink.write(wanted);
    this.#bytes += length;
    await this.#note();
  }

  /** Makes what it was given durable, where the sink can. Rejects with `TransferError`. */
  async flush(): Promise<void> {
    await this.#sink.flush();
    await this.#note();
  }

  finish(): Promise<Blob | undefined> {
    return this.#sink.finish();
  }

  async close(): Promise<void> {
    await this.#sink.close();
    await this.#note();
  }

  abort(): Promise<void> {
    return this.#sink.abort();
  }

  async #note(): Promise<void> {
    if (this.#position.advance(this.#sink.durableBytes)) await this.#journal.update({ saved: this.#position.saved });
  }
}
