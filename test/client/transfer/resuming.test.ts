import { beforeEach, describe, expect, test } from 'vitest';
import type { TransferId } from '../../../shared/ids.ts';
import { PIECE_BYTES, REQUEST_WINDOW_BYTES } from '../../../shared/limits.ts';
import { bytesOf, fakeFile } from '../../support/fake-files.ts';
import { chosen, TransfersLab, type TransfersSide } from '../../support/transfers-lab.ts';
import { settle } from '../../support/watch.ts';

const WINDOW_PIECES = REQUEST_WINDOW_BYTES / PIECE_BYTES;
const CUT_AFTER = 5;
/** More than are asked for when it is cut. */
const PIECES = CUT_AFTER + WINDOW_PIECES + 3;
/** Made once: it is large. */
const file = fakeFile('a.bin', PIECES * PIECE_BYTES - 5);

let lab: TransfersLab;
let ann: TransfersSide;
let ben: TransfersSide;

beforeEach(async () => {
  lab = await TransfersLab.create();
  [ann, ben] = [lab.addSide(), lab.addSide()];
  await lab.connect(ann, ben);
});

/** Ben accepts Ann's file; after so many pieces were saved something happens, and then nothing moves any more. */
async function interrupted(happen: () => void, pieces = CUT_AFTER): Promise<TransferId> {
  ben.sinks.prepare = (sink) => {
    const write = sink.write.bind(sink);
    sink.write = async (bytes) => {
      await write(bytes);
      if (sink.durableBytes === pieces * PIECE_BYTES) happen();
    };
  };
  const transfer = await ann.offer([file], ben);
  await ben.accept(transfer);
  await ben.until(() => ben.incomingOf(transfer)?.status === 'held');
  ben.sinks.prepare = () => undefined;
  await settle();
  return transfer;
}

const cutLink = () => ann.linkTo(ben).breakDown();

const requestedPieces = (side: TransfersSide, from: { readonly peerId: TransfersSide['peerId'] }) =>
  side
    .linkTo(from)
    .sent.flatMap((message) => (message.type === 'piece-request' && message.stream === 'files' ? [message.count] : []))
    .reduce((sum, count) => sum + count, 0);

async function expectWhole(transfer: TransferId, side: TransfersSide): Promise<void> {
  await side.untilIncoming(transfer, 'saved');
  const [saved] = side.downloads.at(-1) ?? [];
  expect(Buffer.compare(await bytesOf(saved?.blob ?? new Blob()), await bytesOf(file))).toBe(0);
  expect(await side.disk.journal.list()).toEqual([]);
}

