import type { PeerId, TransferId } from '../../../shared/ids.ts';
import {
  type ControlMessage,
  type FileOffer,
  type FileThumbnail,
  ProtocolError,
} from '../../../shared/peer-protocol.ts';
import { fromHex } from '../../../shared/random.ts';
import type { Source } from '../files/source.ts';
import type { LinkedPeer } from '../linked-peer.ts';
import { type Hashed, type Hasher, sameDigest } from '../pieces/hasher.ts';
import type { PieceJob } from '../pieces/piece-server.ts';
import { pieceCount, pieceLength, pieceOffset } from '../pieces/pieces.ts';
import type { TransferProblem } from '../problems.ts';
import { hasEnded } from '../transfer-state.ts';
import type { TransferBegun, Upload } from './upload.ts';

export type PieceRequest = Extract<ControlMessage, { type: 'piece-request' }>;

export interface OutgoingOfferOptions {
  readonly offer: FileOffer;
  /** As it was encoded when the files were offered. */
  readonly manifest: Uint8Array<ArrayBuffer>;
  /** Undefined after a reload, until the files are chosen again. */
  readonly source: Source | undefined;
  readonly uploads: readonly Upload[];
  readonly paused: boolean;
  readonly hasher: Hasher;
  /** Told why the files must be chosen again, and with undefined when they are there. */
  readonly filesProblem: (problem: TransferProblem | undefined) => void;
}

/** The pieces that a recipient has are of other files: nothing is read for them. */
class ProofFailed extends Error {
  override readonly name = 'ProofFailed';
}

/** One offer at its sender, to all of its recipients. */
export class OutgoingOffer {
  readonly offer: FileOffer;
  readonly manifest: Uint8Array<ArrayBuffer>;
  readonly uploads: readonly Upload[];
  readonly #hasher: Hasher;
  readonly #filesProblem: (problem: TransferProblem | undefined) => void;
  /** Whether what each recipient already had is of the files that are here now. */
  readonly #proofs = new Map<Upload, Promise<boolean>>();
  readonly #thumbnails: FileThumbnail[] = [];
  #source: Source | undefined;
  /** Whether the files are surely those that were offered: they never left, or a recipient has some of the same. */
  #isConfirmed: boolean;
  #paused: boolean;

  constructor(options: OutgoingOfferOptions) {
    this.offer = options.offer;
    this.manifest = options.manifest;
    this.uploads = options.uploads;
    this.#hasher = options.hasher;
    this.#filesProblem = options.filesProblem;
    this.#source = options.source;
    this.#isConfirmed = options.source !== undefined;
    this.#paused = options.paused;
  }

  get transfer(): TransferId {
    return this.offer.transfer;
  }

  /** Whether the files are at hand. */
  get hasFiles(): boolean {
    return this.#source !== undefined;
  }

  get hasEnded(): boolean {
    return this.uploads.every(({ state }) => hasEnded(state));
  }

  /** The upload to somebody who is linked; under another id than they had, once they have proved who they are. */
  uploadTo(peerId: PeerId): Upload | undefined {
    return this.uploads.find(({ peer, recipient }) => (peer?.peerId ?? recipient) === peerId);
  }

