import type { PeerId, TransferId } from '../../../shared/ids.ts';
import type { LinkedPeer } from '../linked-peer.ts';

/** Who is linked, and who sends what. */
export class Senders {
  readonly #linked = new Map<PeerId, LinkedPeer>();
  /** Who sends each transfer now, or did last. */
  readonly #sends = new Map<TransferId, PeerId>();

  get linked(): Iterable<LinkedPeer> {
    return this.#linked.values();
  }

  peer(peerId: PeerId): LinkedPeer | undefined {
    return this.#linked.get(peerId);
  }

  add(peer: LinkedPeer): void {
    this.#linked.set(peer.peerId, peer);
  }

  /** Answers who that was. */
  remove(peerId: PeerId): LinkedPeer | undefined {
    const peer = this.#linked.get(peerId);
    this.#linked.delete(peerId);
    return peer;
  }

  note(transfer: TransferId, peerId: PeerId): void {
    this.#sends.set(transfer, peerId);
  }

  /** Undefined for what was begun on an earlier page, until somebody offers it here. */
  senderOf(transfer: TransferId): PeerId | undefined {
    return this.#sends.get(transfer);
  }
}