describe('a transfer whose link is lost', () => {
  test('waits on both sides, and goes on over the next link from where it was', async () => {
    const transfer = await interrupted(cutLink);
    expect(ben.incomingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-link' });
    expect(ann.outgoingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-link' });
    await lab.connect(ann, ben);
    await expectWhole(transfer, ben);
    await ann.untilOutgoing(transfer, 'saved');
    expect(requestedPieces(ben, ann)).toBeLessThanOrEqual(PIECES - CUT_AFTER);
    expect(ann.outgoingOffers).toHaveLength(1);
  });

  test('survives many cuts', async () => {
    const transfer = await interrupted(cutLink, 2);
    for (let cut = 0; cut < 5; cut++) {
      await lab.connect(ann, ben);
      await ben.untilIncoming(transfer, 'receiving');
      cutLink();
      await ben.untilHeld(transfer, 'no-link');
    }
    await lab.connect(ann, ben);
    await expectWhole(transfer, ben);
  });

  test('before it was answered is offered again', async () => {
    const transfer = await ann.offer([file], ben);
    await ben.offered(transfer);
    cutLink();
    await ben.untilIncoming(transfer, 'failed');
    await lab.connect(ann, ben);
    await ben.untilIncoming(transfer, 'offered');
    await ben.receive(transfer);
    await expectWhole(transfer, ben);
  });

  test('with the word that it was declined is not offered again', async () => {
    const transfer = await ann.offer([file], ben);
    await ben.offered(transfer);
    ben.transfers.decline(transfer);
    cutLink();
    await settle();
    expect(ann.outgoingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-link' });
    await lab.connect(ann, ben);
    await ann.untilOutgoing(transfer, 'declined');
    expect(ben.incomingOf(transfer)).toEqual({ status: 'declined' });
    expect(ann.closings.get(ben.peerId)).toEqual({ type: 'lost' });
  });

  test('and who cancels it meanwhile tells the other one when they are back', async () => {
    const transfer = await interrupted(cutLink);
    await ben.transfers.cancel(transfer);
    expect(ben.sinks.keptBytes(transfer)).toBe(0);
    expect(await ben.disk.journal.list()).toEqual([]);
    await lab.connect(ann, ben);
    await ann.untilOutgoing(transfer, 'cancelled');
  });
});

describe('an acceptance whose link is lost meanwhile', () => {
  const steps: Readonly<Record<string, (happen: () => Promise<void>) => void>> = {
    'other tabs are asked': (happen) => atFirst(happen, ben.leases, 'claim'),
    'it is written down': (happen) => atFirst(happen, ben.disk.journal, 'put'),
    'what is known of its files is looked up': (happen) => atFirst(happen, ben.disk.journal, 'contents'),
    'the list of its files is written down': (happen) => atFirst(happen, ben.disk.journal, 'putContents'),
    'the place for it is opened': (happen) => atFirst(happen, ben.sinks, 'open'),
  };

  /** The first call waits until something has happened. */
  function atFirst<Name extends string>(
    happen: () => Promise<void>,
    owner: Record<Name, (...given: never[]) => Promise<unknown>>,
    name: Name,
  ): void {
    const original = owner[name].bind(owner);
    owner[name] = async (...given) => {
      owner[name] = original;
      await happen();
      return original(...given);
    };
  }

  describe.each(Object.entries(steps))('while %s', (_step, during) => {
    test('stands, and the files come over the next link', async () => {
      during(async () => {
        cutLink();
        await settle();
      });
      const transfer = await ann.offer([file], ben);
      await ben.accept(transfer);
      await ben.untilHeld(transfer, 'no-link');
      await lab.connect(ann, ben);
      await expectWhole(transfer, ben);
    });

    test('stands, and the files come over the link that was made by then', async () => {
      during(async () => {
        cutLink();
        await settle();
        await lab.connect(ann, ben);
        await settle();
      });
      const transfer = await ann.offer([file], ben);
      await ben.accept(transfer);
      await expectWhole(transfer, ben);
      await ann.untilOutgoing(transfer, 'saved');
    });
  });
});

describe('a last word that was lost with the link', () => {
  /** From now on, what Ben says is lost. */
  const muteBen = () => {
    ben.linkTo(ann).injectControl = () => undefined;
  };

  /** Ben cancels what he receives, and his word is lost with the link. */
  async function cancelUnheard(): Promise<TransferId> {
    ben.sinks.prepare = (sink) => sink.hold();
    const transfer = await ann.offer([file], ben);
    await ben.accept(transfer);
    await ben.untilIncoming(transfer, 'receiving');
    muteBen();
    await ben.transfers.cancel(transfer);
    cutLink();
    await settle();
    expect(ann.outgoingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-link' });
    return transfer;
  }

  test('that all is saved is said again when they are linked again', async () => {
    const transfer = await ann.offer([fakeFile('b.bin', 10)], ben);
    ben.sinks.prepare = (sink) => {
      const finish = sink.finish.bind(sink);
      sink.finish = () => {
        muteBen();
        return finish();
      };
    };
    await ben.receive(transfer);
    await settle();
    cutLink();
    await settle();
    expect(ann.outgoingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-link' });
    await lab.connect(ann, ben);
    await ann.untilOutgoing(transfer, 'saved');
    expect(ben.incomingOf(transfer)?.status).toBe('saved');
    expect(ben.downloads).toHaveLength(1);
    expect(ann.closings.get(ben.peerId)).toEqual({ type: 'lost' });
  });

  test('that it was cancelled is said again when they are linked again', async () => {
    const transfer = await cancelUnheard();
    await lab.connect(ann, ben);
    await ann.untilOutgoing(transfer, 'cancelled');
  });

  test('is said to the next page of the sender', async () => {
    const transfer = await cancelUnheard();
    const page = lab.addSide(ann.disk);
    await page.transfers.restore();
    await lab.connect(page, ben);
    await page.untilOutgoing(transfer, 'cancelled');
    expect(await page.disk.outbox.list()).toEqual([]);
  });

  test('is not looked for when it came', async () => {
    const transfer = await ann.offer([fakeFile('b.bin', 10)], ben);
    await ben.receive(transfer);
    await ann.untilOutgoing(transfer, 'saved');
    cutLink();
    await lab.connect(ann, ben);
    await settle();
    expect(ann.linkTo(ben).sent).toEqual([]);
  });
});

describe('a receiver who comes back with a new page', () => {
  async function reloadBen(): Promise<TransfersSide> {
    const page = lab.addSide(ben.disk);
    await page.transfers.restore();
    return page;
  }

  test('finds the transfer unfinished, and goes on when the sender is there', async () => {
    const transfer = await interrupted(cutLink);
    const page = await reloadBen();
    expect(page.incomingOf(transfer)).toEqual({
      status: 'held',
      hold: 'no-link',
      totalBytes: file.size,
      outlivesPage: true,
      savedBytes: ben.sinks.keptBytes(transfer),
    });
    await lab.connect(ann, page);
    await expectWhole(transfer, page);
    await ann.untilOutgoing(transfer, 'saved');
    expect(requestedPieces(page, ann)).toBeLessThanOrEqual(PIECES - CUT_AFTER);
  });

  test('may come back before the link to the old page is known to be dead', async () => {
    const transfer = await interrupted(
      () => (ann.linkTo(ben).stall() as undefined) ?? ben.transfers.unlinked(ann.peerId, { type: 'lost' }),
    );
    const page = await reloadBen();
    await lab.connect(ann, page);
    await expectWhole(transfer, page);
  });

  test('fetches again what the browser has taken away meanwhile', async () => {
    const transfer = await interrupted(cutLink);
    ben.sinks.lose(transfer, 2 * PIECE_BYTES + 7);
    const page = await reloadBen();
    await lab.connect(ann, page);
    await expectWhole(transfer, page);
    expect(requestedPieces(page, ann)).toBe(PIECES - 2);
  });

  test('fetches again what the earlier page was about to hand over', async () => {
    const { journal } = ben.disk;
    const forget = journal.delete.bind(journal);
    journal.delete = () => new Promise(() => undefined);
    const transfer = await ann.offer([file], ben);
    await ben.accept(transfer);
    await ben.untilIncoming(transfer, 'saved');
    ben.sinks.lose(transfer, 0);
    await settle();
    cutLink();
    journal.delete = forget;
    const page = await reloadBen();
    await lab.connect(ann, page);
    await expectWhole(transfer, page);
    await ann.untilOutgoing(transfer, 'saved');
  });

  test('frees everything with Discard', async () => {
    const transfer = await interrupted(cutLink);
    const page = await reloadBen();
    await page.transfers.cancel(transfer);
    expect(page.sinks.keptBytes(transfer)).toBe(0);
    expect(await page.disk.journal.list()).toEqual([]);
  });

  test('leaves alone what another tab has, until that one is closed', async () => {
    const transfer = await interrupted(cutLink);
    const page = lab.addSide(ben.disk);
    page.takenElsewhere.add(transfer);
    await page.transfers.restore();
    await lab.connect(ann, page);
    await page.untilHeld(transfer, 'other-tab');
    page.takenElsewhere.clear();
    await page.transfers.resume(transfer);
    await expectWhole(transfer, page);
  });

  test('goes on only when the place is allowed again, where that is needed', async () => {
    const transfer = await interrupted(cutLink);
    ben.sinks.permission = 'asked and denied';
    const page = await reloadBen();
    await lab.connect(ann, page);
    await page.untilHeld(transfer, 'no-permission');
    await page.transfers.resume(transfer);
    expect(page.incomingOf(transfer)).toMatchObject({ hold: 'no-permission' });
    ben.sinks.permission = 'asked and granted';
    await page.transfers.resume(transfer);
    await expectWhole(transfer, page);
  });
});

describe('a sender who comes back with a new page', () => {
  async function reloadAnn(): Promise<TransfersSide> {
    const page = lab.addSide(ann.disk);
    await page.transfers.restore();
    await lab.connect(page, ben);
    return page;
  }

  test('is asked to choose the files again, and then goes on', async () => {
    const transfer = await interrupted(cutLink);
    const page = await reloadAnn();
    expect(page.filesProblems.get(transfer)).toBe('files-forgotten');
    await ben.untilHeld(transfer, 'no-files');
    await page.transfers.resume(transfer, chosen([file]));
    await expectWhole(transfer, ben);
    await page.untilOutgoing(transfer, 'saved');
    expect(requestedPieces(ben, page)).toBeLessThanOrEqual(PIECES - CUT_AFTER);
  });

  test('may choose the files again before the recipient has answered', async () => {
    const transfer = await ann.offer([file], ben);
    await ben.offered(transfer);
    cutLink();
    const page = await reloadAnn();
    await ben.untilIncoming(transfer, 'offered');
    await page.transfers.resume(transfer, chosen([file]));
    await settle();
    expect(ben.incomingOf(transfer)?.status).toBe('offered');
    await ben.receive(transfer);
    await expectWhole(transfer, ben);
  });

  test('hears that it has ended meanwhile, also when the files were chosen again before that', async () => {
    ben.sinks.prepare = (sink) => {
      const finish = sink.finish.bind(sink);
      sink.finish = () => {
        cutLink();
        return finish();
      };
    };
    const transfer = await ann.offer([file], ben);
    await ben.accept(transfer);
    await ben.untilIncoming(transfer, 'saved');
    const page = lab.addSide(ann.disk);
    await page.transfers.restore();
    await page.transfers.resume(transfer, chosen([file]));
    await lab.connect(page, ben);
    await page.untilOutgoing(transfer, 'saved');
    expect(page.closings.size).toBe(0);
  });

  test('cannot pass another file of the same name, size and date off as the same', async () => {
    const transfer = await interrupted(cutLink);
    const before = ben.sinks.bytesOf(transfer).slice();
    const page = await reloadAnn();
    await ben.untilHeld(transfer, 'no-files');
    const other = new File([new Uint8Array(file.size)], file.name, { lastModified: file.lastModified });
    await page.transfers.resume(transfer, chosen([other]));
    await page.until(() => page.filesProblems.get(transfer) === 'files-changed');
    await ben.untilHeld(transfer, 'no-files');
    await settle();
    expect(Buffer.compare(ben.sinks.bytesOf(transfer), before)).toBe(0);
    await page.transfers.resume(transfer, chosen([file]));
    await expectWhole(transfer, ben);
  });

  test.each([
    ['another name', () => fakeFile('b.bin', 10), 'other-files'],
    ['another size', () => fakeFile('a.bin', 10), 'files-changed'],
  ] as const)('cannot go on with a file of %s', async (_what, other, problem) => {
    const transfer = await interrupted(cutLink);
    const page = await reloadAnn();
    await page.transfers.resume(transfer, chosen([other()]));
    expect(page.filesProblems.get(transfer)).toBe(problem);
    expect(ben.incomingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-files' });
  });

  test('can cancel it, which frees what the recipient has kept', async () => {
    const transfer = await interrupted(cutLink);
    const page = await reloadAnn();
    await ben.untilHeld(transfer, 'no-files');
    await page.transfers.cancel(transfer);
    await ben.untilIncoming(transfer, 'cancelled');
    await settle();
    expect(ben.sinks.keptBytes(transfer)).toBe(0);
    expect(await page.disk.outbox.list()).toEqual([]);
  });

  test('goes on too when the receiver has a new page as well', async () => {
    const transfer = await interrupted(cutLink);
    const [annsPage, bensPage] = [lab.addSide(ann.disk), lab.addSide(ben.disk)];
    await Promise.all([annsPage.transfers.restore(), bensPage.transfers.restore()]);
    await lab.connect(annsPage, bensPage);
    await bensPage.untilHeld(transfer, 'no-files');
    await annsPage.transfers.resume(transfer, chosen([file]));
    await expectWhole(transfer, bensPage);
  });
});

describe('a pause', () => {
  test('by the receiver lets what was asked for come, and asks for no more until it is resumed', async () => {
    const transfer = await interrupted(() => void ben.transfers.pause(transfer0()), CUT_AFTER);
    expect(ben.incomingOf(transfer)).toMatchObject({ status: 'held', hold: 'paused-by-you' });
    expect(ann.outgoingOf(transfer)).toMatchObject({ status: 'held', hold: 'paused-by-other' });
    expect(requestedPieces(ben, ann)).toBeLessThan(PIECES);
    await ben.transfers.resume(transfer);
    await expectWhole(transfer, ben);
    expect(requestedPieces(ben, ann)).toBe(PIECES);
    await ann.untilOutgoing(transfer, 'saved');
  });

  test('by the sender holds both sides, until it is resumed', async () => {
    const transfer = await interrupted(() => void ann.transfers.pause(transfer0()));
    expect(ben.incomingOf(transfer)).toMatchObject({ status: 'held', hold: 'paused-by-other' });
    expect(ann.outgoingOf(transfer)).toMatchObject({ status: 'held', hold: 'paused-by-you' });
    await ann.transfers.resume(transfer);
    await expectWhole(transfer, ben);
    expect(requestedPieces(ben, ann)).toBe(PIECES);
  });

  test('by the receiver outlasts a reload', async () => {
    const transfer = await interrupted(() => void ben.transfers.pause(transfer0()));
    cutLink();
    const page = lab.addSide(ben.disk);
    await page.transfers.restore();
    await lab.connect(ann, page);
    await settle();
    expect(page.incomingOf(transfer)).toMatchObject({ status: 'held', hold: 'paused-by-you' });
    expect(ann.outgoingOf(transfer)).toMatchObject({ status: 'held', hold: 'paused-by-other' });
    await page.transfers.resume(transfer);
    await expectWhole(transfer, page);
  });

  test('by the sender outlasts a reload', async () => {
    const transfer = await interrupted(() => void ann.transfers.pause(transfer0()));
    cutLink();
    const page = lab.addSide(ann.disk);
    await page.transfers.restore();
    await lab.connect(page, ben);
    await page.transfers.resume(transfer, chosen([file]));
    await ben.untilHeld(transfer, 'paused-by-other');
    await page.transfers.resume(transfer);
    await expectWhole(transfer, ben);
  });

  test('while the list of the files is fetched is shown for as long as it lasts', async () => {
    const transfer = await ann.offer([file], ben);
    await ben.offered(transfer);
    ann.linkTo(ben).stall();
    await ben.accept(transfer);
    await ben.untilIncoming(transfer, 'preparing');
    await ben.transfers.pause(transfer);
    expect(ben.incomingOf(transfer)).toMatchObject({ status: 'held', hold: 'paused-by-you' });
    await ben.transfers.resume(transfer);
    expect(ben.incomingOf(transfer)).toEqual({ status: 'preparing' });
    ann.linkTo(ben).flow();
    await expectWhole(transfer, ben);
  });

  /** The one transfer of these tests, from inside of it. */
  const transfer0 = (): TransferId => ann.outgoingOffers[0]?.transfer as TransferId;
});

describe('storage that is full', () => {
  test('holds both sides, keeps what came, and goes on once there is room', async () => {
    const transfer = await interrupted(() => {
      ben
        .sinkOf(ann.outgoingOffers[0]?.transfer as TransferId)
        .failWith(new DOMException('full', 'QuotaExceededError'));
    });
    expect(ben.incomingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-space' });
    expect(ann.outgoingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-space' });
    expect(ben.sinks.keptBytes(transfer)).toBe(CUT_AFTER * PIECE_BYTES);
    await ben.transfers.resume(transfer);
    await expectWhole(transfer, ben);
    await ann.untilOutgoing(transfer, 'saved');
  });
});

describe('a selection', () => {
  test('brings the wanted files only, and asks for their pieces only', async () => {
    const files = [fakeFile('a', 5 * PIECE_BYTES), fakeFile('b', 10), fakeFile('c', 5 * PIECE_BYTES), fakeFile('d', 7)];
    const transfer = await ann.offer(files, ben);
    await ben.offered(transfer);
    await ben.transfers.listFiles(transfer);
    expect(ben.incomingOf(transfer)).toMatchObject({
      status: 'offered',
      files: { status: 'listed', files: files.map(({ name, size }) => ({ path: name, size })) },
    });
    await ben.receive(transfer, new Set([1, 3]));
    const saved = ben.downloads.at(-1) ?? [];
    expect(saved.map(({ name, blob }) => [name, blob.size])).toEqual([
      ['b', 10],
      ['d', 7],
    ]);
    expect(requestedPieces(ben, ann)).toBe(2);
    await ann.untilOutgoing(transfer, 'saved');
  });
});
