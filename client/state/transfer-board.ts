import type { MapStore } from 'nanostores';
import type { PeerId, TransferId } from '../../shared/ids.ts';
import type { FileOffer } from '../../shared/peer-protocol.ts';
import type { Destination, IncomingState, RecipientState } from '../transfer/transfer-state.ts';
import type { Recipient, TransferView } from './views.ts';

/** The cards of one room's transfers. */
export class TransferBoard {
  readonly #store: MapStore<Record<TransferId, TransferView>>;

  constructor(store: MapStore<Record<TransferId, TransferView>>) {
    this.#store = store;
    store.set({});
  }

  addIncoming(sender: string, offer: FileOffer, destination: Destination): void {
    const state = { status: 'offered', destination } as const;
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
}

const summaryOf = ({ transfer, fileCount, totalBytes, names }: FileOffer) => ({
  id: transfer,
  fileCount,
  totalBytes,
  names,
});
