import { beforeEach, describe, expect, test } from 'vitest';
import { fakeFile } from '../../support/fake-files.ts';
import { TransfersLab, type TransfersSide } from '../../support/transfers-lab.ts';
import { settle } from '../../support/watch.ts';

let ann: TransfersSide;
let ben: TransfersSide;

beforeEach(async () => {
  const lab = await TransfersLab.create();
  [ann, ben] = [lab.addSide(), lab.addSide()];
  await lab.connect(ann, ben);
});

const offer = () => ann.offer([fakeFile('a.bin', 10)], ben);

async function expectAsked(): Promise<void> {
  const transfer = await offer();
  await ben.offered(transfer);
  await settle();
  expect(ben.incomingOf(transfer)?.status).toBe('offered');
  expect(ben.unasked).toEqual([]);
}

describe('an offer of somebody whose files are accepted unasked', () => {
  beforeEach(() => ben.recognised.add(ann.peerId));

  test('is accepted at once, into the storage of the browser', async () => {
    const transfer = await offer();
    await ben.untilIncoming(transfer, 'saved');
    expect(ben.unasked).toEqual([transfer]);
    expect(ben.sinks.choices).toEqual([{ fileName: 'a.bin', totalBytes: 10, saveTo: 'browser' }]);
    await ann.untilOutgoing(transfer, 'saved');
  });

  test('is asked about where no such place has space', async () => {
    ben.sinks.hasUnasked = false;
    await expectAsked();
  });

  test('is asked about when nothing is to be stored here', async () => {
    ben.preferences = { ...ben.preferences, saveTo: 'memory' };
    await expectAsked();
  });
});

test('an offer of somebody else is asked about', expectAsked);
