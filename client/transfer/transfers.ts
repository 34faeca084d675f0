import { assertNever } from '../../shared/assert-never.ts';
import { createTransferId, type PeerId, type TransferId } from '../../shared/ids.ts';
import { type ControlMessage, type FileOffer, ProtocolError } from '../../shared/peer-protocol.ts';
import { type RandomBytes, toHex } from '../../shared/random.ts';
import type { CloseReason, Link } from '../net/link.ts';
import type { Download, DownloadOptions } from './download.ts';
import type { Hasher } from './hasher.ts';
import { firstNames, type Manifest } from './manifest.ts';
import { makeUnique, toSafeName } from './paths.ts';
import { TransferError, type TransferProblem } from './problems.ts';
import { Receiver } from './receiver.ts';
import { Sender } from './sender.ts';
import type { ChooseSink } from './sinks/choose-sink.ts';
import type { NamedBlob } from './sinks/save-download.ts';
import { Source } from './source.ts';
import type { Destination, IncomingState, RecipientState } from './transfer-state.ts';

export type TransferMessage = Extract<ControlMessage, { readonly transfer: TransferId }>;

export const isTransferMessage = (message: ControlMessage): message is TransferMessage => 'transfer' in message;

export interface TransfersOptions {
  readonly hasher: Hasher;
  readonly chooseSink: ChooseSink;
  readonly saveDownloads: (files: readonly NamedBlob[]) => void;
  /** What a received file is called when it is saved. */
  readonly savedName: (from: PeerId, path: string) => string;
  readonly randomBytes: RandomBytes;
  /** A clock in ms that never goes back. */
  readonly now: () => number;
}

export interface TransfersEvents {
  offered(from: PeerId, offer: FileOffer, destination: Destination): void;
  incomingChanged(transfer: TransferId, state: IncomingState): void;
  recipientChanged(transfer: TransferId, to: PeerId, state: RecipientState): void;
}

interface LinkTransfers {
  readonly sender: Sender;
  readonly receiver: Receiver;
}

/** All file offers and transfers of one room, over all of its links. */
export class Transfers {
  readonly #options: TransfersOptions;
  readonly #events: TransfersEvents;
  readonly #links = new Map<PeerId, LinkTransfers>();
  /** Every transfer of the room, own and others', ended or not. */
  readonly #known = new Set<TransferId>();
  /** What was received, for as long as the page lives: handles, the bytes are on disk. */
  readonly #received = new Map<TransferId, readonly NamedBlob[]>();

  constructor(options: TransfersOptions, events: TransfersEvents) {
    this.#options = options;
    this.#events = events;
  }

  linked(link: Link): void {
    const { hasher, now } = this.#options;
    const { peerId } = link;
    this.#links.set(peerId, {
      sender: new Sender({
        link,
        hasher,
        now,
        changed: (transfer, state) => this.#events.recipientChanged(transfer, peerId, state),
      }),
      receiver: new Receiver({ link, hasher, now, prepare: (offer) => this.#prepare(peerId, offer) }),
    });
  }

  unlinked(peerId: PeerId, reason: CloseReason): void {
    const link = this.#links.get(peerId);
    this.#links.delete(peerId);
    link?.sender.close(reason);
    void link?.receiver.close(reason);
  }

  /** Throws {@link ProtocolError}. */
  receive(from: PeerId, message: TransferMessage): void {
    const { sender, receiver } = this.#linkTo(from);
    const { transfer } = message;
    switch (message.type) {
      case 'file-offer':
        this.#claim(transfer);
        receiver.receiveOffer(message);
        break;
      case 'piece-request':
        sender.request(message);
        break;
      case 'offer-declined':
        sender.endedByRecipient(transfer, { status: 'declined' });
        break;
      case 'transfer-done':
        sender.complete(transfer);
        break;
      case 'transfer-cancelled':
        if (sender.has(transfer)) sender.endedByRecipient(transfer, recipientCancelled(message.reason));
        else void receiver.endedBySender(transfer, senderCancelled(message.reason));
        break;
      default:
        assertNever(message);
    }
  }

  /** Throws {@link ProtocolError}. */
  receiveBulk(from: PeerId, message: Uint8Array): void {
    this.#linkTo(from).receiver.receiveBulk(message);
  }

