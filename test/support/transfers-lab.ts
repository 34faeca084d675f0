import type { CloseReason, LinkEvents } from '../../client/net/link.ts';
import type { ChosenFiles } from '../../client/transfer/files/chosen-files.ts';
import type { Selection } from '../../client/transfer/files/selection.ts';
import type { Leases } from '../../client/transfer/journal/leases.ts';
import { MemoryJournal, MemoryOutbox } from '../../client/transfer/journal/memory-stores.ts';
import type { Hasher } from '../../client/transfer/pieces/hasher.ts';
import { PieceAssembler, type PieceHeader } from '../../client/transfer/pieces/piece-frames.ts';
import type { TransferProblem } from '../../client/transfer/problems.ts';
import type { SavePreferences } from '../../client/transfer/receiving/deliveries.ts';
import type { NamedBlob } from '../../client/transfer/sinks/save-download.ts';
import { isTransferMessage } from '../../client/transfer/transfer-message.ts';
import type { Hold, IncomingState, Picture, RecipientState } from '../../client/transfer/transfer-state.ts';
import { Transfers } from '../../client/transfer/transfers.ts';
import type { PeerId, TransferId } from '../../shared/ids.ts';
import { type ControlMessage, type FileOffer, ProtocolError, parseControlMessage } from '../../shared/peer-protocol.ts';
import type { RandomBytes } from '../../shared/random.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeHasher } from './fake-hasher.ts';
import { fakePeerId } from './fake-ids.ts';
import { type FakeLink, FakeNetwork } from './fake-link.ts';
import { createFakeRandom } from './fake-random.ts';
import type { FakeSink } from './fake-sink.ts';
import { FakeSinks } from './fake-sinks.ts';
import { linkPair } from './link-pair.ts';
import { Watch } from './watch.ts';

function pushTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  lists.set(key, [...(lists.get(key) ?? []), value]);
}

type LabEvents = Omit<LinkEvents, 'signal' | 'unstable' | 'recovered' | 'rerouted'>;

/** What a browser keeps while its pages come and go. */
export class FakeDisk {
  readonly sinks = new FakeSinks();
  readonly journal = new MemoryJournal();
  readonly outbox = new MemoryOutbox();
}

/** Somebody's transfers, and all that the page would show of them. */
export class TransfersSide {
  readonly watch = new Watch();
  readonly disk: FakeDisk;
  readonly offers: (readonly [from: string, offer: FileOffer])[] = [];
  readonly outgoingOffers: FileOffer[] = [];
  preferences: SavePreferences = { saveTo: 'best', severalFiles: 'one-by-one', senderInFileNames: false };
  readonly incoming = new Map<TransferId, IncomingState[]>();
  readonly outgoing = new Map<TransferId, (readonly [to: PeerId, state: RecipientState])[]>();
  readonly downloads: (readonly NamedBlob[])[] = [];
  readonly closings = new Map<PeerId, CloseReason>();
  readonly filesProblems = new Map<TransferId, TransferProblem | undefined>();
  readonly peerId: PeerId;
  readonly transfers: Transfers;
  makeThumbnail: (file: Blob) => Promise<Blob | undefined> = () => Promise.resolve(undefined);
  readonly pictures: (readonly [transfer: TransferId, picture: Picture])[] = [];
  /** Whose offers are accepted without asking. */
  readonly recognised = new Set<PeerId>();
  /** What was accepted so. */
  readonly unasked: TransferId[] = [];
  readonly #links = new Map<PeerId, FakeLink>();
  /** Transfers that another tab has. */
  readonly takenElsewhere = new Set<TransferId>();
  readonly leases: Leases = {
    claim: (transfer) => Promise.resolve(!this.takenElsewhere.has(transfer)),
    release: () => undefined,
  };

