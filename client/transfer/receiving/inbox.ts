import type { PeerId, TransferId } from '../../../shared/ids.ts';
import {
  type ControlMessage,
  type FileOffer,
  type FileThumbnail,
  ProtocolError,
} from '../../../shared/peer-protocol.ts';
import type { CloseReason } from '../../net/link.ts';
import { toSavablePath } from '../files/savable-names.ts';
import type { Selection } from '../files/selection.ts';
import type { JournalEntry } from '../journal/journal.ts';
import type { LinkedPeer } from '../linked-peer.ts';
import { TransferError } from '../problems.ts';
import type { Place } from '../sinks/sink.ts';
import { hasEnded, type IncomingState, type Picture } from '../transfer-state.ts';
import { Downloads, type DownloadsOptions } from './downloads.ts';
import { type Acceptance, IncomingOffer } from './incoming-offer.ts';
import { nothingSaved } from './saved-position.ts';
import { Senders } from './senders.ts';
import { Thumbnails } from './thumbnails.ts';
import { WaitingOffers } from './waiting-offers.ts';

export interface InboxOptions extends DownloadsOptions {
  /** Where an offer would be saved. */
  readonly choosePlace: (sender: string, offer: FileOffer) => Place;
  /** Where an offer is saved that need not be asked about; undefined when the person is to answer it. */
  readonly placeUnasked: (sender: LinkedPeer, offer: FileOffer) => Place | undefined;
}

export interface InboxEvents {
  /** Files are offered, or an unfinished transfer of an earlier page is there again. */
  incoming(sender: Pick<LinkedPeer, 'peerId' | 'name'>, offer: FileOffer, state: IncomingState): void;
  incomingChanged(transfer: TransferId, state: IncomingState): void;
  /** It is accepted without asking the person. */
  acceptedUnasked(transfer: TransferId): void;
  /** There is more to show of one of the pictures in an offer. */
  pictured(transfer: TransferId, picture: Picture): void;
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
  readonly #senders = new Senders();
  readonly #offers = new WaitingOffers();
  readonly #downloads: Downloads;
  readonly #thumbnails = new Thumbnails();

