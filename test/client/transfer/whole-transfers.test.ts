import { beforeEach, describe, expect, test } from 'vitest';
import type { TransferId } from '../../../shared/ids.ts';
import { PIECE_BYTES, READ_AHEAD_PIECES, REQUEST_WINDOW_BYTES } from '../../../shared/limits.ts';
import { bytesOf, fakeFile } from '../../support/fake-files.ts';
import { chosen, TransfersLab, type TransfersSide } from '../../support/transfers-lab.ts';
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
    await ben.receive(transfer);
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
    await ben.receive(transfer);
    await ann.untilOutgoing(transfer, 'saved');
    const statusesOf = (states: readonly { readonly status: string }[]) => [
      ...new Set(states.map(({ status }) => status)),
    ];
    expect(statusesOf(ben.incoming.get(transfer) ?? [])).toEqual([
      'offered',
      'preparing',
      'receiving',
      'saving',
      'saved',
    ]);
    expect(statusesOf((ann.outgoing.get(transfer) ?? []).map(([, state]) => state))).toEqual([
      'waiting',
      'sending',
      'saved',
    ]);
  });

  test('shows its progress on both sides', async () => {
    const transfer = await ann.offer([fakeFile('a', 2 * PIECE_BYTES + 1)], ben);
    await ben.receive(transfer);
    await ann.untilOutgoing(transfer, 'saved');
    const progress = [0, PIECE_BYTES, 2 * PIECE_BYTES, 2 * PIECE_BYTES + 1];
    const bytes = (state: object) => ('progress' in state ? [(state.progress as { bytes: number }).bytes] : []);
    const saved = ben.incoming.get(transfer)?.flatMap(bytes) ?? [];
    // Two pieces may be saved at once.
    expect([...saved].sort((one, other) => one - other)).toEqual(saved);
    expect(saved.filter((each) => !progress.includes(each))).toEqual([]);
    expect([saved[0], saved.at(-1)]).toEqual([0, progress.at(-1)]);
    expect(ann.outgoing.get(transfer)?.flatMap(([, state]) => bytes(state))).toEqual(progress);
  });

  test('is described by its offer before it is accepted', async () => {
    const transfer = await ann.offer([fakeFile('a', 3), fakeFile('b', 4)], ben);
    expect(await ben.offered(transfer)).toMatchObject({ fileCount: 2, totalBytes: 7, names: ['a', 'b'] });
    await settle();
    expect(ben.linkTo(ann).sent).toEqual([]);
    expect(ann.outgoingOf(transfer)).toEqual({ status: 'waiting' });
  });

  test('proposes a name for one file, and none for several', async () => {
    await ben.offered(await ann.offer([fakeFile('only.txt', 1)], ben));
    await ben.offered(await ann.offer([fakeFile('a', 1), fakeFile('b', 1)], ben));
    expect(ben.sinks.choices).toEqual([
      { fileName: 'only.txt', totalBytes: 1, saveTo: 'best' },
      { fileName: undefined, totalBytes: 2, saveTo: 'best' },
    ]);
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
    await ben.receive(transfer);
    expect(ben.incomingOf(transfer)).toMatchObject({ status: 'saved', canSaveAgain: false });
    expect(ben.downloads).toEqual([]);
    ben.transfers.saveAgain(transfer);
    expect(ben.downloads).toEqual([[]]);
  });

  test('can be saved again', async () => {
    const files = [fakeFile('a', 3), fakeFile('b', 0)];
    const transfer = await ann.offer(files, ben);
    await ben.receive(transfer);
    ben.transfers.saveAgain(transfer);
    expect(ben.downloads).toHaveLength(2);
    await expectSaved(files);
  });

  test('is handed out as bytes, never as a document that the page’s origin would run', async () => {
    const transfer = await ann.offer([new File(['<script>'], 'a.html', { type: 'text/html' })], ben);
    await ben.receive(transfer);
    expect(ben.downloads[0]?.[0]?.blob.type).toBe('application/octet-stream');
  });

  test('goes to several people, each at their own time', async () => {
    const cleo = lab.addSide();
    await lab.connect(ann, cleo);
    const files = [fakeFile('a', PIECE_BYTES + 1)];
    const transfer = await ann.offer(files, ben, cleo);
    await ben.receive(transfer);
    await ann.untilOutgoing(transfer, 'saved', ben);
    expect(ann.outgoingOf(transfer, cleo)).toEqual({ status: 'waiting' });
    await cleo.receive(transfer);
    await ann.untilOutgoing(transfer, 'saved', cleo);
    await expectSaved(files, ben);
    await expectSaved(files, cleo);
  });

  test('runs both ways at once', async () => {
    const [there, back] = [fakeFile('there', 3 * PIECE_BYTES), fakeFile('back', 2 * PIECE_BYTES)];
    const [one, other] = [await ann.offer([there], ben), await ben.offer([back], ann)];
    await Promise.all([ben.receive(one), ann.receive(other)]);
    await expectSaved([there], ben);
    await expectSaved([back], ann);
  });

  test('is offered only to those who are linked', async () => {
    const cleo = lab.addSide();
    const transfer = await ann.offer([fakeFile('a', 1)], cleo, ben);
    expect(ann.outgoing.get(transfer)).toEqual([[ben.peerId, { status: 'waiting' }]]);
    await ben.receive(transfer);
  });

  test('waits for somebody whose link is lost while the files are described', async () => {
    const offering = ann.offer([fakeFile('a', 1)], ben);
    ann.linkTo(ben).breakDown();
    const transfer = await offering;
    expect(ann.outgoingOf(transfer)).toMatchObject({ status: 'held', hold: 'no-link', sentBytes: 0 });
    await lab.connect(ann, ben);
    await ben.receive(transfer);
    await ann.untilOutgoing(transfer, 'saved');
  });

  test('brings empty folders along with the files', async () => {
    const { files } = chosen([fakeFile('a', 3)]);
    const at = ann.outgoingOffers.length;
    await ann.transfers.offer({ files, emptyFolders: ['one/two'] }, [ben.peerId]);
    const transfer = ann.outgoingOffers[at]?.transfer as TransferId;
    expect(await ben.offered(transfer)).toMatchObject({ fileCount: 1, folderCount: 1, totalBytes: 3 });
    await ben.receive(transfer);
    expect(ben.sinks.requests.at(-1)).toMatchObject({ emptyFolders: ['one/two'] });
    expect(ben.sinks.choices.at(-1)?.fileName).toBeUndefined();
  });

  test('leaves nothing in the journal or the outbox', async () => {
    const transfer = await ann.offer([fakeFile('a', 3)], ben);
    expect(await ann.disk.outbox.list()).toMatchObject([{ transfer, recipients: [{ peerId: ben.peerId }] }]);
    await ben.receive(transfer);
    await ann.untilOutgoing(transfer, 'saved');
    await settle();
    expect([await ben.disk.journal.list(), await ann.disk.outbox.list()]).toEqual([[], []]);
  });
});

