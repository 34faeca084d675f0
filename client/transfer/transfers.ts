import type { PeerId, TransferId } from '../../shared/ids.ts';
import { ProtocolError } from '../../shared/peer-protocol.ts';
import type { CloseReason, Link } from '../net/link.ts';
import type { ChosenFiles } from './files/chosen-files.ts';
import type { Selection } from './files/selection.ts';
import type { JournalEntry } from './journal/journal.ts';
import type { LinkedPeer } from './linked-peer.ts';
import { PieceServer } from './pieces/piece-server.ts';
import { Puller } from './pieces/puller.ts';
import { Deliveries, type DeliveriesOptions } from './receiving/deliveries.ts';
import type { WantedFiles } from './receiving/file-fetch.ts';
import { Inbox, type InboxEvents, type InboxOptions } from './receiving/inbox.ts';
import { receivedPictures } from './receiving/received-pictures.ts';
import { Offers, type OffersEvents, type OffersOptions } from './sending/offers.ts';
import type { TransferMessage } from './transfer-message.ts';

export interface TransfersOptions
  extends Omit<InboxOptions, 'choosePlace' | 'placeUnasked' | 'savedName' | 'deliver'>,
    OffersOptions,
    DeliveriesOptions {
  /** Whether the person wants what somebody offers without being asked. */
  readonly acceptsUnasked: (sender: PeerId) => boolean;
}

export interface TransfersEvents extends InboxEvents, OffersEvents {}

/** All file offers and transfers of this page, both ways and over all links; they outlive links, rooms and reloads. */
export class Transfers {
  readonly #options: TransfersOptions;
  readonly #events: TransfersEvents;
  readonly #deliveries: Deliveries;
  readonly #inbox: Inbox;
  readonly #offers: Offers;
  readonly #peers = new Map<PeerId, LinkedPeer>();

  constructor(options: TransfersOptions, events: TransfersEvents) {
    this.#options = options;
    this.#events = events;
    const deliveries = new Deliveries(options);
    this.#deliveries = deliveries;
    this.#inbox = new Inbox(
      {
        ...options,
        choosePlace: (sender, offer) => deliveries.choosePlace(sender, offer),
        placeUnasked: ({ peerId, name }, offer) =>
          options.acceptsUnasked(peerId) ? deliveries.placeUnasked(name, offer) : undefined,
        savedName: (sender, name) => deliveries.savedName(sender, name),
        deliver: async (entry, wanted, blob) => {
          const state = await deliveries.deliver(entry, wanted, blob);
          if (blob !== undefined) void this.#showReceived(entry, wanted, blob);
          return state;
        },
      },
      events,
    );
    this.#offers = new Offers(options, events);
  }

  /** Brings back what an earlier page has not finished. */
  async restore(): Promise<void> {
    await Promise.all([this.#offers.restore(), this.#inbox.restore()]);
  }

  /** `self` is this browser's id on the link, `name` the other person's. */
  linked(link: Link, self: PeerId, name: string): void {
    const { hasher } = this.#options;
    const { peerId } = link;
    const [puller, server] = [new Puller(link, hasher), new PieceServer(link)];
    const peer: LinkedPeer = { peerId, name, self, link, puller, server };
    this.#peers.set(peerId, peer);
    this.#inbox.linked(peer);
    this.#offers.linked(peer);
  }

  unlinked(peerId: PeerId, reason: CloseReason): void {
    this.#peers.delete(peerId);
    this.#offers.unlinked(peerId);
    this.#inbox.unlinked(peerId, reason);
  }

  /** Throws {@link ProtocolError}. */
  receive(from: PeerId, message: TransferMessage): void {
    const peer = this.#peer(from);
    switch (message.type) {
      case 'file-offer':
        if (this.#offers.has(message.transfer)) throw new ProtocolError('it offered a transfer that exists already');
        this.#inbox.receiveOffer(peer, message);
        break;
      case 'transfer-wanted':
        void this.#offers.wanted(peer, message);
        break;
      case 'file-thumbnail':
        this.#inbox.receiveThumbnail(peer, message);
        break;
      case 'files-missing':
        this.#inbox.receive(peer, message);
        break;
      case 'transfer-paused':
      case 'transfer-continued':
      case 'transfer-cancelled':
        if (this.#offers.has(message.transfer)) this.#offers.receive(peer, message);
        else this.#inbox.receive(peer, message);
        break;
      default:
        this.#offers.receive(peer, message);
    }
  }

  /** Throws {@link ProtocolError}. */
  receiveBulk(from: PeerId, message: Uint8Array<ArrayBuffer>): void {
    this.#peer(from).puller.receive(message);
  }

  /** Offers files to those of these peers who are linked. */
  async offer(chosen: ChosenFiles, to: readonly PeerId[]): Promise<void> {
    const peers = to.map((peerId) => this.#peers.get(peerId)).filter((peer) => peer !== undefined);
    await this.#offers.offer(chosen, peers);
  }

  listFiles(transfer: TransferId): Promise<void> {
    return this.#inbox.listFiles(transfer);
  }

  /** Must run in a click: it may ask where to save. */
  accept(transfer: TransferId, selection: Selection): Promise<void> {
    return this.#inbox.accept(transfer, selection);
  }

  decline(transfer: TransferId): void {
    this.#inbox.decline(transfer);
  }

  async pause(transfer: TransferId): Promise<void> {
    if (this.#offers.has(transfer)) await this.#offers.pause(transfer);
    else await this.#inbox.pause(transfer);
  }

  /** Must run in a click: a place may have to be allowed again. `chosen` are a sender's files, when they were missing. */
  async resume(transfer: TransferId, chosen?: ChosenFiles): Promise<void> {
    if (chosen !== undefined) await this.#offers.provide(transfer, chosen);
    else if (this.#offers.has(transfer)) await this.#offers.resume(transfer);
    else await this.#inbox.resume(transfer);
  }

  /** Ends a transfer for good, whichever way its bytes go, and frees what is kept of it. */
  async cancel(transfer: TransferId): Promise<void> {
    if (this.#offers.has(transfer)) await this.#offers.cancel(transfer);
    else await this.#inbox.cancel(transfer);
  }

  saveAgain(transfer: TransferId): void {
    this.#deliveries.saveAgain(transfer);
  }

  /** The page goes away: what came is made durable as far as there is time. */
  close(): Promise<void> {
    return this.#inbox.close();
  }

  async #showReceived({ transfer, offer }: JournalEntry, wanted: WantedFiles, blob: Blob): Promise<void> {
    for (const picture of await receivedPictures(offer, wanted, blob)) this.#events.pictured(transfer, picture);
  }

  #peer(peerId: PeerId): LinkedPeer {
    const peer = this.#peers.get(peerId);
    if (peer === undefined) throw new ProtocolError('it is not linked');
    return peer;
  }
}
