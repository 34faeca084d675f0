import { beforeEach, describe, expect, test } from 'vitest';
import type { TransferId } from '../../../shared/ids.ts';
import { AnnAndBen } from '../../support/ann-and-ben.ts';
import { fakeFile } from '../../support/fake-files.ts';
import type { TransfersLab, TransfersSide } from '../../support/transfers-lab.ts';
import { settle } from '../../support/watch.ts';

let pair: AnnAndBen;
let lab: TransfersLab;
let ann: TransfersSide;
let ben: TransfersSide;

beforeEach(async () => {
  pair = await AnnAndBen.create();
  ({ lab, ann, ben } = pair);
});

type Stage = readonly [stage: string, reach: () => Promise<TransferId>];

/** How far an offer has come that nobody has answered yet. */
const unansweredStages: readonly Stage[] = [
  ['it is offered', () => pair.offer()],
  [
    'the person is asked where to save',
    async () => {
      const transfer = await pair.offer();
      ben.sinks.picker = () => ben.until(() => ben.incomingOf(transfer)?.status !== 'offered');
      void ben.accept(transfer);
      return transfer;
    },
  ],
];

/** How far an accepted transfer has come, and how to bring it there: each leaves it standing still. */
const begunStages: readonly Stage[] = [
  [
    'its manifest is fetched',
    async () => {
      const transfer = await pair.offer();
      ann.linkTo(ben).stall();
      void ben.accept(transfer);
      await ben.untilIncoming(transfer, 'preparing');
      await settle();
      return transfer;
    },
  ],
  [
    'its files come',
    async () => {
      ben.sinks.prepare = (sink) => sink.hold();
      const transfer = await pair.offer();
      void ben.accept(transfer);
      await ben.untilIncoming(transfer, 'receiving');
      await settle();
      return transfer;
    },
  ],
];

const claimingStage: Stage = [
  'the other tabs are asked whether they have it',
  async () => {
    const transfer = await pair.offer();
    ben.leases.claim = async () => {
      await ben.until(() => !['offered', 'preparing'].includes(ben.incomingOf(transfer)?.status ?? ''));
      return true;
    };
    void ben.accept(transfer);
    await ben.untilIncoming(transfer, 'preparing');
    return transfer;
  },
];

const savingStage: Stage = [
  'it is being saved',
  async () => {
    // What is saved at the very end is saved although it was cancelled meanwhile, as by a slow disk.
    ben.sinks.prepare = (sink) => {
      sink.finish = async () => {
        await sink.watch.until(() => sink.status === 'aborted');
        return new Blob();
      };
    };
    const transfer = await pair.offer();
    void ben.accept(transfer);
    await ben.untilIncoming(transfer, 'saving');
    return transfer;
  },
];

const problem = (sentence: string) => ({ status: 'failed' as const, problem: expect.stringContaining(sentence) });

