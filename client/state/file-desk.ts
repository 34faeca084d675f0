import type { TransferId } from '../../shared/ids.ts';
import type { Transfers } from '../transfer/transfers.ts';
import { EarlyLinks, type TransferLinks } from './early-links.ts';
import type { TransferBoard } from './transfer-board.ts';

/** What sends and receives files, and the cards of what it does. */
export interface OpenedTransfers {
  readonly transfers: Transfers;
  readonly board: TransferBoard;
}

/** Loads and builds them. `show` is called for each card that is new. */
export type OpenTransfers = (show: (transfer: TransferId) => void) => Promise<OpenedTransfers>;

/** All transfers of this page, in and out of rooms: what they are made of is loaded when it is needed. */
export class FileDesk {
  readonly #openTransfers: OpenTransfers;
  readonly #early = new EarlyLinks(() => this.transfers());
  #links: TransferLinks = this.#early;
  #transfers: Promise<Transfers> | undefined;
  /** Until it is there, there are no cards. */
  #board: TransferBoard | undefined;
  #show: (transfer: TransferId) => void = () => undefined;

  constructor(openTransfers: OpenTransfers) {
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
    for (const { id } of this.#board?.views ?? []) show(id);
  }

  leaveRoom(): void {
    this.#show = () => undefined;
    this.#board?.clearEnded();
  }

  async #open(): Promise<Transfers> {
    try {
      const { transfers, board } = await this.#openTransfers((transfer) => this.#show(transfer));
      this.#board = board;
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
}