  /** Offers it over a link, for the first time or again. */
  offerOver(upload: Upload, peer: LinkedPeer): void {
    upload.peer?.server.drop(this.transfer);
    upload.linked(peer);
    peer.link.send(this.offer);
    for (const thumbnail of this.#thumbnails) peer.link.send(thumbnail);
    peer.server.park(this.transfer, this.#paused);
    if (this.#source === undefined) peer.link.send({ type: 'files-missing', transfer: this.transfer });
    if (this.#paused) peer.link.send({ type: 'transfer-paused', transfer: this.transfer, reason: 'by-person' });
  }

  /** `image` is a thumbnail in base64; whoever is linked gets it now, the others with the offer. */
  illustrate(index: number, image: string): void {
    // Files that are chosen again are the same.
    if (this.#thumbnails.some((known) => known.index === index)) return;
    const thumbnail: FileThumbnail = { type: 'file-thumbnail', transfer: this.transfer, index, image };
    this.#thumbnails.push(thumbnail);
    for (const { peer, state } of this.uploads) if (!hasEnded(state)) peer?.link.send(thumbnail);
  }

  /** A recipient begins, or goes on. Throws {@link ProtocolError} for what makes no sense. */
  begun(upload: Upload, begun: TransferBegun): void {
    upload.begun(begun);
    if (this.#source !== undefined) this.#proofs.set(upload, this.#judge(upload, this.#source, begun));
  }

  /** Serves what a recipient asks for. Throws {@link ProtocolError} when it lies outside the offer. */
  request(upload: Upload, peer: LinkedPeer, request: PieceRequest): void {
    const { stream, first, count } = request;
    const bytes = stream === 'manifest' ? this.offer.manifestBytes : this.offer.totalBytes;
    if (first + count > pieceCount(bytes)) throw new ProtocolError('it asked past the end');
    // Who asks for what is missing has been told so, and the question crossed that word.
    if (stream === 'files' && this.#source === undefined) return;
    peer.server.enqueue(Array.from({ length: count }, (_, at) => this.#job(upload, request, first + at)));
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    for (const upload of this.uploads) {
      const { peer } = upload;
      peer?.server.park(this.transfer, paused);
      if (paused) peer?.link.send({ type: 'transfer-paused', transfer: this.transfer, reason: 'by-person' });
      else peer?.link.send({ type: 'transfer-continued', transfer: this.transfer });
      upload.hold('paused-by-you', paused);
    }
  }

  /** The files are there again: whoever is linked is offered them once more. */
  provide(source: Source): void {
    this.#source = source;
    this.#isConfirmed = false;
    this.#filesProblem(undefined);
    for (const upload of this.uploads) {
      upload.hold('no-files', false);
      if (upload.peer !== undefined && !hasEnded(upload.state)) this.offerOver(upload, upload.peer);
    }
  }

  cancel(): void {
    for (const upload of this.uploads) {
      if (hasEnded(upload.state)) continue;
      upload.end({ status: 'cancelled', by: 'you' });
      upload.peer?.server.drop(this.transfer);
      upload.peer?.link.send({ type: 'transfer-cancelled', transfer: this.transfer });
    }
  }

  #job(upload: Upload, { stream, compressed }: PieceRequest, index: number): PieceJob {
    const source = this.#source;
    return {
      transfer: this.transfer,
      stream,
      index,
      read: () =>
        stream === 'manifest'
          ? this.#readManifest(index, compressed)
          : this.#readFiles(upload, source, index, compressed),
      sent: ({ chunks, length }) => {
        if (stream === 'files') upload.sent(length);
        this.#hasher.recycle(chunks);
      },
      failed: (error) => {
        if (!(error instanceof ProofFailed)) this.#lose(source, 'file-unreadable');
      },
    };
  }

  #readManifest(index: number, compressed: boolean): Promise<Hashed> {
    const start = pieceOffset(index);
    const end = start + pieceLength(index, this.manifest.length);
    return this.#hasher.hash([this.manifest.slice(start, end)], compressed);
  }

  async #readFiles(upload: Upload, source: Source | undefined, index: number, compressed: boolean): Promise<Hashed> {
    const matches = await this.#proofs.get(upload);
    if (source === undefined || matches === false) throw new ProofFailed();
    return source.readPiece(index, this.#hasher, compressed);
  }

  /** Files that were chosen again are held against what a recipient has; a recipient is, against files that are known. */
  async #judge(upload: Upload, source: Source, { proof }: TransferBegun): Promise<boolean> {
    try {
      const matches = await this.#proves(source, proof);
      if (matches) this.#isConfirmed ||= proof.length > 0;
      else if (this.#isConfirmed)
        upload.peer?.link.close({ type: 'broke-protocol', detail: 'it has pieces of other files' });
      else this.#lose(source, 'files-changed');
      return matches;
    } catch {
      // They cannot be read any more, whatever the reason.
      this.#lose(source, 'file-unreadable');
      return false;
    }
  }

  /** The files cannot be used any more: everybody waits until they are chosen again. */
  #lose(source: Source | undefined, problem: TransferProblem): void {
    if (source !== this.#source) return;
    this.#source = undefined;
    this.#filesProblem(problem);
    for (const upload of this.uploads) {
      if (hasEnded(upload.state)) continue;
      upload.peer?.server.drop(this.transfer);
      upload.peer?.link.send({ type: 'files-missing', transfer: this.transfer });
      upload.hold('no-files', true);
    }
  }

  async #proves(source: Source, proof: TransferBegun['proof']): Promise<boolean> {
    for (const { index, digest } of proof) {
      if (index >= pieceCount(this.offer.totalBytes)) return false;
      const piece = await source.readPiece(index, this.#hasher);
      if (!sameDigest(piece.digest, fromHex(digest))) return false;
    }
    return true;
  }
}