describe('an offer that is not answered', () => {
  describe.each(unansweredStages)('while %s', (_stage, reach) => {
    test('ends on both sides when it is declined', async () => {
      const transfer = await reach();
      ben.transfers.decline(transfer);
      await pair.expectEnded(transfer, { status: 'declined' }, { status: 'declined' });
      await pair.expectNextTransferWorks();
    });

    test('ends on both sides when its sender cancels', async () => {
      const transfer = await reach();
      await ann.transfers.cancel(transfer);
      await pair.expectEnded(transfer, { status: 'cancelled', by: 'sender' }, { status: 'cancelled', by: 'you' });
      await pair.expectNextTransferWorks();
    });

    test('ends on both sides when both end it at once, and that is no fault of either', async () => {
      const transfer = await reach();
      ben.transfers.decline(transfer);
      await ann.transfers.cancel(transfer);
      await pair.expectEnded(transfer, { status: 'declined' }, { status: 'cancelled', by: 'you' });
    });

    test('fails when the link is lost, and is made again over the next one', async () => {
      const transfer = await reach();
      ann.linkTo(ben).breakDown();
      await ben.untilIncoming(transfer, 'failed');
      expect(ben.incomingOf(transfer)).toEqual(problem('connection'));
      expect(ann.outgoingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-link' });
      await settle();
      ben.sinks.picker = 'opens';
      await lab.connect(ann, ben);
      await ben.untilIncoming(transfer, 'offered');
      await ben.receive(transfer);
      await pair.expectSaved(transfer);
    });

    test('is gone when its sender leaves', async () => {
      const transfer = await reach();
      ben.linkTo(ann).close({ type: 'left' });
      await ben.untilIncoming(transfer, 'cancelled');
      await settle();
      expect(ben.incomingOf(transfer)).toEqual({ status: 'cancelled', by: 'sender' });
      expect(await ben.disk.journal.list()).toEqual([]);
    });
  });

  describe.each([...unansweredStages, claimingStage])('while %s', (_stage, reach) => {
    test('waits for a recipient who leaves', async () => {
      const transfer = await reach();
      ann.linkTo(ben).close({ type: 'left' });
      await ann.untilSenderHeld(transfer, 'no-link');
    });
  });
});

test('an offer that another tab of the same browser has accepted cannot be accepted twice', async () => {
  const transfer = await pair.offer();
  ben.takenElsewhere.add(transfer);
  await ben.transfers.accept(transfer, 'all');
  await pair.expectEnded(transfer, problem('Another tab'), { status: 'declined' });
});

describe('a transfer that has begun', () => {
  describe.each([claimingStage, ...begunStages, savingStage])('and is cancelled while %s', (_stage, reach) => {
    test('by its recipient ends on both sides', async () => {
      const transfer = await reach();
      await ben.transfers.cancel(transfer);
      await pair.expectEnded(transfer, { status: 'cancelled', by: 'you' }, { status: 'cancelled', by: 'recipient' });
      await pair.expectNextTransferWorks();
    });

    test('by its sender ends on both sides', async () => {
      const transfer = await reach();
      await ann.transfers.cancel(transfer);
      await pair.expectEnded(transfer, { status: 'cancelled', by: 'sender' }, { status: 'cancelled', by: 'you' });
      await pair.expectNextTransferWorks();
    });

    test('by both at once ends on both sides, and is no fault of either', async () => {
      const transfer = await reach();
      await Promise.all([ann.transfers.cancel(transfer), ben.transfers.cancel(transfer)]);
      await pair.expectEnded(transfer, { status: 'cancelled', by: 'you' }, { status: 'cancelled', by: 'you' });
    });
  });

  describe.each(begunStages)('while %s', (_stage, reach) => {
    test.each([
      ['its link is lost', () => ann.linkTo(ben).breakDown()],
      ['its recipient leaves', () => ben.linkTo(ann).close({ type: 'left' })],
      ['its sender leaves', () => ann.linkTo(ben).close({ type: 'left' })],
    ])('is held on both sides when %s, and goes on when they are back', async (_what, part) => {
      const transfer = await reach();
      part();
      await pair.expectHeld(transfer, 'no-link');
      ben.sinks.sinks.get(transfer)?.release();
      await lab.connect(ann, ben);
      await pair.expectSaved(transfer);
    });
  });

  test('while it is being saved needs no link any more, and tells its sender when there is one', async () => {
    ben.sinks.prepare = (sink) => {
      const flush = sink.flush.bind(sink);
      sink.flush = async () => {
        await flush();
        sink.hold();
      };
    };
    const transfer = await pair.offer();
    await ben.accept(transfer);
    await ben.untilIncoming(transfer, 'saving');
    ann.linkTo(ben).breakDown();
    await ann.untilSenderHeld(transfer, 'no-link');
    ben.sinkOf(transfer).release();
    await ben.untilIncoming(transfer, 'saved');
    await lab.connect(ann, ben);
    await pair.expectSaved(transfer);
  });
});

describe('a transfer that is cancelled', () => {
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
    ben.sinks.prepare = (sink) => sink.hold();
    await ben.accept(transfer);
    await ben.untilIncoming(transfer, 'receiving');
    await ben.transfers.cancel(transfer);
    await cleo.receive(transfer);
    await ann.untilOutgoing(transfer, 'saved', cleo);
    expect(ann.outgoingOf(transfer, ben)).toEqual({ status: 'cancelled', by: 'recipient' });
  });

  test('after it has ended stays as it was', async () => {
    const transfer = await pair.offer(fakeFile('a', 10));
    await ben.receive(transfer);
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
  test('is declined once, and not accepted afterwards', async () => {
    const transfer = await pair.offer();
    ben.transfers.decline(transfer);
    ben.transfers.decline(transfer);
    await ben.transfers.accept(transfer, 'all');
    await settle();
    expect(ben.linkTo(ann).sent).toEqual([{ type: 'offer-declined', transfer }]);
    expect(ben.incomingOf(transfer)).toEqual({ status: 'declined' });
  });

  test('cannot be declined once it was accepted', async () => {
    const transfer = await pair.offer(fakeFile('a', 10));
    await ben.transfers.accept(transfer, 'all');
    ben.transfers.decline(transfer);
    await ann.untilOutgoing(transfer, 'saved');
  });

  test('that is accepted twice is fetched once', async () => {
    const transfer = await pair.offer(fakeFile('a', 10));
    await Promise.all([ben.transfers.accept(transfer, 'all'), ben.transfers.accept(transfer, 'all')]);
    await ben.transfers.accept(transfer, 'all');
    await pair.expectSaved(transfer);
    await settle();
    expect(ben.downloads).toHaveLength(1);
    expect(ben.linkTo(ann).sent.filter(({ type }) => type === 'transfer-done')).toHaveLength(1);
  });

  test('stays open when the person closes the picker, and can be accepted then', async () => {
    const transfer = await pair.offer(fakeFile('a', 10));
    ben.sinks.picker = 'is dismissed';
    await ben.transfers.accept(transfer, 'all');
    expect(ben.incomingOf(transfer)).toMatchObject({ status: 'offered' });
    expect(ben.linkTo(ann).sent).toEqual([]);
    ben.sinks.picker = 'opens';
    await ben.receive(transfer);
    await ann.untilOutgoing(transfer, 'saved');
  });

  test('that was never made cannot be accepted, declined or cancelled', async () => {
    const unknown = 'f'.repeat(32) as TransferId;
    await ben.transfers.accept(unknown, 'all');
    ben.transfers.decline(unknown);
    await ben.transfers.cancel(unknown);
    await settle();
    expect(ben.linkTo(ann).sent).toEqual([]);
  });
});
