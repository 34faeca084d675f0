import { expect } from 'vitest';
import type { Hold, IncomingState, RecipientState } from '../../client/transfer/transfer-state.ts';
import type { TransferId } from '../../shared/ids.ts';
import { PIECE_BYTES } from '../../shared/limits.ts';
import { fakeFile } from './fake-files.ts';
import { TransfersLab, type TransfersSide } from './transfers-lab.ts';
import { settle } from './watch.ts';

/** Ann offers files, Ben gets them; they are linked. */
export class AnnAndBen {
  readonly lab: TransfersLab;
  readonly ann: TransfersSide;
  readonly ben: TransfersSide;

  private constructor(lab: TransfersLab) {
    this.lab = lab;
    [this.ann, this.ben] = [lab.addSide(), lab.addSide()];
  }

  static async create(): Promise<AnnAndBen> {
    const pair = new AnnAndBen(await TransfersLab.create());
    await pair.lab.connect(pair.ann, pair.ben);
    return pair;
  }

  async offer(...files: readonly File[]): Promise<TransferId> {
    const transfer = await this.ann.offer(files.length > 0 ? files : [fakeFile('a', 3 * PIECE_BYTES)], this.ben);
    await this.ben.offered(transfer);
    return transfer;
  }

  /** Both sides agree that it has ended; nothing was saved, nothing is kept, the link stands, and all stays as it is. */
  async expectEnded(transfer: TransferId, incoming: IncomingState, outgoing: RecipientState) {
    await Promise.all([
      this.ben.untilIncoming(transfer, incoming.status),
      this.ann.untilOutgoing(transfer, outgoing.status),
    ]);
    this.ann.linkTo(this.ben).flow();
    await settle();
    expect(this.ben.incomingOf(transfer)).toEqual(incoming);
    expect(this.ann.outgoingOf(transfer)).toEqual(outgoing);
    expect(this.ben.downloads).toEqual([]);
    for (const sink of this.ben.sinks.sinks.values()) expect(sink.status).toBe('aborted');
    expect(this.ben.sinks.keptBytes(transfer)).toBe(0);
    expect([await this.ben.disk.journal.list(), await this.ann.disk.outbox.list()]).toEqual([[], []]);
    expect([this.ann.closings.size, this.ben.closings.size]).toEqual([0, 0]);
  }

  /** Both sides wait for the same, and the link stands. */
  async expectHeld(transfer: TransferId, hold: Hold): Promise<void> {
    await Promise.all([this.ben.untilHeld(transfer, hold), this.ann.untilSenderHeld(transfer, hold)]);
    await settle();
    expect(this.ben.incomingOf(transfer)).toMatchObject({ status: 'held', hold });
    expect(this.ann.outgoingOf(transfer)).toMatchObject({ status: 'held', hold });
    expect(this.ben.downloads).toEqual([]);
  }

  async expectSaved(transfer: TransferId): Promise<void> {
    await Promise.all([this.ben.untilIncoming(transfer, 'saved'), this.ann.untilOutgoing(transfer, 'saved')]);
    expect(this.ben.downloads).toHaveLength(1);
  }

  async expectNextTransferWorks() {
    [this.ben.sinks.picker, this.ben.sinks.prepare] = ['opens', () => undefined];
    this.ben.leases.claim = () => Promise.resolve(true);
    const transfer = await this.offer(fakeFile('next', 10));
    await this.ben.receive(transfer);
    await this.ann.untilOutgoing(transfer, 'saved');
  }
}
