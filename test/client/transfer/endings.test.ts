import { beforeEach, describe, expect, test } from 'vitest';
import { storageError, TransferError } from '../../../client/transfer/problems.ts';
import type { IncomingState, RecipientState } from '../../../client/transfer/transfer-state.ts';
import type { TransferId } from '../../../shared/ids.ts';
import { PIECE_BYTES } from '../../../shared/limits.ts';
import { fakeFile, unreadableFile } from '../../support/fake-files.ts';
import { TransfersLab, type TransfersSide } from '../../support/transfers-lab.ts';
import { settle } from '../../support/watch.ts';

let lab: TransfersLab;
let ann: TransfersSide;
let ben: TransfersSide;

beforeEach(async () => {
  lab = await TransfersLab.create();
  [ann, ben] = [lab.addSide(), lab.addSide()];
  await lab.connect(ann, ben);
});

async function offer(...files: readonly File[]): Promise<TransferId> {
  const transfer = await ann.offer(files.length > 0 ? files : [fakeFile('a', 3 * PIECE_BYTES)], ben);
  await ben.offered(transfer);
  return transfer;
}

/** How far a transfer has come, and how to bring it there: each leaves it standing still. */
const stages: readonly (readonly [stage: string, reach: () => Promise<TransferId>])[] = [
  ['it is offered', () => offer()],
  [
    'the person is asked where to save',
    async () => {
      const transfer = await offer();
      ben.sinks.picker = () =>
        ben.until(() => ben.incomingOf(transfer)?.status === 'cancelled' || ben.closings.size > 0);
      void ben.transfers.accept(transfer);
      return transfer;
    },
  ],
  [
    'its manifest is fetched',
    async () => {
      const transfer = await offer();
      ann.linkTo(ben).stall();
      void ben.transfers.accept(transfer);
      await ben.untilIncoming(transfer, 'preparing');
      await settle();
      return transfer;
    },
  ],
  [
    'its files come',
    async () => {
      ben.sinks.prepare = (sink) => sink.hold();
      const transfer = await offer();
      void ben.transfers.accept(transfer);
      await ben.untilIncoming(transfer, 'receiving');
      await settle();
      return transfer;
    },
  ],
  [
    'it is being saved',
    async () => {
      // What is saved at the very end is saved although it was cancelled meanwhile, as by a slow disk.
      ben.sinks.prepare = (sink) => {
        sink.finish = async () => {
          await sink.watch.until(() => sink.status === 'aborted');
          return new Blob();
        };
      };
      const transfer = await offer();
      void ben.transfers.accept(transfer);
      await ben.untilIncoming(transfer, 'saving');
      return transfer;
    },
  ],
];

/** Both sides agree that it has ended; nothing was saved, nothing is kept, the link stands, and all stays as it is. */
async function expectEnded(transfer: TransferId, incoming: IncomingState, outgoing: RecipientState, open = true) {
  await Promise.all([ben.untilIncoming(transfer, incoming.status), ann.untilOutgoing(transfer, outgoing.status)]);
  if (open) ann.linkTo(ben).flow();
  await settle();
  expect(ben.incomingOf(transfer)).toEqual(incoming);
  expect(ann.outgoingOf(transfer)).toEqual(outgoing);
  expect(ben.downloads).toEqual([]);
  for (const sink of ben.sinks.sinks.values()) expect([sink.status, sink.keptBytes]).toEqual(['aborted', 0]);
  if (open) expect([ann.closings.size, ben.closings.size]).toEqual([0, 0]);
}

async function expectNextTransferWorks() {
  [ben.sinks.picker, ben.sinks.prepare] = ['opens', () => undefined];
  const transfer = await offer(fakeFile('next', 10));
  await ben.transfers.accept(transfer);
  await ann.untilOutgoing(transfer, 'saved');
}

const problem = (sentence: string) => ({ status: 'failed' as const, problem: expect.stringContaining(sentence) });

