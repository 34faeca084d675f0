import type { TransferId } from '../../shared/ids.ts';
import type { FileOffer } from '../../shared/peer-protocol.ts';
import { TransferError } from '../transfer/problems.ts';
import { Transfers, type TransfersEvents, type TransfersOptions } from '../transfer/transfers.ts';
import { acceptsUnasked } from './accepts-unasked.ts';
import type { Stores } from './stores.ts';
import { TransferBoard } from './transfer-board.ts';

export type FileDeskOptions = Omit<TransfersOptions, 'preferences' | 'acceptsUnasked' | 'now'>;

/** All transfers of this page, in and out of rooms, and their cards. */
export class FileDesk {
  readonly transfers: Transfers;
  readonly #board: TransferBoard;
  #show: (transfer: TransferId) => void = () => undefined;

  constructor(stores: Stores, options: FileDeskOptions) {
    this.#board = new TransferBoard(stores.transfers);
    this.transfers = new Transfers(
      {
        ...options,
        preferences: () => stores.settings.get(),
        acceptsUnasked: (sender) => acceptsUnasked(stores, sender),
        now: () => performance.now(),
      },
      this.#events(),
    );
  }

  /** A room is entered: its conversation shows what is open, and what comes. */
  enterRoom(show: (transfer: TransferId) => void): void {
    this.#show = show;
    for (const { id } of this.#board.views) show(id);
  }

  leaveRoom(): void {
    this.#show = () => undefined;
    this.#board.clearEnded();
  }

  #events(): TransfersEvents {
    const board = this.#board;
    return {
      incoming: (sender, offer, state) => this.#add(offer, () => board.addIncoming(sender, offer, state)),
      incomingChanged: (transfer, state) => board.setIncoming(transfer, state),
      pictured: (transfer, picture) => board.setPicture(transfer, picture),
      acceptedUnasked: (transfer) => board.setUnasked(transfer),
      outgoing: (offer, recipients) => this.#add(offer, () => board.addOutgoing(recipients, offer)),
      recipientChanged: (transfer, to, state) => board.setRecipient(transfer, to, state),
      filesProblem: (transfer, problem) =>
        board.setFilesProblem(transfer, problem && new TransferError(problem).message, problem === 'files-not-allowed'),
    };
  }

  #add({ transfer }: FileOffer, add: () => void): void {
    const isNew = !this.#board.has(transfer);
    add();
    if (isNew) this.#show(transfer);
  }
}
