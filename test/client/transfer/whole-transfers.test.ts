import { beforeEach, describe, expect, test } from 'vitest';
import { PIECE_BYTES, READ_AHEAD_PIECES, REQUEST_WINDOW_BYTES } from '../../../shared/limits.ts';
import { bytesOf, fakeFile } from '../../support/fake-files.ts';
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

async function expectSaved(files: readonly File[], by: TransfersSide = ben): Promise<void> {
  const saved = by.downloads.at(-1) ?? [];
  expect(saved.map(({ name, blob }) => [name, blob.size])).toEqual(files.map(({ name, size }) => [name, size]));
  for (const [at, file] of files.entries()) {
    const blob = saved[at]?.blob ?? new Blob();
    expect(Buffer.compare(await bytesOf(blob), await bytesOf(file))).toBe(0);
  }
}

describe('a whole transfer', () => {
  test.each([
    ['one small file', [100]],
    ['one empty file', [0]],
    ['empty files only', [0, 0, 0]],
    ['a file of one whole piece', [PIECE_BYTES]],
    ['several files, empty ones among them', [3 * PIECE_BYTES + 5, 0, 10, 0, PIECE_BYTES, 7]],
    ['more than fits the request window', [REQUEST_WINDOW_BYTES + 3 * PIECE_BYTES + 1]],
    ['many small files', Array.from({ length: 3_000 }, (_, at) => at % 50)],
  ])('brings %s', async (_what, sizes) => {
    const files = sizes.map((size, at) => fakeFile(`file ${at}.txt`, size));
    const transfer = await ann.offer(files, ben);
    await ben.offered(transfer);
    await ben.transfers.accept(transfer);
    await expectSaved(files);
    await ann.untilOutgoing(transfer, 'saved');
    expect(ben.incomingOf(transfer)).toEqual({
      status: 'saved',
      canSaveAgain: true,
      files: files.map(({ name, size }) => ({ name, bytes: size })),
    });
  });

  test('passes through its states on both sides', async () => {
    const transfer = await ann.offer([fakeFile('a', 2 * PIECE_BYTES)], ben);
    await ben.offered(transfer);
    await ben.transfers.accept(transfer);
    await ann.untilOutgoing(transfer, 'saved');
    const statusesOf = (states: readonly { readonly status: string }[]) => [
      ...new Set(states.map(({ status }) => status)),
    ];
    expect(statusesOf(ben.incoming.get(transfer) ?? [])).toEqual(['preparing', 'receiving', 'saving', 'saved']);
    expect(statusesOf((ann.outgoing.get(transfer) ?? []).map(([, state]) => state))).toEqual(['sending', 'saved']);
  });

  test('shows its progress on both sides', async () => {
    const transfer = await ann.offer([fakeFile('a', 2 * PIECE_BYTES + 1)], ben);
    await ben.offered(transfer);
    await ben.transfers.accept(transfer);
    await ann.untilOutgoing(transfer, 'saved');
    const progress = [0, PIECE_BYTES, 2 * PIECE_BYTES, 2 * PIECE_BYTES + 1];
    const bytes = (state: object) => ('progress' in state ? [(state.progress as { bytes: number }).bytes] : []);
    expect(ben.incoming.get(transfer)?.flatMap(bytes)).toEqual(progress);
    expect(ann.outgoing.get(transfer)?.flatMap(([, state]) => bytes(state))).toEqual(progress);
  });

  test('is described by its offer before it is accepted', async () => {
    const transfer = await ann.offer([fakeFile('a', 3), fakeFile('b', 4)], ben);
    expect(await ben.offered(transfer)).toMatchObject({ fileCount: 2, totalBytes: 7, names: ['a', 'b'] });
    await settle();
    expect(ben.linkTo(ann).sent).toEqual([]);
    expect(ann.outgoing.get(transfer)).toBeUndefined();
  });

  test('proposes a name for one file, and none for several', async () => {
    await ben.offered(await ann.offer([fakeFile('only.txt', 1)], ben));
    await ben.offered(await ann.offer([fakeFile('a', 1), fakeFile('b', 1)], ben));
    expect(ben.sinks.requests).toEqual([{ fileName: 'only.txt' }, { fileName: undefined }]);
  });

  test('that its sink saved in place downloads nothing, and cannot be saved again', async () => {
    ben.sinks.prepare = (sink) => {
      const finish = sink.finish.bind(sink);
      sink.finish = async () => {
        await finish();
        return undefined as never;
      };
    };
    const transfer = await ann.offer([fakeFile('a', 3)], ben);
    await ben.offered(transfer);
    await ben.transfers.accept(transfer);
    expect(ben.incomingOf(transfer)).toMatchObject({ status: 'saved', canSaveAgain: false });
    expect(ben.downloads).toEqual([]);
    ben.transfers.saveAgain(transfer);
    expect(ben.downloads).toEqual([[]]);
  });

  test('can be saved again', async () => {
    const files = [fakeFile('a', 3), fakeFile('b', 0)];
    const transfer = await ann.offer(files, ben);
    await ben.offered(transfer);
    await ben.transfers.accept(transfer);
    ben.transfers.saveAgain(transfer);
    expect(ben.downloads).toHaveLength(2);
    await expectSaved(files);
  });

  test('is handed out as bytes, never as a document that the page’s origin would run', async () => {
    const transfer = await ann.offer([new File(['<script>'], 'a.html', { type: 'text/html' })], ben);
    await ben.offered(transfer);
    await ben.transfers.accept(transfer);
    expect(ben.downloads[0]?.[0]?.blob.type).toBe('application/octet-stream');
  });

  test('goes to several people, each at their own time', async () => {
    const cleo = lab.addSide();
    await lab.connect(ann, cleo);
    const files = [fakeFile('a', PIECE_BYTES + 1)];
    const transfer = await ann.offer(files, ben, cleo);
    await Promise.all([ben.offered(transfer), cleo.offered(transfer)]);
    await ben.transfers.accept(transfer);
    await ann.untilOutgoing(transfer, 'saved', ben);
    expect(ann.outgoingOf(transfer, cleo)).toBeUndefined();
    await cleo.transfers.accept(transfer);
    await ann.untilOutgoing(transfer, 'saved', cleo);
    await expectSaved(files, ben);
    await expectSaved(files, cleo);
  });

  test('runs both ways at once', async () => {
    const [there, back] = [fakeFile('there', 3 * PIECE_BYTES), fakeFile('back', 2 * PIECE_BYTES)];
    const [one, other] = [await ann.offer([there], ben), await ben.offer([back], ann)];
    await Promise.all([ben.offered(one), ann.offered(other)]);
    await Promise.all([ben.transfers.accept(one), ann.transfers.accept(other)]);
    await expectSaved([there], ben);
    await expectSaved([back], ann);
  });

  test('is told at once to have failed for somebody who is not linked any more', async () => {
    const cleo = lab.addSide();
    const transfer = await ann.offer([fakeFile('a', 1)], cleo, ben);
    expect(ann.outgoingOf(transfer, cleo)).toMatchObject({
      status: 'failed',
      problem: expect.stringContaining('broke'),
    });
    await ben.offered(transfer);
  });
});

