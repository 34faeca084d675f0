import type { JournalEntry } from '../../client/transfer/journal/journal.ts';
import { nothingSaved } from '../../client/transfer/receiving/saved-position.ts';
import { fakePeerId, fakeTransferId } from './fake-ids.ts';

/** An entry of one file, from peer 1 to peer 2, of which nothing is saved. */
export function fakeJournalEntry(more: Partial<JournalEntry> = {}): JournalEntry {
  const transfer = fakeTransferId(1);
  return {
    transfer,
    offer: {
      type: 'file-offer',
      transfer,
      fileCount: 1,
      folderCount: 0,
      totalBytes: 30,
      names: ['a'],
      manifestBytes: 10,
      manifestDigest: '0'.repeat(64),
    },
    sender: { peerId: fakePeerId(1), name: 'Ann' },
    recipient: fakePeerId(2),
    record: { type: 'indexeddb' },
    saved: nothingSaved,
    wantedBytes: 30,
    paused: false,
    ...more,
  };
}
