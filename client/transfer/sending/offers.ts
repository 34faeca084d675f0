import { createTransferId, type PeerId, type TransferId } from '../../../shared/ids.ts';
import { type ControlMessage, type FileOffer, ProtocolError } from '../../../shared/peer-protocol.ts';
import { type RandomBytes, toHex } from '../../../shared/random.ts';
import type { ChosenFiles } from '../files/chosen-files.ts';
import { handlesOf, readHandles } from '../files/handles.ts';
import { parseManifest } from '../files/manifest.ts';
import { Source } from '../files/source.ts';
import type { Outbox, OutboxEntry, OutboxRecipient } from '../journal/outbox.ts';
import type { LinkedPeer } from '../linked-peer.ts';
import type { Hasher } from '../pieces/hasher.ts';
import type { TransferProblem } from '../problems.ts';
import { resumeTag } from '../resume-tag.ts';
import { type Hold, hasEnded, type Picture, type RecipientState } from '../transfer-state.ts';
import { describeOffer } from './describe-offer.ts';
import { KeptOffers } from './kept-offers.ts';
import type { OfferMessage } from './offer-message.ts';
import { OutgoingOffer } from './outgoing-offer.ts';
import { type MakeThumbnail, ownPictures } from './own-pictures.ts';
import { Upload } from './upload.ts';

export interface OffersOptions {
  readonly hasher: Hasher;
  readonly outbox: Outbox;
  readonly randomBytes: RandomBytes;
  readonly now: () => number;
  readonly makeThumbnail: MakeThumbnail;
}

export interface OffersEvents {
  /** Files are offered, or an offer of an earlier page is there again. */
  outgoing(offer: FileOffer, recipients: readonly OutboxRecipient[]): void;
  recipientChanged(transfer: TransferId, recipient: PeerId, state: RecipientState): void;
  filesProblem(transfer: TransferId, problem: TransferProblem | undefined): void;
  /** There is more to show of one of the pictures in an offer. */
  pictured(transfer: TransferId, picture: Picture): void;
}

type TransferWanted = Extract<ControlMessage, { type: 'transfer-wanted' }>;

/** Everything that this browser offers to others, whoever is linked. */
export class Offers {
  readonly #options: OffersOptions;
  readonly #events: OffersEvents;
  /** Ended ones stay known, so that a message that crossed the end is not taken for a fault. */
  readonly #offers = new Map<TransferId, OutgoingOffer>();
  readonly #kept: KeptOffers;
  /** Of an earlier page: what was fetched from that one is not known here. */
  readonly #restored = new Set<TransferId>();

  constructor(options: OffersOptions, events: OffersEvents) {
    this.#options = options;
    this.#events = events;
    this.#kept = new KeptOffers(options.outbox);
  }

  has(transfer: TransferId): boolean {
    return this.#offers.has(transfer);
  }