describe('a slow disk', () => {
  test('slows the sender down: no more comes than the window holds', async () => {
    ben.sinks.prepare = (sink) => sink.hold();
    const files = [fakeFile('a', REQUEST_WINDOW_BYTES + 3 * PIECE_BYTES)];
    const transfer = await ann.offer(files, ben);
    await ben.accept(transfer);
    await ben.untilIncoming(transfer, 'receiving');
    await settle();
    const sent = ann.outgoing.get(transfer)?.at(-1)?.[1];
    expect(sent).toMatchObject({ status: 'sending', progress: { bytes: REQUEST_WINDOW_BYTES } });
    const asked = ben.linkTo(ann).sent.filter(({ type }) => type === 'piece-request');
    expect(asked).toHaveLength(2);
    ben.sinkOf(transfer).release();
    await ben.untilIncoming(transfer, 'saved');
    await expectSaved(files);
  });
});

describe('a stalled connection', () => {
  test('keeps the sender from reading on', async () => {
    const transfer = await ann.offer([fakeFile('a', 8 * PIECE_BYTES)], ben);
    await ben.accept(transfer);
    await ben.untilIncoming(transfer, 'receiving');
    ann.linkTo(ben).stall();
    await settle();
    expect(ann.linkTo(ben).bufferedBytes).toBeLessThan(READ_AHEAD_PIECES * PIECE_BYTES);
    ann.linkTo(ben).flow();
    await ben.untilIncoming(transfer, 'saved');
    expect(ben.incomingOf(transfer)).toMatchObject({ status: 'saved' });
  });
});
