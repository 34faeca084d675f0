import { type MapStore, map } from 'nanostores';
import { beforeEach, describe, expect, test } from 'vitest';
import { TransferBoard } from '../../../client/state/transfer-board.ts';
import type { TransferView } from '../../../client/state/views.ts';
import type { TransferId } from '../../../shared/ids.ts';
import type { FileOffer } from '../../../shared/peer-protocol.ts';
import { fakePeerId, fakeTransferId } from '../../support/fake-ids.ts';

const [annId, benId, cleoId] = [fakePeerId(1), fakePeerId(2), fakePeerId(3)];
const offered = {
  status: 'offered',
  destination: { place: 'your downloads', reason: 'a reason' },
  files: { status: 'unlisted' },
} as const;
const [incoming, outgoing, unknown] = [fakeTransferId(1), fakeTransferId(2), fakeTransferId(3)];

const offerOf = (transfer: TransferId): FileOffer => ({
  type: 'file-offer',
  transfer,
  fileCount: 2,
  folderCount: 1,
  totalBytes: 30,
  names: ['a', 'b'],
  manifestBytes: 10,
  manifestDigest: '0'.repeat(64),
});

let store: MapStore<Record<TransferId, TransferView>>;
let board: TransferBoard;

beforeEach(() => {
  store = map<Record<TransferId, TransferView>>({});
  board = new TransferBoard(store, () => undefined);
  board.addIncoming({ peerId: annId, name: 'Ann' }, offerOf(incoming), offered);
  board.addOutgoing(
    [
      { peerId: benId, name: 'Ben' },
      { peerId: cleoId, name: 'Cleo' },
    ],
    offerOf(outgoing),
  );
});

describe('the board of transfers', () => {
  test('shows what comes and what goes', () => {
    const summary = { fileCount: 2, folderCount: 1, totalBytes: 30, names: ['a', 'b'] };
    const waiting = { status: 'waiting' };
    expect(store.get()).toEqual({
      [incoming]: {
        ...summary,
        id: incoming,
        direction: 'incoming',
        sender: 'Ann',
        senderId: annId,
        state: offered,
      },
      [outgoing]: {
        ...summary,
        id: outgoing,
        direction: 'outgoing',
        recipients: [
          { peerId: benId, name: 'Ben', state: waiting },
          { peerId: cleoId, name: 'Cleo', state: waiting },
        ],
      },
    });
  });

  test('follows what comes', () => {
    board.setIncoming(incoming, { status: 'saving' });
    expect(store.get()[incoming]).toMatchObject({ sender: 'Ann', state: { status: 'saving' } });
  });

  test('follows each recipient by themselves', () => {
    board.setRecipient(outgoing, cleoId, { status: 'declined' });
    expect(store.get()[outgoing]).toMatchObject({
      recipients: [
        { name: 'Ben', state: { status: 'waiting' } },
        { name: 'Cleo', state: { status: 'declined' } },
      ],
    });
  });

  test('takes no notice of what is not on it, or goes the other way', () => {
    const before = structuredClone(store.get());
    board.setIncoming(unknown, { status: 'saving' });
    board.setIncoming(outgoing, { status: 'saving' });
    board.setRecipient(unknown, benId, { status: 'saved' });
    board.setRecipient(incoming, benId, { status: 'saved' });
    board.setRecipient(outgoing, annId, { status: 'saved' });
    board.setFilesProblem(unknown, 'a problem');
    board.setFilesProblem(incoming, 'a problem');
    expect(store.get()).toEqual(before);
  });

  test('shows an offer that is made again anew', () => {
    board.setIncoming(incoming, { status: 'failed', problem: 'a problem' });
    board.addIncoming({ peerId: annId, name: 'Ann' }, offerOf(incoming), offered);
    expect(board.views).toHaveLength(2);
    expect(store.get()[incoming]).toMatchObject({ state: offered });
  });

  test('says why files must be chosen again, until they are there', () => {
    board.setFilesProblem(outgoing, 'Choose them again.');
    expect(store.get()[outgoing]).toMatchObject({ filesProblem: 'Choose them again.' });
    board.setRecipient(outgoing, benId, { status: 'saved' });
    expect(store.get()[outgoing]).toMatchObject({ filesProblem: 'Choose them again.' });
    board.setFilesProblem(outgoing, undefined);
    expect(store.get()[outgoing]).not.toHaveProperty('filesProblem');
  });

  test('knows what is on it', () => {
    expect([board.has(incoming), board.has(outgoing), board.has(unknown)]).toEqual([true, true, false]);
    expect(board.views.map(({ id }) => id)).toEqual([incoming, outgoing]);
  });

  test('is cleared of what has ended, and of nothing else', () => {
    board.setRecipient(outgoing, benId, { status: 'saved' });
    board.clearEnded();
    expect(board.views).toHaveLength(2);
    board.setRecipient(outgoing, cleoId, { status: 'declined' });
    board.clearEnded();
    expect(board.views.map(({ id }) => id)).toEqual([incoming]);
    board.setIncoming(incoming, { status: 'held', hold: 'no-link', savedBytes: 0, totalBytes: 10, outlivesPage: true });
    board.clearEnded();
    expect(board.views).toHaveLength(1);
    board.setIncoming(incoming, { status: 'cancelled', by: 'you' });
    board.clearEnded();
    expect(board.views).toEqual([]);
  });
});
