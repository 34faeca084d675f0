import type { PeerId, TransferId } from '../../../shared/ids.ts';
import { OPEN_OFFERS_MAX } from '../../../shared/limits.ts';
import { type FileOffer, ProtocolError } from '../../../shared/peer-protocol.ts';
import type { CloseReason } from '../../net/link.ts';
import type { LinkedPeer } from '../linked-peer.ts';
import { TransferError } from '../problems.ts';
import { hasEnded, type IncomingState } from '../transfer-state.ts';
import type { IncomingOffer } from './incoming-offer.ts';

interface WaitingOffer {
  readonly from: PeerId;
  readonly offer: IncomingOffer;
}

/** Offers that were not accepted: they wait for an answer, or have ended without one. */
export class WaitingOffers {
  readonly #offers = new Map<TransferId, WaitingOffer>();

  get(transfer: TransferId): IncomingOffer | undefined {
    return this.#offers.get(transfer)?.offer;
  }

  add(from: PeerId, offer: IncomingOffer): void {
    this.#offers.set(offer.offer.transfer, { from, offer });
  }

  delete(transfer: TransferId): void {
    this.#offers.delete(transfer);
  }

  /** The link to somebody is gone, and with it the offers that came over it, but for those that were just accepted. */
  unlinked(peerId: PeerId, reason: CloseReason): void {
    for (const { from, offer } of this.#offers.values()) {
      if (from === peerId && offer.state.status === 'offered') offer.end(withdrawn(reason));
    }
  }

  /**
   * Whether an offer is to be shown; one that was made before is said again. Throws {@link ProtocolError} for an
   * impossible offer, or too many open ones.
   */
  isNew(peer: LinkedPeer, offer: FileOffer): boolean {
    if (offer.names.length > offer.fileCount + offer.folderCount) {
      throw new ProtocolError('an offer names more files than it has');
    }
    const known = this.#offers.get(offer.transfer);
    if (known !== undefined && !isWithdrawn(known.offer.state)) {
      sayAgain(peer, offer, known);
      return false;
    }
    const isOpen = ({ from, offer: { state } }: WaitingOffer) => from === peer.peerId && !hasEnded(state);
    if ([...this.#offers.values()].filter(isOpen).length >= OPEN_OFFERS_MAX) {
      throw new ProtocolError('it made too many offers at once');
    }
    return true;
  }
}

/** A word that was lost with the link is said again; an offer that waits for an answer goes on waiting. */
function sayAgain(peer: LinkedPeer, offer: FileOffer, known: WaitingOffer): void {
  if (known.from !== peer.peerId || !isSameOffer(known.offer.offer, offer)) {
    throw new ProtocolError('it offered a transfer that exists already');
  }
  if (known.offer.state.status === 'declined') peer.link.send({ type: 'offer-declined', transfer: offer.transfer });
}

export const isSameOffer = (one: FileOffer, other: FileOffer): boolean =>
  one.manifestDigest === other.manifestDigest && one.totalBytes === other.totalBytes;

const withdrawn = ({ type }: CloseReason): IncomingState =>
  type === 'left'
    ? { status: 'cancelled', by: 'sender' }
    : { status: 'failed', problem: new TransferError('link-lost').message };

/** The link was lost before an answer: the sender may offer it once more. */
const isWithdrawn = (state: IncomingState) => state.status === 'failed' || state.status === 'cancelled';
