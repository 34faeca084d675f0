import type { MapStore } from 'nanostores';
import type { PeerId, TransferId } from '../../shared/ids.ts';
import type { FileOffer } from '../../shared/peer-protocol.ts';
import { pictureIndexes } from '../transfer/pictures/picture-names.ts';
import { TransferError } from '../transfer/problems.ts';
import { hasEnded, type IncomingState, type Picture, type RecipientState } from '../transfer/transfer-state.ts';
import type { TransfersEvents } from '../transfer/transfers.ts';
import type { Recipient, TransferView } from './views.ts';

/** The cards of this page's transfers. */
export class TransferBoard {
  readonly #store: MapStore<Record<TransferId, TransferView>>;
  readonly #show: (transfer: TransferId) => void;

  /** `show` is called for each card that is new. */
  constructor(store: MapStore<Record<TransferId, TransferView>>, show: (transfer: TransferId) => void) {
    this.#store = store;
    this.#show = show;
  }

  /** What the transfers tell of themselves. */
  get events(): TransfersEvents {
    return {
      incoming: (sender, offer, state) => this.#add(offer, () => this.addIncoming(sender, offer, state)),
      incomingChanged: (transfer, state) => this.setIncoming(transfer, state),
      pictured: (transfer, picture) => this.setPicture(transfer, picture),
      acceptedUnasked: (transfer) => this.setUnasked(transfer),
      outgoing: (offer, recipients) => this.#add(offer, () => this.addOutgoing(recipients, offer)),
      recipientChanged: (transfer, to, state) => this.setRecipient(transfer, to, state),
      filesProblem: (transfer, problem) =>
        this.setFilesProblem(transfer, problem && new TransferError(problem).message, problem === 'files-not-allowed'),
    };
  }

  get views(): readonly TransferView[] {
    return Object.values(this.#store.get());
  }

  has(transfer: TransferId): boolean {
    return this.#store.get()[transfer] !== undefined;
  }

  addIncoming(sender: Pick<Recipient, 'peerId' | 'name'>, offer: FileOffer, state: IncomingState): void {
    this.#store.setKey(offer.transfer, {
      ...summaryOf(offer),
      direction: 'incoming',
      sender: sender.name,
      senderId: sender.peerId,
      state,
    });
  }

  addOutgoing(recipients: readonly Pick<Recipient, 'peerId' | 'name'>[], offer: FileOffer): void {
    const waiting = recipients.map((recipient) => ({ ...recipient, state: { status: 'waiting' } as const }));
    this.#store.setKey(offer.transfer, { ...summaryOf(offer), direction: 'outgoing', recipients: waiting });
  }

  setIncoming(transfer: TransferId, state: IncomingState): void {
    const view = this.#store.get()[transfer];
    if (view?.direction !== 'incoming') return;
    const { pictures, ...rest } = view;
    // Pictures of what was not wanted are not kept: others could fill the memory with them.
    const isKept = pictures !== undefined && (!hasEnded(state) || state.status === 'saved');
    this.#store.setKey(transfer, { ...(isKept ? view : rest), state });
  }

  /** There is more to show of a picture. */
  setPicture(transfer: TransferId, picture: Picture): void {
    const view = this.#store.get()[transfer];
    if (view?.pictures === undefined) return;
    const pictures = view.pictures.map((known) => (known.index === picture.index ? { ...known, ...picture } : known));
    this.#store.setKey(transfer, { ...view, pictures });
  }

  /** It was accepted without asking the person. */
  setUnasked(transfer: TransferId): void {
    const view = this.#store.get()[transfer];
    if (view?.direction === 'incoming') this.#store.setKey(transfer, { ...view, isUnasked: true });
  }

  setRecipient(transfer: TransferId, to: PeerId, state: RecipientState): void {
    const view = this.#store.get()[transfer];
    if (view?.direction !== 'outgoing') return;
    const recipients = view.recipients.map((recipient) =>
      recipient.peerId === to ? { ...recipient, state } : recipient,
    );
    this.#store.setKey(transfer, { ...view, recipients });
  }

  /** Why an own offer's files are not there, and whether they need only be allowed; undefined when they are. */
  setFilesProblem(transfer: TransferId, problem: string | undefined, areAtHand = false): void {
    const view = this.#store.get()[transfer];
    if (view?.direction !== 'outgoing') return;
    const { filesProblem: _problem, filesAtHand: _atHand, ...rest } = view;
    this.#store.setKey(
      transfer,
      problem === undefined ? rest : { ...rest, filesProblem: problem, ...(areAtHand ? { filesAtHand: true } : {}) },
    );
  }

  /** Takes away what has ended. */
  clearEnded(): void {
    this.#store.set(Object.fromEntries(this.views.filter(isOpen).map((view) => [view.id, view])));
  }

  #add({ transfer }: FileOffer, add: () => void): void {
    const isNew = !this.has(transfer);
    add();
    if (isNew) this.#show(transfer);
  }
}

const isOpen = (view: TransferView): boolean =>
  view.direction === 'incoming' ? !hasEnded(view.state) : view.recipients.some(({ state }) => !hasEnded(state));

function summaryOf({ transfer, fileCount, folderCount, totalBytes, names }: FileOffer) {
  const pictures = pictureIndexes(names).map((index) => ({ index }));
  const summary = { id: transfer, fileCount, folderCount, totalBytes, names };
  return pictures.length === 0 ? summary : { ...summary, pictures };
}
