import type { Journal, JournalEntry } from '../../client/transfer/journal/journal.ts';
import type { Outbox, OutboxEntry } from '../../client/transfer/journal/outbox.ts';
import { nothingSaved } from '../../client/transfer/receiving/saved-position.ts';
import type { FileOffer } from '../../shared/peer-protocol.ts';
import { fakePeerId, fakeTransferId } from '../support/fake-ids.ts';
import { type ContractCase, checkSame, checkSameBytes, patternBytes } from './contract.ts';

/** A journal or an outbox, and the same one as a later page finds it. */
export interface Kept<Store> {
  readonly store: Store;
  readonly openAgain: () => Promise<Store>;
}

export type OpenKept<Store> = () => Promise<Kept<Store>>;

const [one, other] = [fakeTransferId(1), fakeTransferId(2)];

const offerOf = (transfer: JournalEntry['transfer']): FileOffer => ({
  type: 'file-offer',
  transfer,
  fileCount: 1,
  folderCount: 0,
  totalBytes: 10,
  names: ['a.txt'],
  manifestBytes: 100,
  manifestDigest: 'f'.repeat(64),
});

const entryOf = (transfer: JournalEntry['transfer']): JournalEntry => ({
  transfer,
  offer: offerOf(transfer),
  sender: { peerId: fakePeerId(1), name: 'Ann' },
  recipient: fakePeerId(2),
  record: { type: 'indexeddb' },
  saved: nothingSaved,
  wantedBytes: 10,
  paused: false,
});

const outboxEntryOf = (transfer: OutboxEntry['transfer']): OutboxEntry => ({
  transfer,
  offer: offerOf(transfer),
  manifest: patternBytes(100),
  recipients: [{ peerId: fakePeerId(2), name: 'Ben' }],
  paused: false,
  handles: undefined,
});

/** What `client/transfer/journal/journal.ts` promises. */
export const journalContract: readonly ContractCase<OpenKept<Journal>>[] = [
  {
    name: 'lists what was put, as it was put last, for a later page too',
    run: async (open) => {
      const { store, openAgain } = await open();
      await store.put(entryOf(one));
      await store.put(entryOf(other));
      const newest = { ...entryOf(one), paused: true };
      await store.put(newest);
      checkSame(await store.list(), [newest, entryOf(other)], 'the entries');
      checkSame(await (await openAgain()).list(), [newest, entryOf(other)], 'the entries of a later page');
    },
  },
  {
    name: 'keeps manifest and selection of each transfer',
    run: async (open) => {
      const { store, openAgain } = await open();
      await store.putContents(one, { manifest: patternBytes(1_000), selection: new Set([3, 5]) });
      checkSame(await store.contents(other), undefined, 'what another transfer has');
      const contents = await (await openAgain()).contents(one);
      checkSameBytes(contents?.manifest ?? new Uint8Array(), patternBytes(1_000), 'the manifest');
      checkSame([...(contents?.selection ?? [])], [3, 5], 'the selection');
    },
  },
  {
    name: 'forgets all of a transfer, and nothing else',
    run: async (open) => {
      const { store, openAgain } = await open();
      for (const transfer of [one, other]) {
        await store.put(entryOf(transfer));
        await store.putContents(transfer, { manifest: patternBytes(10), selection: 'all' });
      }
      await store.delete(one);
      await store.delete(one);
      const later = await openAgain();
      checkSame(await later.list(), [entryOf(other)], 'the entries');
      checkSame(await later.contents(one), undefined, 'what is kept of the forgotten one');
      checkSame((await later.contents(other))?.selection, 'all', 'the selection of the other one');
    },
  },
];

/** What `client/transfer/journal/outbox.ts` promises. */
export const outboxContract: readonly ContractCase<OpenKept<Outbox>>[] = [
  {
    name: 'lists what was put, as it was put last, for a later page too',
    run: async (open) => {
      const { store, openAgain } = await open();
      await store.put(outboxEntryOf(one));
      const newest = { ...outboxEntryOf(one), paused: true };
      await store.put(newest);
      checkSame(await store.list(), [newest], 'the entries');
      checkSame(await (await openAgain()).list(), [newest], 'the entries of a later page');
    },
  },
  {
    name: 'forgets an offer, and nothing else',
    run: async (open) => {
      const { store, openAgain } = await open();
      for (const transfer of [one, other]) await store.put(outboxEntryOf(transfer));
      await store.delete(one);
      await store.delete(one);
      checkSame(await (await openAgain()).list(), [outboxEntryOf(other)], 'the entries');
    },
  },
];