  constructor(
    peerId: PeerId,
    options: {
      readonly hasher: Hasher;
      readonly now: () => number;
      readonly randomBytes: RandomBytes;
      readonly disk: FakeDisk;
    },
  ) {
    this.peerId = peerId;
    this.disk = options.disk;
    const { sinks, journal, outbox } = options.disk;
    this.transfers = new Transfers(
      {
        hasher: options.hasher,
        randomBytes: options.randomBytes,
        now: options.now,
        sinks,
        journal,
        outbox,
        leases: this.leases,
        makeThumbnail: (file) => this.makeThumbnail(file),
        preferences: () => this.preferences,
        acceptsUnasked: (sender) => this.recognised.has(sender),
        saveDownloads: (files) => this.#note(() => this.downloads.push(files)),
      },
      {
        incoming: (from, offer, state) =>
          this.#note(() => {
            this.offers.push([from.name, offer]);
            pushTo(this.incoming, offer.transfer, state);
          }),
        pictured: (transfer, picture) => this.#note(() => this.pictures.push([transfer, picture])),
        acceptedUnasked: (transfer) => this.#note(() => this.unasked.push(transfer)),
        outgoing: (offer) => this.#note(() => this.outgoingOffers.push(offer)),
        filesProblem: (transfer, problem) => this.#note(() => this.filesProblems.set(transfer, problem)),
        incomingChanged: (transfer, state) => this.#note(() => pushTo(this.incoming, transfer, state)),
        recipientChanged: (transfer, to, state) => this.#note(() => pushTo(this.outgoing, transfer, [to, state])),
      },
    );
  }

  until(condition: () => boolean): Promise<void> {
    return this.watch.until(condition);
  }

  linkTo(side: { readonly peerId: PeerId }): FakeLink {
    const link = this.#links.get(side.peerId);
    if (link === undefined) throw new Error('there is no such link');
    return link;
  }

  /** What a page does with a link: the guard is the mesh driver's. */
  eventsFrom(peerId: PeerId): LabEvents {
    return {
      opened: () => this.#note(() => this.transfers.linked(this.linkTo({ peerId }), this.peerId, 'Somebody')),
      control: (text) => this.#guarded(peerId, () => this.#receive(peerId, parseControlMessage(text))),
      bulk: (message) => this.#guarded(peerId, () => this.transfers.receiveBulk(peerId, message)),
      closed: (reason) =>
        this.#note(() => {
          this.closings.set(peerId, reason);
          this.transfers.unlinked(peerId, reason);
        }),
    };
  }

  addLink(link: FakeLink): void {
    this.#links.set(link.peerId, link);
  }

  get sinks(): FakeSinks {
    return this.disk.sinks;
  }

  /** Offers files, and answers the id. */
  async offer(files: readonly File[], ...to: readonly { readonly peerId: PeerId }[]): Promise<TransferId> {
    const before = this.outgoingOffers.length;
    const peerIds = to.map(({ peerId }) => peerId);
    await this.transfers.offer(chosen(files), peerIds);
    const offer = this.outgoingOffers[before];
    if (offer === undefined) throw new Error('the offer was not announced');
    return offer.transfer;
  }

  /** Accepts an offer once it is there, and answers when it is saved. */
  async receive(transfer: TransferId, selection: Selection = 'all'): Promise<void> {
    await this.accept(transfer, selection);
    await this.untilIncoming(transfer, 'saved');
  }

  async accept(transfer: TransferId, selection: Selection = 'all'): Promise<void> {
    await this.offered(transfer);
    await this.transfers.accept(transfer, selection);
  }

  untilHeld(transfer: TransferId, hold: Hold): Promise<void> {
    return this.until(() => {
      const state = this.incomingOf(transfer);
      return state?.status === 'held' && state.hold === hold;
    });
  }

  untilSenderHeld(transfer: TransferId, hold: Hold): Promise<void> {
    return this.until(() => {
      const state = this.outgoingOf(transfer);
      return state?.status === 'held' && state.hold === hold;
    });
  }

  async offered(transfer: TransferId): Promise<FileOffer> {
    const find = () => this.offers.find(([, offer]) => offer.transfer === transfer)?.[1];
    await this.until(() => find() !== undefined);
    return find() as FileOffer;
  }

  incomingOf(transfer: TransferId): IncomingState | undefined {
    return this.incoming.get(transfer)?.at(-1);
  }

  outgoingOf(transfer: TransferId, to?: { readonly peerId: PeerId }): RecipientState | undefined {
    return this.outgoing.get(transfer)?.findLast(([peerId]) => to === undefined || peerId === to.peerId)?.[1];
  }

  untilIncoming(transfer: TransferId, status: IncomingState['status']): Promise<void> {
    return this.until(() => this.incomingOf(transfer)?.status === status);
  }

  untilOutgoing(
    transfer: TransferId,
    status: RecipientState['status'],
    to?: { readonly peerId: PeerId },
  ): Promise<void> {
    return this.until(() => this.outgoingOf(transfer, to)?.status === status);
  }

  sinkOf(transfer: TransferId): FakeSink {
    const sink = this.sinks.sinks.get(transfer);
    if (sink === undefined) throw new Error('there is no sink for that');
    return sink;
  }

  #receive(from: PeerId, message: ControlMessage): void {
    if (!isTransferMessage(message)) throw new ProtocolError('out of place');
    this.transfers.receive(from, message);
    this.watch.notify();
  }

  #guarded(peerId: PeerId, handle: () => void): void {
    try {
      handle();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.linkTo({ peerId }).close({ type: 'broke-protocol', detail: error.message });
    }
  }

  #note(record: () => unknown): void {
    record();
    this.watch.notify();
  }
}

