import type { PeerId, TransferId } from '../../../shared/ids.ts';
import { type ControlMessage, type FileOffer, ProtocolError } from '../../../shared/peer-protocol.ts';
import type { CloseReason } from '../../net/link.ts';
import type { Selection } from '../files/selection.ts';
import type { Journal, JournalEntry } from '../journal/journal.ts';
import { JournalWriter } from '../journal/journal-writer.ts';
import type { Leases } from '../journal/leases.ts';
import type { LinkedPeer } from '../linked-peer.ts';
import type { Hasher } from '../pieces/hasher.ts';
import { resumeTag } from '../resume-tag.ts';
import type { Sinks } from '../sinks/sink.ts';
import { type Hold, hasEnded, type IncomingState } from '../transfer-state.ts';
import { Download, type DownloadOptions } from './download.ts';
import { LastWords } from './last-words.ts';
import type { Senders } from './senders.ts';
import { isSameOffer } from './waiting-offers.ts';

export interface DownloadsOptions {
  readonly hasher: Hasher;
  readonly sinks: Sinks;
  readonly journal: Journal;
  readonly leases: Leases;
  readonly now: () => number;
  readonly deliver: DownloadOptions['deliver'];
  readonly savedName: DownloadOptions['savedName'];
}

/** Offers that were accepted, here or on an earlier page, over whatever links there are to their senders. */
export class Downloads {
  readonly #options: DownloadsOptions;
  readonly #senders: Senders;
  readonly #changed: (transfer: TransferId, state: IncomingState) => void;
  /** Ended ones stay known, so that a message that crossed the end is not taken for a fault. */
  readonly #downloads = new Map<TransferId, Download>();
  readonly #lastWords: LastWords;

  constructor(
    options: DownloadsOptions,
    senders: Senders,
    changed: (transfer: TransferId, state: IncomingState) => void,
  ) {
    this.#options = options;
    this.#senders = senders;
    this.#changed = changed;
    this.#lastWords = new LastWords(options.now);
  }

  get(transfer: TransferId): Download | undefined {
    return this.#downloads.get(transfer);
  }

  /** Begins one that was just accepted. Rejects with `TransferError`: what cannot be written down has not begun. */
  async begin(entry: JournalEntry, selection: Selection): Promise<Download> {
    const download = this.#add(entry, selection, []);
    try {
      await download.begin();
      return download;
    } catch (error) {
      this.#downloads.delete(entry.transfer);
      this.#options.leases.release(entry.transfer);
      throw error;
    }
  }

  /** Brings back one that an earlier page has not finished. */
  restore(entry: JournalEntry, holds: readonly Hold[]): Download {
    return this.#add(entry, 'all', holds);
  }

  /** What keeps one that an earlier page has not finished from going on. */
  async holdsOf({ transfer, record, paused }: JournalEntry): Promise<readonly Hold[]> {
    const { leases, sinks } = this.#options;
    const holds: readonly (Hold | undefined)[] = [
      (await leases.claim(transfer)) ? undefined : 'other-tab',
      (await sinks.isAllowed(record)) ? undefined : 'no-permission',
      paused ? 'paused-by-you' : undefined,
    ];
    return holds.filter((hold) => hold !== undefined);
  }

  linked(peer: LinkedPeer): void {
    for (const download of this.#downloads.values()) void this.#askFor(download, peer);
  }

  /** `peer` is who it was, if anybody. */
  unlinked(peerId: PeerId, peer: LinkedPeer | undefined, reason: CloseReason): void {
    this.#lastWords.unlinked(peerId, reason);
    for (const download of this.#downloads.values()) {
      if (download.puller === peer?.puller) void this.awaitSender(download);
    }
  }

  /** Its link is gone. The sender may have come back before that was known. */
  async awaitSender(download: Download): Promise<void> {
    download.hold('no-link', true);
    await this.askAll(download);
  }

  /** Asks everybody who is linked whether they are the sender of what waits for one. */
  async askAll(download: Download): Promise<void> {
    for (const peer of this.#senders.linked) await this.#askFor(download, peer);
  }

  /** The sender offers what was begun: it goes on, over this link. Throws {@link ProtocolError}. */
  receiveAgain(peer: LinkedPeer, offer: FileOffer, download: Download): void {
    const { transfer } = offer;
    const { entry, puller, state } = download;
    if (!isSameOffer(offer, entry.offer) || (puller !== undefined && puller !== peer.puller)) {
      throw new ProtocolError('it offered a transfer that exists already');
    }
    this.#senders.note(transfer, peer.peerId);
    if (state.status === 'saved') this.#say(download, { type: 'transfer-done', transfer });
    else if (hasEnded(state)) this.#say(download, { type: 'transfer-cancelled', transfer });
    else download.linked(peer.puller);
  }

  /** The page goes away. */
  async close(): Promise<void> {
    await Promise.all([...this.#downloads.values()].map((download) => download.close()));
  }

  #add(entry: JournalEntry, selection: Selection, holds: readonly Hold[]): Download {
    const { transfer } = entry;
    const { journal, leases } = this.#options;
    const download: Download = new Download({
      ...this.#options,
      journal: new JournalWriter(journal, entry),
      selection,
      holds,
      claim: () => leases.claim(transfer),
      changed: (state) => {
        if (hasEnded(state)) leases.release(transfer);
        this.#changed(transfer, state);
      },
      say: (message) => this.#say(download, message),
    });
    this.#downloads.set(transfer, download);
    return download;
  }

  /** Who sends it offers it once more; for what has ended they are told so again, if they may not know it. */
  async #askFor(download: Download, { peerId, self, link }: LinkedPeer): Promise<void> {
    const { transfer, recipient } = download.entry;
    const isOver = hasEnded(download.state) && !this.#lastWords.isInDoubt(transfer);
    if (isOver || download.puller !== undefined) return;
    const tag = await resumeTag(this.#options.hasher, { transfer, recipient, claimant: self, sender: peerId });
    link.send({ type: 'transfer-wanted', tag, recipient });
  }

  /** Says how it ended, now or when its sender is there again. */
  #say(download: Download, message: ControlMessage): void {
    const { transfer } = download.entry;
    const sender = this.#senders.senderOf(transfer);
    const peer = sender === undefined ? undefined : this.#senders.peer(sender);
    if (peer === undefined) {
      this.#lastWords.unsaid(transfer);
      void this.askAll(download);
    } else {
      peer.link.send(message);
      this.#lastWords.said(transfer, peer.peerId);
    }
  }
}
