import type { PeerId, TransferId } from '../../../shared/ids.ts';
import { OPEN_OFFERS_MAX } from '../../../shared/limits.ts';
import { type ControlMessage, type FileOffer, ProtocolError } from '../../../shared/peer-protocol.ts';
import type { CloseReason } from '../../net/link.ts';
import { toSavablePath } from '../files/savable-names.ts';
import type { Selection } from '../files/selection.ts';
import type { Journal, JournalEntry } from '../journal/journal.ts';
import { JournalWriter } from '../journal/journal-writer.ts';
import type { Leases } from '../journal/leases.ts';
import type { LinkedPeer } from '../linked-peer.ts';
import type { Hasher } from '../pieces/hasher.ts';
import { TransferError } from '../problems.ts';
import { resumeTag } from '../resume-tag.ts';
import type { Place, Sinks } from '../sinks/sink.ts';
import { type Hold, hasEnded, type IncomingState } from '../transfer-state.ts';
import { Download, type DownloadOptions } from './download.ts';
import { type Acceptance, IncomingOffer } from './incoming-offer.ts';
import { nothingSaved } from './saved-position.ts';

export interface InboxOptions {
  readonly hasher: Hasher;
  readonly sinks: Sinks;
  readonly journal: Journal;
  readonly leases: Leases;
  readonly now: () => number;
  /** Where an offer would be saved. */
  readonly choosePlace: (sender: string, offer: FileOffer) => Place;
  readonly deliver: DownloadOptions['deliver'];
}

export interface InboxEvents {
  /** Files are offered, or an unfinished transfer of an earlier page is there again. */
  incoming(sender: string, offer: FileOffer, state: IncomingState): void;
  incomingChanged(transfer: TransferId, state: IncomingState): void;
}

/** What the sender of an accepted offer may say of it. */
export type SenderMessage = Extract<
  ControlMessage,
  { type: 'files-missing' | 'transfer-paused' | 'transfer-continued' | 'transfer-cancelled' }
>;

/** Everything that others offer to this browser, whoever is linked. */
export class Inbox {
  readonly #options: InboxOptions;
  readonly #events: InboxEvents;
  readonly #peers = new Map<PeerId, LinkedPeer>();
  readonly #offers = new Map<TransferId, { readonly from: PeerId; readonly offer: IncomingOffer }>();
  /** Ended ones stay known, so that a message that crossed the end is not taken for a fault. */
  readonly #downloads = new Map<TransferId, Download>();
  /** Who sends each of them now, or did last. */
  readonly #senders = new Map<TransferId, PeerId>();
  /** Last words that their senders could not be told, because there was no link. */
  readonly #unsaid = new Map<PeerId, readonly ControlMessage[]>();

  constructor(options: InboxOptions, events: InboxEvents) {
    this.#options = options;
    this.#events = events;
  }

  has(transfer: TransferId): boolean {
    return this.#offers.has(transfer) || this.#downloads.has(transfer);
  }

