import { beforeEach, describe, expect, test } from 'vitest';
import { storageError, TransferError, type TransferProblem } from '../../../client/transfer/problems.ts';
import { PIECE_BYTES } from '../../../shared/limits.ts';
import { AnnAndBen } from '../../support/ann-and-ben.ts';
import { bytesOf, fakeFile, unreadableFile } from '../../support/fake-files.ts';
import { chosen, type TransfersLab, type TransfersSide } from '../../support/transfers-lab.ts';
import { settle } from '../../support/watch.ts';

let pair: AnnAndBen;
let lab: TransfersLab;
let ann: TransfersSide;
let ben: TransfersSide;

beforeEach(async () => {
  pair = await AnnAndBen.create();
  ({ lab, ann, ben } = pair);
});

const problem = (sentence: string) => ({ status: 'failed' as const, problem: expect.stringContaining(sentence) });

describe('storage that fails', () => {
  const failures = [
    ['because it is full', storageError(new DOMException('full', 'QuotaExceededError')), 'no-space', 'no space left'],
    ['for another reason', storageError(new Error('broken')), 'storage-failed', 'could not store'],
    ['in an unforeseen way', new TypeError('a bug'), 'storage-failed', 'could not store'],
  ] as const;

  test.each(failures)('%s while files come holds both sides, until it works', async (_why, failure, hold) => {
    ben.sinks.prepare = (sink) => sink.failWith(failure);
    const transfer = await pair.offer();
    await ben.accept(transfer);
    await pair.expectHeld(transfer, hold);
    ben.sinks.prepare = () => undefined;
    await ben.transfers.resume(transfer);
    await pair.expectSaved(transfer);
  });

  test.each(failures)('%s once more is held once more', async (_why, failure, hold) => {
    ben.sinks.prepare = (sink) => sink.failWith(failure);
    const transfer = await pair.offer();
    await ben.accept(transfer);
    await pair.expectHeld(transfer, hold);
    await ben.transfers.resume(transfer);
    await pair.expectHeld(transfer, hold);
    await pair.expectNextTransferWorks();
  });

  test('is no fault of pieces that still come, although what is resumed asks for them again', async () => {
    const file = fakeFile('a', 8 * PIECE_BYTES);
    ben.sinks.prepare = (sink) => {
      const write = sink.write.bind(sink);
      sink.write = (bytes) => {
        ann.linkTo(ben).stall();
        sink.failWith(failures[0][1]);
        return write(bytes);
      };
    };
    const transfer = await pair.offer(file);
    await ben.accept(transfer);
    await pair.expectHeld(transfer, 'no-space');
    ben.sinks.prepare = () => undefined;
    await ben.transfers.resume(transfer);
    await settle();
    ann.linkTo(ben).flow();
    await pair.expectSaved(transfer);
    await settle();
    expect([ann.closings.size, ben.closings.size]).toEqual([0, 0]);
    const saved = await bytesOf(ben.downloads[0]?.[0]?.blob ?? new Blob());
    expect(Buffer.compare(saved, await bytesOf(file))).toBe(0);
  });

  test.each(failures)('%s at the very end holds both sides, and nothing comes twice', async (_why, failure, hold) => {
    ben.sinks.prepare = (sink) => {
      sink.finish = () => Promise.reject(failure);
    };
    const transfer = await pair.offer();
    await ben.accept(transfer);
    await pair.expectHeld(transfer, hold);
    expect(ben.sinks.keptBytes(transfer)).toBe(3 * PIECE_BYTES);
    ben.sinks.prepare = () => undefined;
    const before = ben.linkTo(ann).sent.length;
    await ben.transfers.resume(transfer);
    await pair.expectSaved(transfer);
    expect(
      ben
        .linkTo(ann)
        .sent.slice(before)
        .map(({ type }) => type),
    ).not.toContain('piece-request');
  });

  test.each(failures)('%s when it is opened holds both sides', async (_why, failure, hold) => {
    const open = ben.sinks.open.bind(ben.sinks);
    ben.sinks.open = () => Promise.reject(failure);
    const transfer = await pair.offer();
    await ben.accept(transfer);
    await pair.expectHeld(transfer, hold);
    ben.sinks.open = open;
    await ben.transfers.resume(transfer);
    await pair.expectSaved(transfer);
  });

  test.each(failures)('%s when the place is chosen declines the offer', async (_why, failure, _hold, sentence) => {
    ben.sinks.picker = () => Promise.reject(failure);
    const transfer = await pair.offer();
    await ben.accept(transfer);
    await pair.expectEnded(transfer, problem(sentence), { status: 'declined' });
    await pair.expectNextTransferWorks();
  });

  test.each(failures)('%s when the journal is begun declines the offer', async (_why, failure, _hold, sentence) => {
    const { journal } = ben.disk;
    const put = journal.put;
    journal.put = () => Promise.reject(failure);
    const transfer = await pair.offer();
    await ben.accept(transfer);
    await pair.expectEnded(transfer, problem(sentence), { status: 'declined' });
    ann.linkTo(ben).breakDown();
    await lab.connect(ann, ben);
    await settle();
    expect(ben.linkTo(ann).sent).toEqual([]);
    journal.put = put;
    await pair.expectNextTransferWorks();
  });

  test.each(failures)('%s for the journal on the way holds both sides', async (_why, failure, hold) => {
    const { journal } = ben.disk;
    const put = journal.put;
    ben.sinks.prepare = () => {
      journal.put = () => Promise.reject(failure);
    };
    const transfer = await pair.offer();
    await ben.accept(transfer);
    await pair.expectHeld(transfer, hold);
    [journal.put, ben.sinks.prepare] = [put, () => undefined];
    await ben.transfers.resume(transfer);
    await pair.expectSaved(transfer);
  });
});

describe('a file that cannot be read any more', () => {
  test('holds everybody until it is chosen again', async () => {
    const [fine, gone] = [fakeFile('fine', 2 * PIECE_BYTES), unreadableFile('gone', PIECE_BYTES)];
    const transfer = await pair.offer(fine, gone);
    await ben.accept(transfer);
    await pair.expectHeld(transfer, 'no-files');
    expect(ann.filesProblems.get(transfer)).toBe('file-unreadable');
    const there = new File([fakeFile('gone', PIECE_BYTES)], 'gone', { lastModified: gone.lastModified });
    await ann.transfers.resume(transfer, chosen([fine, there]));
    await pair.expectSaved(transfer);
    expect(ann.filesProblems.get(transfer)).toBeUndefined();
  });

  test('holds nothing else', async () => {
    const transfer = await pair.offer(unreadableFile('gone', PIECE_BYTES));
    await ben.accept(transfer);
    await pair.expectHeld(transfer, 'no-files');
    await pair.expectNextTransferWorks();
  });
});

describe('problems', () => {
  test('each have a sentence of their own that says what to do', () => {
    const all = [
      'file-unreadable',
      'files-forgotten',
      'other-files',
      'files-changed',
      'no-space',
      'storage-failed',
      'link-lost',
    ] as const satisfies readonly TransferProblem[];
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
