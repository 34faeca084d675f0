import { type Manifest, parseManifest } from '../files/manifest.ts';
import { toSavable } from '../files/savable-names.ts';
import { type Selection, selectEntries } from '../files/selection.ts';
import type { JournalContents } from '../journal/journal.ts';
import type { JournalWriter } from '../journal/journal-writer.ts';
import type { Hasher } from '../pieces/hasher.ts';
import type { PieceFetcher } from '../pieces/piece-fetcher.ts';
import type { Puller } from '../pieces/puller.ts';
import { WantedPieces } from '../pieces/wanted-pieces.ts';
import { ProgressMeter } from '../progress-meter.ts';
import type { Sink, Sinks } from '../sinks/sink.ts';
import type { Progress } from '../transfer-state.ts';
import { fetchManifest } from './fetch-manifest.ts';
import { PieceKeeper } from './piece-keeper.ts';
import { nothingSaved } from './saved-position.ts';

/** What of an offer is wanted: the entries, and the pieces that hold them. */
export interface WantedFiles {
  readonly entries: Manifest;
  readonly selection: Selection;
  readonly pieces: WantedPieces;
}

export interface FileFetchOptions {
  readonly journal: JournalWriter;
  /** What came with the acceptance; a restored transfer has it in the journal. */
  readonly selection: Selection;
  readonly hasher: Hasher;
  readonly sinks: Sinks;
  /** What a file or folder of this sender is called when it is saved. */
  readonly savedName: (sender: string, name: string) => string;
  readonly now: () => number;
  /** Told when more is saved. */
  readonly progressed: () => void;
}

/** Brings the wanted files of one accepted offer into a sink, in as many runs as it takes. */
export class FileFetch {
  readonly #options: FileFetchOptions;
  #wanted: WantedFiles | undefined;
  #keeper: PieceKeeper | undefined;
  #fetcher: PieceFetcher | undefined;
  #meter: ProgressMeter | undefined;
  #paused = false;

  constructor(options: FileFetchOptions) {
    this.#options = options;
  }

  get savedBytes(): number {
    return this.#keeper?.bytes ?? this.#options.journal.entry.saved.bytes;
  }

  /** How it goes; undefined before it goes at all, and when it is too soon to tell again and need not be told. */
  progress(mustTell: boolean): Progress | undefined {
    return this.#meter?.update(this.savedBytes, mustTell);
  }

  /** Resolves when all is in the sink. Rejects with the signal's reason, `ProtocolError`, or `TransferError`. One at a time. */
  async run(puller: Puller, signal: AbortSignal): Promise<void> {
    const wanted = await this.#findWanted(puller, signal);
    const keeper = await this.#openKeeper(wanted);
    signal.throwIfAborted();
    this.#begin(puller, wanted, keeper);
    this.#fetcher = this.#createFetcher(puller, wanted, keeper, signal);
    this.pause(this.#paused);
    await this.#fetcher.run();
  }

  /** While it is paused nothing more is asked for; what was asked for still comes and is saved. */
  pause(paused: boolean): void {
    this.#paused = paused;
    this.#fetcher?.pause(paused);
  }

  /** Makes what came durable, where the sink can. Rejects with `TransferError`. */
  async flush(): Promise<void> {
    await this.#keeper?.flush();
  }

  /** After a run that resolved: what came, as the sink gives it. Rejects with `TransferError`. */
  async finish(): Promise<{ readonly wanted: WantedFiles; readonly blob: Blob | undefined }> {
    if (this.#wanted === undefined) throw new Error('nothing has run');
    return { wanted: this.#wanted, blob: await this.#keeper?.finish() };
  }

  /** Lets go of the sink: the next run goes on from what is durable there. */
  async close(): Promise<void> {
    const keeper = this.#keeper;
    const { journal } = this.#options;
    this.#keeper = undefined;
    await keeper?.close();
    if (journal.entry.record.type === 'stream') await journal.update({ saved: nothingSaved });
  }

  /** Frees what is kept, and forgets it. */
  async discard(): Promise<void> {
    const { sinks, journal } = this.#options;
    const { record, transfer } = journal.entry;
    if (this.#keeper === undefined) await sinks.discard(record, transfer);
    else await this.#keeper.abort();
    await journal.delete();
  }

  async #findWanted(puller: Puller, signal: AbortSignal): Promise<WantedFiles> {
    const { journal } = this.#options;
    if (this.#wanted === undefined) {
      const kept = await journal.contents();
      const contents = kept ?? (await this.#fetchContents(puller, signal));
      const manifest = await toSavable(await parseManifest(contents.manifest, journal.entry.offer));
      if (kept === undefined) await journal.putContents(contents);
      this.#wanted = {
        entries: selectEntries(manifest, contents.selection),
        selection: contents.selection,
        pieces: new WantedPieces(manifest.files, contents.selection),
      };
      await journal.update({ wantedBytes: this.#wanted.pieces.wantedBytes });
    }
    return this.#wanted;
  }

  async #fetchContents(puller: Puller, signal: AbortSignal): Promise<JournalContents> {
    const { journal, hasher, selection } = this.#options;
    return { manifest: await fetchManifest(puller, hasher, journal.entry.offer, signal), selection };
  }

  async #openKeeper(wanted: WantedFiles): Promise<PieceKeeper> {
    this.#keeper ??= new PieceKeeper(await this.#openSink(wanted), this.#options.journal);
    return this.#keeper;
  }

  /** Opens the sink where the journal says, or before it: a browser that is short of space may have taken some of it. */
  async #openSink({ entries: { files, emptyFolders }, pieces }: WantedFiles): Promise<Sink> {
    const { sinks, journal } = this.#options;
    const { transfer, record, saved, sender } = journal.entry;
    const savedName = (top: string) => this.#options.savedName(sender.name, top);
    const open = (startBytes: number) => sinks.open(record, { transfer, files, emptyFolders, savedName, startBytes });
    const sink = await open(saved.bytes);
    if (sink.durableBytes >= saved.bytes) return sink;
    const left = pieces.piecesDone(sink.durableBytes);
    const bytes = pieces.bytesBefore(left);
    await sink.close();
    await journal.update({ saved: { pieces: left, bytes, proof: [] } });
    return open(bytes);
  }

  #begin({ link }: Puller, { pieces: { wantedBytes } }: WantedFiles, { bytes: savedBytes }: PieceKeeper): void {
    const { journal, now } = this.#options;
    const { transfer, saved } = journal.entry;
    this.#meter = new ProgressMeter({ totalBytes: wantedBytes, startBytes: savedBytes, now });
    link.send({ type: 'transfer-begun', transfer, wantedBytes, savedBytes, proof: [...saved.proof] });
    this.#options.progressed();
  }

  #createFetcher(puller: Puller, { pieces }: WantedFiles, keeper: PieceKeeper, signal: AbortSignal): PieceFetcher {
    const { journal, progressed } = this.#options;
    const { transfer, offer } = journal.entry;
    return puller.fetch({
      transfer,
      stream: 'files',
      totalBytes: offer.totalBytes,
      wanted: pieces.ranges,
      savedPieces: keeper.pieces,
      save: async (index, piece) => {
        const kept = keeper.keep(index, piece, pieces.cut(index, piece.chunks));
        // No more is coming that would fill what the sink gathers.
        const isLast = keeper.pieces === pieces.pieceCount;
        await Promise.all([kept, isLast ? keeper.flush() : undefined]);
        progressed();
      },
      signal,
    });
  }
}