  /** Offers files to peers. `announce` is told of the offer before anything else happens with it. */
  async offer(files: readonly File[], to: readonly PeerId[], announce: (offer: FileOffer) => void): Promise<void> {
    const source = new Source(files);
    const { digest } = await this.#options.hasher.hash(source.encodedManifest.slice());
    const offer = describeOffer(createTransferId(this.#options.randomBytes), source, toHex(digest));
    this.#claim(offer.transfer);
    announce(offer);
    for (const peerId of to) {
      const link = this.#links.get(peerId);
      if (link !== undefined) link.sender.offer(offer, source);
      else this.#events.recipientChanged(offer.transfer, peerId, failedWith('link-lost'));
    }
  }

  /** Must run in a click: the sink may ask where to save. */
  async accept(transfer: TransferId): Promise<void> {
    await this.#download(transfer)?.accept();
  }

  decline(transfer: TransferId): void {
    this.#download(transfer)?.decline();
  }

  /** Ends a transfer from this side, whichever way its bytes go. */
  async cancel(transfer: TransferId): Promise<void> {
    for (const { sender } of this.#links.values()) sender.cancel(transfer);
    await this.#download(transfer)?.cancel();
  }

  saveAgain(transfer: TransferId): void {
    this.#options.saveDownloads(this.#received.get(transfer) ?? []);
  }

  /** Ids are random: who offers one that is known already means to take the place of somebody else's files. */
  #claim(transfer: TransferId): void {
    if (this.#known.has(transfer)) throw new ProtocolError('it offered a transfer that exists already');
    this.#known.add(transfer);
  }

  #prepare(from: PeerId, offer: FileOffer): Pick<DownloadOptions, 'choice' | 'changed' | 'deliver'> {
    const { transfer, names, fileCount } = offer;
    const suggested = fileCount === 1 && names[0] !== undefined ? toSafeName(names[0]) : undefined;
    const fileName = suggested && this.#options.savedName(from, suggested);
    const choice = this.#options.chooseSink(transfer, { fileName });
    this.#events.offered(from, offer, choice.destination);
    return {
      choice,
      changed: (state) => this.#events.incomingChanged(transfer, state),
      deliver: (manifest, blob) => this.#deliver(from, transfer, manifest, blob),
    };
  }

  #deliver(from: PeerId, transfer: TransferId, { files }: Manifest, blob: Blob | undefined): IncomingState {
    const names = makeUnique(files.map(({ path }) => this.#options.savedName(from, baseName(path))));
    if (blob !== undefined) {
      const parts = cutFiles(blob, files);
      const named = parts.map((part, at) => ({ name: names[at] ?? 'file', blob: part }));
      this.#received.set(transfer, named);
      this.#options.saveDownloads(named);
    }
    const saved = files.map(({ size }, at) => ({ name: names[at] ?? 'file', bytes: size }));
    return { status: 'saved', files: saved, canSaveAgain: blob !== undefined };
  }

  #download(transfer: TransferId): Download | undefined {
    for (const { receiver } of this.#links.values()) {
      const download = receiver.get(transfer);
      if (download !== undefined) return download;
    }
    return undefined;
  }

  #linkTo(peerId: PeerId): LinkTransfers {
    const link = this.#links.get(peerId);
    if (link === undefined) throw new ProtocolError('it is not linked');
    return link;
  }
}

const describeOffer = (transfer: TransferId, source: Source, manifestDigest: string): FileOffer => ({
  type: 'file-offer',
  transfer,
  fileCount: source.manifest.files.length,
  totalBytes: source.totalBytes,
  names: firstNames(source.manifest),
  manifestBytes: source.encodedManifest.length,
  manifestDigest,
});

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** The files out of the blob that holds them one after the other. They are offered as bytes, never as documents. */
function cutFiles(whole: Blob, files: Manifest['files']): Blob[] {
  let offset = 0;
  return files.map(({ size }) => {
    offset += size;
    return whole.slice(offset - size, offset, 'application/octet-stream');
  });
}

const failedWith = (problem: TransferProblem) =>
  ({ status: 'failed', problem: new TransferError(problem).message }) as const;

type CancelReason = Extract<ControlMessage, { type: 'transfer-cancelled' }>['reason'];

const recipientCancelled = (reason: CancelReason): RecipientState =>
  reason === 'by-person' ? { status: 'cancelled', by: 'recipient' } : failedWith('recipient-storage-failed');

const senderCancelled = (reason: CancelReason): IncomingState =>
  reason === 'by-person' ? { status: 'cancelled', by: 'sender' } : failedWith('sender-file-unreadable');