export const chosen = (files: readonly File[]): ChosenFiles => ({
  files: files.map((file) => ({ path: file.name, file })),
  emptyFolders: [],
});

/** Somebody who has no page, only the raw end of a link, and records what comes. */
export class RawSide {
  readonly watch = new Watch();
  readonly messages: ControlMessage[] = [];
  readonly pieces: PieceHeader[] = [];
  readonly closings: CloseReason[] = [];
  readonly peerId: PeerId;
  link: FakeLink | undefined;

  constructor(peerId: PeerId) {
    this.peerId = peerId;
  }

  get events(): LabEvents {
    const assembler = new PieceAssembler(() => undefined);
    return {
      opened: () => this.watch.notify(),
      control: (text) => {
        this.messages.push(parseControlMessage(text));
        this.watch.notify();
      },
      bulk: (message) => {
        const piece = assembler.receive(message);
        if (piece !== undefined) this.pieces.push(piece);
        this.watch.notify();
      },
      closed: (reason) => {
        this.closings.push(reason);
        this.watch.notify();
      },
    };
  }

  until(condition: () => boolean): Promise<void> {
    return this.watch.until(condition);
  }

  say(message: ControlMessage): void {
    this.link?.send(message);
  }

  /** Sends bytes on the bulk channel as they are. */
  sendBulk(bytes: Uint8Array): void {
    this.link?.injectBulk(bytes);
  }

  /** Waits for a message of that type. */
  async heard<Type extends ControlMessage['type']>(type: Type): Promise<Extract<ControlMessage, { type: Type }>> {
    const isIt = (message: ControlMessage): message is Extract<ControlMessage, { type: Type }> => message.type === type;
    await this.until(() => this.messages.some(isIt));
    return this.messages.findLast(isIt) as Extract<ControlMessage, { type: Type }>;
  }
}

/** Several people's transfers over links in memory. */
export class TransfersLab {
  readonly #network = new FakeNetwork();
  readonly #randomBytes = createFakeRandom();
  readonly #clock = createFakeClock();
  readonly #hasher: Hasher;
  #people = 0;

  private constructor(hasher: Hasher) {
    this.#hasher = hasher;
  }

  static async create(hasherOptions?: Parameters<typeof createFakeHasher>[0]): Promise<TransfersLab> {
    return new TransfersLab(await createFakeHasher(hasherOptions));
  }

  /** `disk` is what an earlier page of the same browser has left. */
  addSide(disk = new FakeDisk()): TransfersSide {
    const options = { hasher: this.#hasher, now: this.#now, randomBytes: this.#randomBytes, disk };
    return new TransfersSide(fakePeerId(++this.#people), options);
  }

  addRaw(): RawSide {
    return new RawSide(fakePeerId(++this.#people));
  }

  /** A second goes by from look to look, so that no progress comes too soon after another to be told. */
  readonly #now = () => {
    this.#clock.advance(1_000);
    return this.#clock.now();
  };

  async connect(one: TransfersSide, other: TransfersSide | RawSide): Promise<void> {
    const otherEvents = other instanceof RawSide ? other.events : other.eventsFrom(one.peerId);
    const [link, otherLink] = linkPair(this.#network.openLink, one.eventsFrom(other.peerId), otherEvents, [
      one.peerId,
      other.peerId,
    ]);
    one.addLink(link);
    if (other instanceof RawSide) other.link = otherLink;
    else other.addLink(otherLink);
    await Promise.all([one.until(() => link.isOpen), other.until(() => otherLink.isOpen)]);
  }
}