describe('a transfer that is cancelled', () => {
  describe.each(stages)('while %s', (_stage, reach) => {
    test('by its recipient ends on both sides', async () => {
      const transfer = await reach();
      await ben.transfers.cancel(transfer);
      await expectEnded(transfer, { status: 'cancelled', by: 'you' }, { status: 'cancelled', by: 'recipient' });
      await expectNextTransferWorks();
    });

    test('by its sender ends on both sides', async () => {
      const transfer = await reach();
      await ann.transfers.cancel(transfer);
      await expectEnded(transfer, { status: 'cancelled', by: 'sender' }, { status: 'cancelled', by: 'you' });
      await expectNextTransferWorks();
    });

    test('by both at once ends on both sides, and is no fault of either', async () => {
      const transfer = await reach();
      await Promise.all([ann.transfers.cancel(transfer), ben.transfers.cancel(transfer)]);
      await expectEnded(transfer, { status: 'cancelled', by: 'you' }, { status: 'cancelled', by: 'you' });
    });

    test('because its link is lost fails on both sides', async () => {
      const transfer = await reach();
      ann.linkTo(ben).breakDown();
      await expectEnded(transfer, problem('connection'), problem('connection'), false);
    });

    test('because its recipient leaves ends at its sender', async () => {
      const transfer = await reach();
      ann.linkTo(ben).close({ type: 'left' });
      await ann.untilOutgoing(transfer, 'cancelled');
      expect(ann.outgoingOf(transfer)).toEqual({ status: 'cancelled', by: 'recipient' });
    });

    test('because its sender leaves ends at its recipient', async () => {
      const transfer = await reach();
      ben.linkTo(ann).close({ type: 'left' });
      await ben.untilIncoming(transfer, 'cancelled');
      expect(ben.incomingOf(transfer)).toEqual({ status: 'cancelled', by: 'sender' });
    });
  });

  test('for everybody by its sender is cancelled for each of them', async () => {
    const cleo = lab.addSide();
    await lab.connect(ann, cleo);
    const transfer = await ann.offer([fakeFile('a', 10)], ben, cleo);
    await Promise.all([ben.offered(transfer), cleo.offered(transfer)]);
    await ann.transfers.cancel(transfer);
    for (const side of [ben, cleo]) await side.untilIncoming(transfer, 'cancelled');
  });

  test('by one recipient goes on for the other', async () => {
    const cleo = lab.addSide();
    await lab.connect(ann, cleo);
    const transfer = await ann.offer([fakeFile('a', 10)], ben, cleo);
    await Promise.all([ben.offered(transfer), cleo.offered(transfer)]);
    await ben.transfers.cancel(transfer);
    await cleo.transfers.accept(transfer);
    await ann.untilOutgoing(transfer, 'saved', cleo);
    expect(ann.outgoingOf(transfer, ben)).toEqual({ status: 'cancelled', by: 'recipient' });
  });

  test('after it has ended stays as it was', async () => {
    const transfer = await offer(fakeFile('a', 10));
    await ben.transfers.accept(transfer);
    await ann.untilOutgoing(transfer, 'saved');
    await ben.transfers.cancel(transfer);
    await ann.transfers.cancel(transfer);
    await settle();
    expect([ben.incomingOf(transfer)?.status, ann.outgoingOf(transfer)?.status]).toEqual(['saved', 'saved']);
    const last = ben.linkTo(ann).sent.at(-1);
    expect(last).toEqual({ type: 'transfer-done', transfer });
    expect(ann.linkTo(ben).sent.map(({ type }) => type)).toEqual(['file-offer']);
  });
});

