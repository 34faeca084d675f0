import type { MapStore } from 'nanostores';
import type { PeerId, TransferId } from '../../shared/ids.ts';
import type { FileOffer } from '../../shared/peer-protocol.ts';
import { hasEnded, type IncomingState, type RecipientState } from '../transfer/transfer-state.ts';
import type { Recipient, TransferView } from './views.ts';

/** The cards of this page's transfers. */
export class TransferBoard {
  readonly #store: MapStore<Record<TransferId, TransferView>>;

  constructor(store: MapStore<Record<TransferId, TransferView>>) {
    this.#store = store;
  }

  get views(): readonly TransferView[] {
    return Object.values(this.#store.get());
  }

  has(transfer: TransferId): boolean {
    return this.#store.get()[transfer] !== undefined;
  }

  addIncoming(sender: string, offer: FileOffer, state: IncomingState): void {
    this.#store.setKey(offer.transfer, { ...summaryOf(offer), direction: 'incoming', sender, state });
  }

  addOutgoing(recipients: readonly Pick<Recipient, 'peerId' | 'name'>[], offer: FileOffer): void {
    const waiting = recipients.map((recipient) => ({ ...recipient, state: { status: 'waiting' } as const }));
    this.#store.setKey(offer.transfer, { ...summaryOf(offer), direction: 'outgoing', recipients: waiting });
  }

  setIncoming(transfer: TransferId, state: IncomingState): void {
    const view = this.#store.get()[transfer];
    if (view?.direction === 'incoming') this.#store.setKey(transfer, { ...view, state });
  }

  setRecipient(transfer: TransferId, to: PeerId, state: RecipientState): void {
    const view = this.#store.get()[transfer];
    if (view?.direction !== 'outgoing') return;
    const recipients = view.recipients.map((recipient) =>
      recipient.peerId === to ? { ...recipient, state } : recipient,
    );
    this.#store.setKey(transfer, { ...view, recipients });
  }

  /** Why an own offer's files must be chosen again; undefined when they are there. */
  setFilesProblem(transfer: TransferId, problem: string | undefined): void {
    const view = this.#store.get()[transfer];
    if (view?.direction !== 'outgoing') return;
    const { filesProblem: _before, ...rest } = view;
    this.#store.setKey(transfer, problem === undefined ? rest : { ...rest, filesProblem: problem });
  }

  /** Takes away what has ended. */
  clearEnded(): void {
    this.#store.set(Object.fromEntries(this.views.filter(isOpen).map((view) => [view.id, view])));
  }
}

const isOpen = (view: TransferView): boolean =>
  view.direction === 'incoming' ? !hasEnded(view.state) : view.recipients.some(({ state }) => !hasEnded(state));

const summaryOf = ({ transfer, fileCount, folderCount, totalBytes, names }: FileOffer) => ({
  id: transfer,
  fileCount,
  folderCount,
  totalBytes,
  names,
});
