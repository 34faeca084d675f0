import { beforeEach, describe, expect, test } from 'vitest';
import { EarlyLinks, type TransferLinks } from '../../../client/state/early-links.ts';
import type { TransferMessage } from '../../../client/transfer/transfer-message.ts';
import { EARLY_TRANSFER_MESSAGES_MAX } from '../../../shared/limits.ts';
import { ProtocolError } from '../../../shared/peer-protocol.ts';
import { chosen, fakeFile } from '../../support/fake-files.ts';
import { fakePeerId, fakeTransferId } from '../../support/fake-ids.ts';
import { createRecordingLink } from '../../support/recording-link.ts';
import { linked, SessionLab, type SessionPerson } from '../../support/session-lab.ts';

const self = fakePeerId(0);
const asks = (transfer: number): TransferMessage => ({ type: 'files-missing', transfer: fakeTransferId(transfer) });

/** Transfers that write down what they are told. */
class FakeTransfers implements TransferLinks {
  readonly told: string[] = [];
  linked = (_link: unknown, _self: unknown, name: string) => void this.told.push(`${name} is linked`);
  unlinked = () => void this.told.push('unlinked');
  receive = (_from: unknown, { type }: TransferMessage) => {
    if (type === 'transfer-done') throw new ProtocolError('nothing was sent');
    this.told.push(type);
  };
  receiveBulk = () => void this.told.push('bulk');
  offer = (_chosen: unknown, to: readonly unknown[]) => Promise.resolve(void this.told.push(`offer to ${to.length}`));
}

describe('while the transfers are being loaded', () => {
  let loads: number;
  let transfers: FakeTransfers;
  let early: EarlyLinks;
  let ann: ReturnType<typeof createRecordingLink>;
  let ben: ReturnType<typeof createRecordingLink>;

  beforeEach(() => {
    loads = 0;
    transfers = new FakeTransfers();
    early = new EarlyLinks(() => {
      loads += 1;
      return Promise.resolve(transfers);
    });
    [ann, ben] = [createRecordingLink(fakePeerId(1)), createRecordingLink(fakePeerId(2))];
    early.linked(ann, self, 'Ann');
    early.linked(ben, self, 'Ben');
  });

  test('links wait with what they bring, and have it loaded', () => {
    early.receive(ann.peerId, asks(1));
    early.receive(ben.peerId, asks(2));
    expect(loads).toBe(2);
    early.passTo(transfers);
    expect(transfers.told).toEqual(['Ann is linked', 'Ben is linked', 'files-missing', 'files-missing']);
  });

  test('a link that is lost meanwhile was none', () => {
    early.receive(ann.peerId, asks(1));
    early.unlinked(ann.peerId);
    early.passTo(transfers);
    expect(transfers.told).toEqual(['Ben is linked']);
  });

  test('an offer waits, too', async () => {
    await early.offer(chosen(fakeFile('a.txt', 1)), [ann.peerId, ben.peerId]);
    expect(transfers.told).toEqual(['offer to 2']);
  });

  test('what nobody asked for breaks the protocol at once', () => {
    expect(() => early.receiveBulk()).toThrow(ProtocolError);
    expect(() => early.receive(fakePeerId(3), asks(1))).toThrow(ProtocolError);
  });

  test('nobody fills the memory meanwhile', () => {
    for (let count = 0; count < EARLY_TRANSFER_MESSAGES_MAX; count++) early.receive(ann.peerId, asks(1));
    expect(() => early.receive(ann.peerId, asks(1))).toThrow(ProtocolError);
    early.receive(ben.peerId, asks(1));
  });

  test('what turns out to break the protocol costs its sender the link, and nobody else', () => {
    early.receive(ann.peerId, { type: 'transfer-done', transfer: fakeTransferId(1) });
    early.receive(ben.peerId, asks(2));
    early.passTo(transfers);
    expect(ann.closings).toEqual([{ type: 'broke-protocol', detail: 'nothing was sent' }]);
    expect(ben.closings).toEqual([]);
    expect(transfers.told).toContain('files-missing');
  });
});

describe('files that are offered to a page which has no transfers yet', () => {
  test('arrive when it has', async () => {
    const lab = await SessionLab.create();
    const [ann, ben] = (await lab.gather('Ann', 'Ben')) as [SessionPerson, SessionPerson];
    let load: (() => void) | undefined;
    lab.transfersLoaded = new Promise((resolve) => {
      load = resolve;
    });
    const cleo = lab.add('Cleo');
    await cleo.do({ type: 'join-room', code: ann.code });
    await linked(ann, ben, cleo);
    await ann.do({ type: 'offer-files', files: chosen(fakeFile('a.txt', 10)), to: 'everyone' });
    await ben.until(() => ben.cards.length === 1);
    expect(cleo.cards).toEqual([]);
    load?.();
    await cleo.until(() => cleo.cards.length === 1);
  });
});
