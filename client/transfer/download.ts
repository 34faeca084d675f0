import { type FileOffer, ProtocolError, type StreamName } from '../../shared/peer-protocol.ts';
import { fromHex } from '../../shared/random.ts';
import type { Link } from '../net/link.ts';
import { type Hasher, sameDigest } from './hasher.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { type FetchOptions, PieceFetcher } from './piece-fetcher.ts';
import type { Piece, PieceHeader } from './piece-frames.ts';
import { storageError, TransferError } from './problems.ts';
import { ProgressMeter } from './progress-meter.ts';
import { PickerDismissed, type Sink, type SinkChoice } from './sinks/sink.ts';
import { hasEnded, type IncomingState } from './transfer-state.ts';

export interface DownloadOptions {
  readonly offer: FileOffer;
  readonly link: Link;
  readonly hasher: Hasher;
  readonly choice: SinkChoice;
  readonly now: () => number;
  readonly changed: (state: IncomingState) => void;
  /** Hands over what came; answers the final state. The blob is undefined when the sink saved it in place. */
  readonly deliver: (manifest: Manifest, blob: Blob | undefined) => IncomingState;
}

/** Unwinds what was still running when a download ended. */
class DownloadEnded extends Error {
  override readonly name = 'DownloadEnded';
}

/** One offer at its receiver. */
export class Download {
  readonly #options: DownloadOptions;
  readonly #fetchers = new Map<StreamName, PieceFetcher>();
  #state: IncomingState;
  #accepting = false;
  #sink: Sink | undefined;

  constructor(options: DownloadOptions) {
    this.#options = options;
    this.#state = { status: 'offered', destination: options.choice.destination };
  }

  get state(): IncomingState {
    return this.#state;
  }

  decline(): void {
    if (this.#state.status !== 'offered') return;
    this.#options.link.send({ type: 'offer-declined', transfer: this.#options.offer.transfer });
    this.#advance({ status: 'declined' });
  }

  /** Must run in a click, since the sink may ask where to save. */
  async accept(): Promise<void> {
    if (this.#state.status !== 'offered' || this.#accepting) return;
    this.#accepting = true;
    try {
      const sink = await this.#openSink();
      const manifest = await this.#fetchManifest();
      await this.#fetchFiles(sink);
      await this.#finish(sink, manifest);
    } catch (error) {
      await this.#giveUp(error);
    } finally {
      this.#accepting = false;
    }
  }

  /** Ends it from this side, and tells the sender. */
  async cancel(): Promise<void> {
    if (hasEnded(this.#state)) return;
    this.#tellSender('by-person');
    await this.end({ status: 'cancelled', by: 'you' });
  }

  /** Ends it without a word: the other side knows, or the link is gone. */
  async end(state: IncomingState): Promise<void> {
    if (hasEnded(this.#state)) return;
    this.#advance(state);
    for (const fetcher of this.#fetchers.values()) fetcher.stop(new DownloadEnded());
    await this.#sink?.abort();
  }

  /** Throws {@link ProtocolError} unless the piece was asked for. */
  checkAsked(header: PieceHeader): void {
    const fetcher = this.#fetchers.get(header.stream);
    if (fetcher === undefined) throw new ProtocolError('it sent a piece that nobody asked for');
    fetcher.checkAsked(header);
  }

  receive(piece: Piece): void {
    this.#fetchers.get(piece.stream)?.receive(piece);
  }

  async #openSink(): Promise<Sink> {
    const sink = await this.#options.choice.open();
    this.#sink = sink;
    if (hasEnded(this.#state)) await sink.abort();
    this.#advance({ status: 'preparing' });
    return sink;
  }

  async #fetchManifest(): Promise<Manifest> {
    const { offer, hasher } = this.#options;
    const encoded = new Uint8Array(offer.manifestBytes);
    let filled = 0;
    const save = (bytes: Uint8Array) => {
      encoded.set(bytes, filled);
      filled += bytes.length;
      return Promise.resolve();
    };
    await this.#fetch('manifest', offer.manifestBytes, { save });
    const { bytes, digest } = await hasher.hash(encoded);
    if (!sameDigest(digest, fromHex(offer.manifestDigest)))
      throw new ProtocolError('a manifest is not the offered one');
    return parseManifest(bytes, offer);
  }

  async #fetchFiles(sink: Sink): Promise<void> {
    const { offer, now } = this.#options;
    const meter = new ProgressMeter(offer.totalBytes, now);
    const progressed = (savedBytes: number) => {
      const progress = meter.update(savedBytes);
      if (progress !== undefined) this.#advance({ status: 'receiving', progress });
    };
    progressed(0);
    await this.#fetch('files', offer.totalBytes, { save: (bytes) => sink.write(bytes), progressed });
  }

  #fetch(stream: StreamName, totalBytes: number, calls: Pick<FetchOptions, 'save' | 'progressed'>): Promise<void> {
    const { link, hasher, offer } = this.#options;
    const fetcher = new PieceFetcher({ link, hasher, transfer: offer.transfer, stream, totalBytes, ...calls });
    this.#fetchers.set(stream, fetcher);
    return fetcher.run();
  }

  async #finish(sink: Sink, manifest: Manifest): Promise<void> {
    this.#advance({ status: 'saving' });
    const blob = await sink.finish();
    if (hasEnded(this.#state)) throw new DownloadEnded();
    const { link, offer, deliver } = this.#options;
    link.send({ type: 'transfer-done', transfer: offer.transfer });
    this.#advance(deliver(manifest, blob));
  }

  async #giveUp(error: unknown): Promise<void> {
    if (error instanceof DownloadEnded || error instanceof PickerDismissed) return;
    if (error instanceof ProtocolError) {
      this.#options.link.close({ type: 'broke-protocol', detail: error.message });
      return;
    }
    const { message } = error instanceof TransferError ? error : storageError(error);
    this.#tellSender('sink-failed');
    await this.end({ status: 'failed', problem: message });
  }

  #tellSender(reason: 'by-person' | 'sink-failed'): void {
    const { link, offer } = this.#options;
    link.send({ type: 'transfer-cancelled', transfer: offer.transfer, reason });
  }

  /** Throws {@link DownloadEnded} when it has ended: nothing brings it back. */
  #advance(state: IncomingState): void {
    if (hasEnded(this.#state)) throw new DownloadEnded();
    this.#state = state;
    this.#options.changed(state);
  }
}