describe('a slow disk', () => {
  test('slows the sender down: no more comes than the window holds', async () => {
    ben.sinks.prepare = (sink) => sink.hold();
    const files = [fakeFile('a', 3 * REQUEST_WINDOW_BYTES)];
    const transfer = await ann.offer(files, ben);
    await ben.offered(transfer);
    const accepting = ben.transfers.accept(transfer);
    await ben.untilIncoming(transfer, 'receiving');
    await settle();
    const sent = ann.outgoing.get(transfer)?.at(-1)?.[1];
    expect(sent).toMatchObject({ status: 'sending', progress: { bytes: REQUEST_WINDOW_BYTES } });
    const asked = ben.linkTo(ann).sent.filter(({ type }) => type === 'piece-request');
    expect(asked).toHaveLength(2);
    ben.sinkOf(transfer).release();
    await accepting;
    await expectSaved(files);
  });
});

describe('a stalled connection', () => {
  test('keeps the sender from reading on', async () => {
    const transfer = await ann.offer([fakeFile('a', 8 * PIECE_BYTES)], ben);
    await ben.offered(transfer);
    const accepting = ben.transfers.accept(transfer);
    await ben.untilIncoming(transfer, 'receiving');
    ann.linkTo(ben).stall();
    await settle();
    expect(ann.linkTo(ben).bufferedBytes).toBeLessThan(READ_AHEAD_PIECES * PIECE_BYTES);
    ann.linkTo(ben).flow();
    await accepting;
    expect(ben.incomingOf(transfer)).toMatchObject({ status: 'saved' });
  });
});