  /** Brings back what an earlier page has not finished. */
  async restore(): Promise<void> {
    const entries = await this.#options.journal.list();
    await Promise.all(entries.map((entry) => this.#restoreEntry(entry)));
  }

  linked(peer: LinkedPeer): void {
    this.#peers.set(peer.peerId, peer);
    for (const message of this.#unsaid.get(peer.peerId) ?? []) peer.link.send(message);
    this.#unsaid.delete(peer.peerId);
    for (const download of this.#downloads.values()) void this.#askFor(download, peer);
  }

  unlinked(peerId: PeerId, reason: CloseReason): void {
    const peer = this.#peers.get(peerId);
    this.#peers.delete(peerId);
    for (const { from, offer } of this.#offers.values()) if (from === peerId) offer.end(withdrawn(reason));
    for (const download of this.#downloads.values()) {
      if (download.puller !== peer?.puller) continue;
      download.hold('no-link', true);
      // The sender may have come back before the link to their earlier page was known to be dead.
      for (const other of this.#peers.values()) void this.#askFor(download, other);
    }
  }

  /** Throws {@link ProtocolError} for an impossible offer, or too many open ones. */
  receiveOffer(peer: LinkedPeer, offer: FileOffer): void {
    const download = this.#downloads.get(offer.transfer);
    if (download !== undefined) this.#receiveAgain(peer, offer, download);
    else this.#receiveNew(peer, offer);
  }

  /** Throws {@link ProtocolError} for what was never offered. */
  receive(peer: LinkedPeer, message: SenderMessage): void {
    const { transfer, type } = message;
    const offered = this.#offers.get(transfer);
    const download = this.#downloads.get(transfer);
    if (this.#senders.get(transfer) !== peer.peerId)
      throw new ProtocolError('it speaks of files that it never offered');
    if (type === 'transfer-cancelled') {
      offered?.offer.end({ status: 'cancelled', by: 'sender' });
      void download?.cancel('sender');
    } else if (type === 'files-missing') download?.hold('no-files', true);
    else download?.hold('paused-by-other', type === 'transfer-paused');
  }

  async listFiles(transfer: TransferId): Promise<void> {
    await this.#offers.get(transfer)?.offer.listFiles();
  }

  /** Must run in a click: it may ask where to save. */
  async accept(transfer: TransferId, selection: Selection): Promise<void> {
    await this.#offers.get(transfer)?.offer.accept(selection);
  }

  decline(transfer: TransferId): void {
    this.#offers.get(transfer)?.offer.decline();
  }

  async pause(transfer: TransferId): Promise<void> {
    await this.#downloads.get(transfer)?.pause();
  }

  /** Must run in a click: the place may have to be allowed again. */
  async resume(transfer: TransferId): Promise<void> {
    const download = this.#downloads.get(transfer);
    await download?.resume();
    for (const peer of this.#peers.values()) if (download !== undefined) await this.#askFor(download, peer);
  }

  async cancel(transfer: TransferId): Promise<void> {
    this.#offers.get(transfer)?.offer.cancel();
    await this.#downloads.get(transfer)?.cancel('you');
  }

  /** The page goes away. */
  async close(): Promise<void> {
    await Promise.all([...this.#downloads.values()].map((download) => download.close()));
  }

  #receiveNew(peer: LinkedPeer, offer: FileOffer): void {
    if (offer.names.length > offer.fileCount + offer.folderCount) {
      throw new ProtocolError('an offer names more files than it has');
    }
    const known = this.#offers.get(offer.transfer);
    if (known !== undefined && !isWithdrawn(known.offer.state)) {
      if (known.from !== peer.peerId || !isSame(known.offer.offer, offer)) {
        throw new ProtocolError('it offered a transfer that exists already');
      }
      // A word that was lost with the link is said again; an offer that waits for an answer goes on waiting.
      if (known.offer.state.status === 'declined') peer.link.send({ type: 'offer-declined', transfer: offer.transfer });
      return;
    }
    const open = [...this.#offers.values()].filter(
      ({ from, offer: { state } }) => from === peer.peerId && !hasEnded(state),
    );
    if (open.length >= OPEN_OFFERS_MAX) throw new ProtocolError('it made too many offers at once');
    const incoming = this.#createOffer(peer, offer);
    this.#senders.set(offer.transfer, peer.peerId);
    this.#offers.set(offer.transfer, { from: peer.peerId, offer: incoming });
    this.#events.incoming(peer.name, shown(offer), incoming.state);
  }

  /** The sender offers what was begun: it goes on, over this link. */
  #receiveAgain(peer: LinkedPeer, offer: FileOffer, download: Download): void {
    const { entry, puller } = download;
    if (!isSame(offer, entry.offer) || (puller !== undefined && puller !== peer.puller)) {
      throw new ProtocolError('it offered a transfer that exists already');
    }
    this.#senders.set(offer.transfer, peer.peerId);
    if (download.state.status === 'saved') peer.link.send({ type: 'transfer-done', transfer: offer.transfer });
    else if (hasEnded(download.state)) peer.link.send({ type: 'transfer-cancelled', transfer: offer.transfer });
    else download.linked(peer.puller);
  }

  #createOffer(peer: LinkedPeer, offer: FileOffer): IncomingOffer {
    const { hasher, choosePlace } = this.#options;
    return new IncomingOffer({
      offer,
      puller: peer.puller,
      hasher,
      place: choosePlace(peer.name, offer),
      changed: (state) => this.#events.incomingChanged(offer.transfer, state),
      accepted: (acceptance) => this.#accepted(peer, offer, acceptance),
    });
  }

  async #accepted(peer: LinkedPeer, offer: FileOffer, { record, selection }: Acceptance): Promise<void> {
    const { transfer } = offer;
    const { peerId, name, self } = peer;
    const { leases } = this.#options;
    // The same browser may be in the room twice, and was offered the same files twice.
    if (!(await leases.claim(transfer))) throw new TransferError('other-tab');
    // The sender may have withdrawn it, or the person declined it, while the other tabs were asked.
    const offered = this.#offers.get(transfer)?.offer;
    if (offered === undefined || hasEnded(offered.state)) {
      leases.release(transfer);
      return;
    }
    const entry = {
      transfer,
      offer,
      sender: { peerId, name },
      recipient: self,
      record,
      saved: nothingSaved,
      wantedBytes: offer.totalBytes,
      paused: false,
    };
    const download = this.#addDownload(entry, selection, []);
    this.#offers.delete(transfer);
    await this.#begin(download);
    if (this.#peers.get(peerId) === peer) download.linked(peer.puller);
    else download.hold('no-link', true);
  }

  /** What cannot be written down has not begun. Rejects with `TransferError`. */
  async #begin(download: Download): Promise<void> {
    try {
      await download.begin();
    } catch (error) {
      this.#downloads.delete(download.entry.transfer);
      this.#options.leases.release(download.entry.transfer);
      throw error;
    }
  }

  #addDownload(entry: JournalEntry, selection: Selection, holds: readonly Hold[]): Download {
    const { transfer } = entry;
    const { journal, leases } = this.#options;
    const download = new Download({
      ...this.#options,
      journal: new JournalWriter(journal, entry),
      selection,
      holds,
      claim: () => leases.claim(transfer),
      changed: (state) => {
        if (hasEnded(state)) leases.release(transfer);
        this.#events.incomingChanged(transfer, state);
      },
      say: (message) => this.#say(transfer, message),
    });
    this.#downloads.set(transfer, download);
    return download;
  }

  async #restoreEntry(entry: JournalEntry): Promise<void> {
    const holds = await this.#holdsOf(entry);
    if (this.has(entry.transfer)) return;
    const download = this.#addDownload(entry, 'all', holds);
    this.#events.incoming(entry.sender.name, shown(entry.offer), download.state);
    for (const peer of this.#peers.values()) await this.#askFor(download, peer);
  }

  async #holdsOf({ transfer, record, paused }: JournalEntry): Promise<readonly Hold[]> {
    const { leases, sinks } = this.#options;
    const holds: readonly (Hold | undefined)[] = [
      (await leases.claim(transfer)) ? undefined : 'other-tab',
      (await sinks.isAllowed(record)) ? undefined : 'no-permission',
      paused ? 'paused-by-you' : undefined,
    ];
    return holds.filter((hold) => hold !== undefined);
  }

  /** Asks somebody whether they are the sender of what waits for one. */
  async #askFor(download: Download, { peerId, self, link }: LinkedPeer): Promise<void> {
    const { transfer, recipient } = download.entry;
    if (hasEnded(download.state) || download.puller !== undefined) return;
    const tag = await resumeTag(this.#options.hasher, { transfer, recipient, claimant: self, sender: peerId });
    link.send({ type: 'transfer-wanted', tag, recipient });
  }

  #say(transfer: TransferId, message: ControlMessage): void {
    const sender = this.#senders.get(transfer) ?? this.#downloads.get(transfer)?.entry.sender.peerId;
    if (sender === undefined) return;
    const peer = this.#peers.get(sender);
    if (peer !== undefined) peer.link.send(message);
    else this.#unsaid.set(sender, [...(this.#unsaid.get(sender) ?? []), message]);
  }
}

const isSame = (one: FileOffer, other: FileOffer) =>
  one.manifestDigest === other.manifestDigest && one.totalBytes === other.totalBytes;

const withdrawn = ({ type }: CloseReason): IncomingState =>
  type === 'left'
    ? { status: 'cancelled', by: 'sender' }
    : { status: 'failed', problem: new TransferError('link-lost').message };

/** The link was lost before an answer: the sender may offer it once more. */
const isWithdrawn = (state: IncomingState) => state.status === 'failed' || state.status === 'cancelled';

/** With the names under which its files could be saved. */
const shown = (offer: FileOffer): FileOffer => ({ ...offer, names: offer.names.map(toSavablePath) });