  constructor(options: InboxOptions, events: InboxEvents) {
    this.#options = options;
    this.#events = events;
    this.#downloads = new Downloads(options, this.#senders, (transfer, state) =>
      events.incomingChanged(transfer, state),
    );
  }

  /** Brings back what an earlier page has not finished. */
  async restore(): Promise<void> {
    const entries = await this.#options.journal.list();
    await Promise.all(entries.map((entry) => this.#restoreEntry(entry)));
  }

  linked(peer: LinkedPeer): void {
    this.#senders.add(peer);
    this.#downloads.linked(peer);
  }

  unlinked(peerId: PeerId, reason: CloseReason): void {
    const peer = this.#senders.remove(peerId);
    this.#offers.unlinked(peerId, reason);
    this.#downloads.unlinked(peerId, peer, reason);
  }

  /** Throws {@link ProtocolError} for an impossible offer, or too many open ones. */
  receiveOffer(peer: LinkedPeer, offer: FileOffer): void {
    const download = this.#downloads.get(offer.transfer);
    if (download !== undefined) this.#downloads.receiveAgain(peer, offer, download);
    else if (this.#offers.isNew(peer, offer)) this.#receiveNew(peer, offer);
  }

  /** Throws {@link ProtocolError} for a bad one, or of what was never offered. */
  receiveThumbnail(peer: LinkedPeer, message: FileThumbnail): void {
    const { transfer, index } = message;
    this.#checkSender(peer, transfer);
    const [waiting, download] = [this.#offers.get(transfer), this.#downloads.get(transfer)];
    const [state, offer] = [waiting?.state ?? download?.state, waiting?.offer ?? download?.entry.offer];
    // It crossed the end: there is nothing to show any more.
    if (state === undefined || offer === undefined || (hasEnded(state) && state.status !== 'saved')) return;
    const thumbnail = this.#thumbnails.take(offer, message);
    if (thumbnail !== undefined) this.#events.pictured(transfer, { index, thumbnail });
  }

  /** Throws {@link ProtocolError} for what was never offered. */
  receive(peer: LinkedPeer, message: SenderMessage): void {
    const { transfer, type } = message;
    this.#checkSender(peer, transfer);
    const download = this.#downloads.get(transfer);
    if (type === 'transfer-cancelled') {
      this.#offers.get(transfer)?.end({ status: 'cancelled', by: 'sender' });
      void download?.cancel('sender');
    } else if (type === 'files-missing') download?.hold('no-files', true);
    else download?.hold('paused-by-other', type === 'transfer-paused');
  }

  async listFiles(transfer: TransferId): Promise<void> {
    await this.#offers.get(transfer)?.listFiles();
  }

  /** Must run in a click: it may ask where to save. */
  async accept(transfer: TransferId, selection: Selection): Promise<void> {
    await this.#offers.get(transfer)?.accept(selection);
  }

  decline(transfer: TransferId): void {
    this.#offers.get(transfer)?.decline();
  }

  async pause(transfer: TransferId): Promise<void> {
    await this.#downloads.get(transfer)?.pause();
  }

  /** Must run in a click: the place may have to be allowed again. */
  async resume(transfer: TransferId): Promise<void> {
    const download = this.#downloads.get(transfer);
    await download?.resume();
    if (download !== undefined) await this.#downloads.askAll(download);
  }

  async cancel(transfer: TransferId): Promise<void> {
    this.#offers.get(transfer)?.cancel();
    await this.#downloads.get(transfer)?.cancel('you');
  }

  /** The page goes away. */
  close(): Promise<void> {
    return this.#downloads.close();
  }

  #checkSender({ peerId }: LinkedPeer, transfer: TransferId): void {
    if (this.#senders.senderOf(transfer) !== peerId)
      throw new ProtocolError('it speaks of files that it never offered');
  }

  async #restoreEntry(entry: JournalEntry): Promise<void> {
    const holds = await this.#downloads.holdsOf(entry);
    // It may have been offered, and accepted, meanwhile.
    if (this.#offers.get(entry.transfer) !== undefined || this.#downloads.get(entry.transfer) !== undefined) return;
    const download = this.#downloads.restore(entry, holds);
    this.#events.incoming(entry.sender, shown(entry.offer), download.state);
    await this.#downloads.askAll(download);
  }

  #receiveNew(peer: LinkedPeer, offer: FileOffer): void {
    const { transfer } = offer;
    const { hasher, choosePlace, placeUnasked } = this.#options;
    const unasked = placeUnasked(peer, offer);
    const incoming = new IncomingOffer({
      offer,
      puller: peer.puller,
      hasher,
      place: unasked ?? choosePlace(peer.name, offer),
      changed: (state) => this.#events.incomingChanged(transfer, state),
      accepted: (acceptance) => this.#accepted(peer, offer, acceptance),
    });
    this.#senders.note(transfer, peer.peerId);
    this.#offers.add(peer.peerId, incoming);
    this.#events.incoming(peer, shown(offer), incoming.state);
    if (unasked === undefined) return;
    this.#events.acceptedUnasked(transfer);
    void incoming.accept('all');
  }

  async #accepted(peer: LinkedPeer, offer: FileOffer, { record, selection }: Acceptance): Promise<void> {
    const { transfer } = offer;
    const { peerId, name, self } = peer;
    const { leases } = this.#options;
    // The same browser may be in the room twice, and was offered the same files twice.
    if (!(await leases.claim(transfer))) throw new TransferError('other-tab');
    // The sender may have withdrawn it, or the person declined it, while the other tabs were asked.
    const offered = this.#offers.get(transfer);
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
    this.#offers.delete(transfer);
    const download = await this.#downloads.begin(entry, selection);
    // It was offered once more meanwhile, over another link.
    if (download.puller !== undefined) return;
    if (this.#senders.peer(peerId) === peer) download.linked(peer.puller);
    else await this.#downloads.awaitSender(download);
  }
}

/** With the names under which its files could be saved. */
const shown = (offer: FileOffer): FileOffer => ({ ...offer, names: offer.names.map(toSavablePath) });
