import { beforeEach, describe, expect, test } from 'vitest';
import type { TransferId } from '../../../shared/ids.ts';
import { fakeFile } from '../../support/fake-files.ts';
import { FakeFileHandle } from '../../support/fake-handles.ts';
import { TransfersLab, type TransfersSide } from '../../support/transfers-lab.ts';

const file = fakeFile('a.bin', 3_000_000);

let lab: TransfersLab;
let ann: TransfersSide;
let ben: TransfersSide;
let handle: FakeFileHandle;
let transfer: TransferId;
/** Ann's next page: the one that offered is gone. */
let page: TransfersSide;

beforeEach(async () => {
  lab = await TransfersLab.create();
  [ann, ben] = [lab.addSide(), lab.addSide()];
  await lab.connect(ann, ben);
  handle = new FakeFileHandle(file);
  ben.sinks.prepare = (sink) => sink.hold();
  const files = [{ path: file.name, file, handle: handle.asHandle }];
  await ann.transfers.offer({ files, emptyFolders: [] }, [ben.peerId]);
  transfer = (await ben.offered(ann.outgoingOffers[0]?.transfer as TransferId)).transfer;
  await ben.accept(transfer);
  await ben.untilIncoming(transfer, 'receiving');
  ann.linkTo(ben).breakDown();
  await ben.untilHeld(transfer, 'no-link');
  ben.sinkOf(transfer).release();
  ben.sinks.prepare = () => undefined;
  page = lab.addSide(ann.disk);
  await page.transfers.restore();
  await lab.connect(page, ben);
  await ben.untilHeld(transfer, 'no-files');
});

describe('a sender whose browser gave handles of the files', () => {
  test('need only allow them after a reload', async () => {
    expect(page.filesProblems.get(transfer)).toBe('files-not-allowed');
    await page.transfers.resume(transfer);
    expect(page.filesProblems.get(transfer)).toBeUndefined();
    await ben.untilIncoming(transfer, 'saved');
    await page.untilOutgoing(transfer, 'saved');
  });

  test.each([
    ['when they do not allow it', () => Object.assign(handle, { answer: 'denied' })],
    ['when the file is gone', () => Object.assign(handle, { file: undefined })],
  ])('chooses them again %s', async (_when, happen) => {
    happen();
    await page.transfers.resume(transfer);
    expect(page.filesProblems.get(transfer)).toBe('files-forgotten');
    await ben.untilHeld(transfer, 'no-files');
    await page.transfers.resume(transfer, { files: [{ path: file.name, file }], emptyFolders: [] });
    await ben.untilIncoming(transfer, 'saved');
  });

  test('chooses them again when the file has changed', async () => {
    handle.file = fakeFile('a.bin', 2_000_000);
    await page.transfers.resume(transfer);
    expect(page.filesProblems.get(transfer)).toBe('files-changed');
    await ben.untilHeld(transfer, 'no-files');
  });
});