  /** Brings back what an earlier page has offered: its files must be chosen again. */
  async restore(): Promise<void> {
    for (const entry of await this.#kept.list()) {
      if (this.#offers.has(entry.transfer)) continue;
      const holds: readonly Hold[] = entry.paused ? ['no-files', 'paused-by-you'] : ['no-files'];
      this.#restored.add(entry.transfer);
      this.#add(entry, undefined, holds);
      this.#events.filesProblem(entry.transfer, entry.handles === undefined ? 'files-forgotten' : 'files-not-allowed');
    }
  }

  /** Offers files to peers that are linked. Rejects when they cannot be described. */
  async offer(chosen: ChosenFiles, to: readonly LinkedPeer[]): Promise<void> {
    const { hasher, randomBytes } = this.#options;
    const source = await Source.create(chosen);
    const manifest = source.encodedManifest;
    const { digest } = await hasher.hash([manifest.slice()]);
    const offer = describeOffer(createTransferId(randomBytes), source, toHex(digest));
    const recipients = to.map(({ peerId, name }) => ({ peerId, name }));
    const entry = { transfer: offer.transfer, offer, manifest, recipients, paused: false, handles: handlesOf(chosen) };
    const outgoing = this.#add(entry, source, []);
    for (const peer of to) {
      const upload = outgoing.uploads.find(({ recipient }) => recipient === peer.peerId);
      if (upload === undefined) continue;
      if (peer.link.closed.aborted) upload.hold('no-link', true);
      else outgoing.offerOver(upload, peer);
    }
    void this.#illustrate(outgoing, source);
    await this.#kept.put(entry);
  }

  /** Whoever has not answered yet is offered it again; whoever has begun asks for it. */
  linked(peer: LinkedPeer): void {
    for (const outgoing of this.#offers.values()) {
      const upload = outgoing.uploads.find(({ recipient }) => recipient === peer.peerId);
      if (upload !== undefined && !upload.hasBegun && !hasEnded(upload.state)) outgoing.offerOver(upload, peer);
    }
  }

  unlinked(peerId: PeerId): void {
    for (const outgoing of this.#offers.values()) outgoing.uploadTo(peerId)?.hold('no-link', true);
  }

  /** Somebody asks for what they have begun to receive, perhaps over another link or from an earlier page. */
  async wanted(peer: LinkedPeer, { tag, recipient }: TransferWanted): Promise<void> {
    for (const outgoing of this.#offers.values()) {
      const upload = outgoing.uploads.find((candidate) => candidate.recipient === recipient);
      if (upload === undefined || hasEnded(upload.state)) continue;
      const claim = { transfer: outgoing.transfer, recipient, claimant: peer.peerId, sender: peer.self };
      if ((await resumeTag(this.#options.hasher, claim)) === tag) outgoing.offerOver(upload, peer);
    }
  }

  /** What a recipient says of an offer. Throws {@link ProtocolError}. */
  receive(peer: LinkedPeer, message: OfferMessage): void {
    const outgoing = this.#known(message.transfer);
    const upload = outgoing.uploadTo(peer.peerId);
    if (upload === undefined) throw new ProtocolError('it speaks of files that were never offered to it');
    if (hasEnded(upload.state)) return;
    if (message.type === 'piece-request') outgoing.request(upload, peer, message);
    else if (message.type === 'transfer-begun') outgoing.begun(upload, message);
    else if (message.type === 'transfer-paused') upload.pausedByRecipient(message.reason);
    else if (message.type === 'transfer-continued') upload.continuedByRecipient();
    else this.#end(upload, peer, message);
  }

  /** Holds it, for all recipients. */
  pause(transfer: TransferId): Promise<void> {
    return this.#setPaused(transfer, true);
  }

  /** Goes on, for all recipients. Must run in a click: files of an earlier page may have to be allowed again. */
  async resume(transfer: TransferId): Promise<void> {
    const entry = this.#kept.get(transfer);
    if (entry === undefined) return;
    if (entry.handles !== undefined && !this.#known(transfer).hasFiles) await this.#readAgain(entry, entry.handles);
    await this.#setPaused(transfer, false);
  }

  /** The files were chosen again. */
  async provide(transfer: TransferId, chosen: ChosenFiles): Promise<void> {
    const outgoing = this.#offers.get(transfer);
    if (outgoing === undefined || outgoing.hasEnded) return;
    const { offer, manifest: encodedManifest } = outgoing;
    const manifest = await parseManifest(encodedManifest, offer);
    const source = await Source.matching({ manifest, encodedManifest }, chosen);
    if (source instanceof Source) {
      outgoing.provide(source);
      void this.#illustrate(outgoing, source);
    } else this.#events.filesProblem(transfer, source.problem === 'changed' ? 'files-changed' : 'other-files');
  }

  async cancel(transfer: TransferId): Promise<void> {
    this.#offers.get(transfer)?.cancel();
    await this.#kept.delete(transfer);
  }

  async #setPaused(transfer: TransferId, paused: boolean): Promise<void> {
    const entry = this.#kept.get(transfer);
    if (entry === undefined) return;
    this.#known(transfer).pause(paused);
    await this.#kept.put({ ...entry, paused });
  }

  async #readAgain(entry: OutboxEntry, handles: readonly FileSystemFileHandle[]): Promise<void> {
    const { transfer, offer, manifest } = entry;
    const { files } = await parseManifest(manifest, offer);
    const chosen = await readHandles(
      handles,
      files.map(({ path }) => path),
    );
    if (chosen !== undefined) {
      await this.provide(transfer, chosen);
      return;
    }
    // From now on only choosing them again helps.
    await this.#kept.put({ ...entry, handles: undefined });
    this.#events.filesProblem(transfer, 'files-forgotten');
  }

  /** After the offer, which does not wait for it. */
  async #illustrate(outgoing: OutgoingOffer, source: Source): Promise<void> {
    const { transfer, offer } = outgoing;
    const pictures = ownPictures(offer.names, (index) => source.file(index), this.#options.makeThumbnail);
    for await (const { picture, image } of pictures) {
      this.#events.pictured(transfer, picture);
      if (image !== undefined) outgoing.illustrate(picture.index, image);
    }
  }

  #end(upload: Upload, { server }: LinkedPeer, { type, transfer }: OfferMessage): void {
    server.drop(transfer);
    if (type === 'offer-declined') upload.end({ status: 'declined' });
    else if (type === 'transfer-cancelled') upload.end({ status: 'cancelled', by: 'recipient' });
    else if (upload.state.status === 'waiting' && !this.#restored.has(transfer))
      throw new ProtocolError('it finished what it never fetched');
    else upload.end({ status: 'saved' });
  }

  #add(entry: OutboxEntry, source: Source | undefined, holds: readonly Hold[]): OutgoingOffer {
    const { transfer, offer, manifest, recipients, paused } = entry;
    this.#kept.note(entry);
    this.#events.outgoing(offer, recipients);
    const outgoing = new OutgoingOffer({
      offer,
      manifest,
      source,
      paused,
      uploads: recipients.map(({ peerId }) => this.#createUpload(offer, peerId, holds)),
      hasher: this.#options.hasher,
      filesProblem: (problem) => this.#events.filesProblem(transfer, problem),
    });
    this.#offers.set(transfer, outgoing);
    return outgoing;
  }

  #createUpload({ transfer, totalBytes }: FileOffer, recipient: PeerId, holds: readonly Hold[]): Upload {
    const changed = (state: RecipientState) => {
      this.#events.recipientChanged(transfer, recipient, state);
      if (hasEnded(state)) void this.#kept.keepFor(transfer, this.#openRecipients(transfer));
    };
    return new Upload({ recipient, totalBytes, holds, now: this.#options.now, changed });
  }

  #openRecipients(transfer: TransferId): readonly PeerId[] {
    const uploads = this.#offers.get(transfer)?.uploads ?? [];
    return uploads.filter(({ state }) => !hasEnded(state)).map(({ recipient }) => recipient);
  }

  #known(transfer: TransferId): OutgoingOffer {
    const outgoing = this.#offers.get(transfer);
    if (outgoing === undefined) throw new ProtocolError('it speaks of files that were never offered to it');
    return outgoing;
  }
}
