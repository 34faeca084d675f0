import type { PeerId } from '../../shared/ids.ts';
import { EARLY_TRANSFER_MESSAGES_MAX } from '../../shared/limits.ts';
import { ProtocolError } from '../../shared/peer-protocol.ts';
import type { Link } from '../net/link.ts';
import type { ChosenFiles } from '../transfer/files/chosen-files.ts';
import type { TransferMessage } from '../transfer/transfer-message.ts';
import type { Transfers } from '../transfer/transfers.ts';

/** What links tell the transfers of, and what is sent over them. */
export type TransferLinks = Pick<Transfers, 'linked' | 'unlinked' | 'receive' | 'receiveBulk' | 'offer'>;

interface EarlyLink {
  readonly link: Link;
  readonly self: PeerId;
  readonly name: string;
  readonly messages: TransferMessage[];
}

/** Stands in for the transfers while they are being loaded: what links tell meanwhile waits. */
export class EarlyLinks implements TransferLinks {
  readonly #links = new Map<PeerId, EarlyLink>();
  readonly #load: () => Promise<TransferLinks>;

  /** `load` is called whenever the transfers are needed. */
  constructor(load: () => Promise<TransferLinks>) {
    this.#load = load;
  }

  linked(link: Link, self: PeerId, name: string): void {
    this.#links.set(link.peerId, { link, self, name, messages: [] });
    void this.#load();
  }

  unlinked(peerId: PeerId): void {
    this.#links.delete(peerId);
  }

  /** Throws {@link ProtocolError} when more comes than honest browsers say at first. */
  receive(from: PeerId, message: TransferMessage): void {
    const messages = this.#links.get(from)?.messages;
    if (messages === undefined) throw new ProtocolError('it is not linked');
    if (messages.length >= EARLY_TRANSFER_MESSAGES_MAX) throw new ProtocolError('it says too much of files at once');
    messages.push(message);
  }

  /** Throws {@link ProtocolError}: nothing was asked for yet. */
  receiveBulk(): void {
    throw new ProtocolError('it sent pieces that nobody asked for');
  }

  async offer(chosen: ChosenFiles, to: readonly PeerId[]): Promise<void> {
    await (await this.#load()).offer(chosen, to);
  }

  /** Tells the transfers all of it. What breaks the protocol costs its sender the link, as ever. */
  passTo(transfers: TransferLinks): void {
    const all = [...this.#links.values()];
    this.#links.clear();
    for (const { link, self, name } of all) transfers.linked(link, self, name);
    for (const { link, messages } of all) {
      try {
        for (const message of messages) transfers.receive(link.peerId, message);
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        link.close({ type: 'broke-protocol', detail: error.message });
      }
    }
  }
}