describe('an offer', () => {
  test('that is declined ends on both sides', async () => {
    const transfer = await offer();
    ben.transfers.decline(transfer);
    await expectEnded(transfer, { status: 'declined' }, { status: 'declined' });
  });

  test('is declined once, and not accepted afterwards', async () => {
    const transfer = await offer();
    ben.transfers.decline(transfer);
    ben.transfers.decline(transfer);
    await ben.transfers.accept(transfer);
    await settle();
    expect(ben.linkTo(ann).sent).toEqual([{ type: 'offer-declined', transfer }]);
    expect(ben.incomingOf(transfer)).toEqual({ status: 'declined' });
  });

  test('cannot be declined once it was accepted', async () => {
    const transfer = await offer(fakeFile('a', 10));
    await ben.transfers.accept(transfer);
    ben.transfers.decline(transfer);
    await ann.untilOutgoing(transfer, 'saved');
  });

  test('that is accepted twice is fetched once', async () => {
    const transfer = await offer(fakeFile('a', 10));
    await Promise.all([ben.transfers.accept(transfer), ben.transfers.accept(transfer)]);
    await ben.transfers.accept(transfer);
    expect(ben.downloads).toHaveLength(1);
    expect(ben.linkTo(ann).sent.filter(({ type }) => type === 'transfer-done')).toHaveLength(1);
  });

  test('stays open when the person closes the picker, and can be accepted then', async () => {
    const transfer = await offer(fakeFile('a', 10));
    ben.sinks.picker = 'is dismissed';
    await ben.transfers.accept(transfer);
    expect(ben.incomingOf(transfer)).toBeUndefined();
    expect(ben.linkTo(ann).sent).toEqual([]);
    ben.sinks.picker = 'opens';
    await ben.transfers.accept(transfer);
    await ann.untilOutgoing(transfer, 'saved');
  });

  test('that was never made cannot be accepted, declined or cancelled', async () => {
    const unknown = 'f'.repeat(32) as TransferId;
    await ben.transfers.accept(unknown);
    ben.transfers.decline(unknown);
    await ben.transfers.cancel(unknown);
    await settle();
    expect(ben.linkTo(ann).sent).toEqual([]);
  });
});

describe('storage that fails', () => {
  const failures = [
    ['because it is full', storageError(new DOMException('full', 'QuotaExceededError')), 'no space left'],
    ['for another reason', storageError(new Error('broken')), 'could not store'],
    ['in an unforeseen way', new TypeError('a bug'), 'could not store'],
  ] as const;

  test.each(failures)('%s while files come ends the transfer on both sides', async (_why, failure, sentence) => {
    ben.sinks.prepare = (sink) => sink.failWith(failure);
    const transfer = await offer();
    await ben.transfers.accept(transfer);
    await expectEnded(transfer, problem(sentence), problem('Their browser could not store it'));
    await expectNextTransferWorks();
  });

  test.each(failures)('%s at the very end ends the transfer on both sides', async (_why, failure, sentence) => {
    ben.sinks.prepare = (sink) => {
      sink.finish = () => Promise.reject(failure);
    };
    const transfer = await offer();
    await ben.transfers.accept(transfer);
    await expectEnded(transfer, problem(sentence), problem('Their browser could not store it'));
  });

  test.each(failures)('%s when it is opened ends the transfer on both sides', async (_why, failure, sentence) => {
    ben.sinks.picker = () => Promise.reject(failure);
    const transfer = await offer();
    await ben.transfers.accept(transfer);
    await expectEnded(transfer, problem(sentence), problem('Their browser could not store it'));
  });
});

describe('a file that cannot be read any more', () => {
  test('ends the transfer on both sides, each with a sentence for its person', async () => {
    const transfer = await offer(fakeFile('fine', 2 * PIECE_BYTES), unreadableFile('gone', PIECE_BYTES));
    await ben.transfers.accept(transfer);
    await expectEnded(
      transfer,
      problem('The sender could no longer read a file'),
      problem('A file on this device was changed, moved or deleted'),
    );
    await expectNextTransferWorks();
  });
});

describe('problems', () => {
  test('each have a sentence of their own that says what to do', () => {
    const all = [
      'file-unreadable',
      'no-space',
      'storage-failed',
      'link-lost',
      'sender-file-unreadable',
      'recipient-storage-failed',
    ] as const;
    const sentences = all.map((each) => new TransferError(each).message);
    expect(new Set(sentences).size).toBe(all.length);
    for (const sentence of sentences) expect(sentence).toMatch(/\. .+\.$/);
  });

  test('of storage tell a full disk from other trouble, and keep the cause', () => {
    const full = new DOMException('full', 'QuotaExceededError');
    expect(storageError(full)).toMatchObject({ problem: 'no-space', cause: full });
    expect(storageError(new DOMException('no', 'NotAllowedError'))).toMatchObject({ problem: 'storage-failed' });
    expect(storageError('nonsense')).toMatchObject({ problem: 'storage-failed', cause: 'nonsense' });
  });
});
