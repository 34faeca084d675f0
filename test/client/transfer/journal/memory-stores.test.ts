import { describe, test } from 'vitest';
import { MemoryJournal, MemoryOutbox } from '../../../../client/transfer/journal/memory-stores.ts';
import { journalContract, outboxContract } from '../../../contract/keep-contract.ts';

const inMemory = <Store>(store: Store) => Promise.resolve({ store, openAgain: () => Promise.resolve(store) });

describe('the journal in memory keeps the contract of journals', () => {
  for (const { name, run } of journalContract) test(name, () => run(() => inMemory(new MemoryJournal())));
});

describe('the outbox in memory keeps the contract of outboxes', () => {
  for (const { name, run } of outboxContract) test(name, () => run(() => inMemory(new MemoryOutbox())));
});
