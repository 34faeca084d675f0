import type { TransferId } from '../../shared/ids.ts';
import type { FileOffer } from '../../shared/peer-protocol.ts';
import { TransferError } from '../transfer/problems.ts';
import type { Transfers, TransfersEvents } from '../transfer/transfers.ts';
import { EarlyLinks, type TransferLinks } from './early-links.ts';
import type { Stores } from './stores.ts';
import { TransferBoard } from './transfer-board.ts';

/** Loads and builds what sends and receives files. */
export type OpenTransfers = (events: TransfersEvents) => Promise<Transfers>;

/** All transfers of this page, in and out of rooms, and their cards. */
export class FileDesk {
  readonly #openTransfers: OpenTransfers;
  readonly #board: TransferBoard;
  readonly #early = new EarlyLinks(() => this.transfers());
  #links: TransferLinks = this.#early;
  #transfers: Promise<Transfers> | undefined;
  #show: (transfer: TransferId) => void = () => undefined;

  constructor(stores: Stores, openTransfers: OpenTransfers) {
    this.#board = new TransferBoard(stores.transfers);
    this.#openTransfers = openTransfers;
  }

  /** Who must be told of links and of what comes over them, and offers files over them. */
  get links(): TransferLinks {
    return this.#links;
  }

  /** The transfers, with those that an earlier page has not finished. Whoever needs them first has them loaded. */
  transfers(): Promise<Transfers> {
    this.#transfers ??= this.#open();
    return this.#transfers;
  }

  /** Makes durable what came, when anything did. */
  async close(): Promise<void> {
    await (await this.#transfers)?.close();
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

  async #open(): Promise<Transfers> {
    try {
      const transfers = await this.#openTransfers(this.#events());
      await transfers.restore();
      this.#early.passTo(transfers);
      this.#links = transfers;
      return transfers;
    } catch (error) {
      // The next one to need them tries again.
      this.#transfers = undefined;
      throw error;
    }
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
