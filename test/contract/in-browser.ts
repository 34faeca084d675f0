import { createSimplePeerLinks } from '../../client/net/simple-peer-link.ts';
import { type Database, openDatabase } from '../../client/transfer/journal/database.ts';
import { IndexedDbJournal, IndexedDbOutbox } from '../../client/transfer/journal/indexeddb-stores.ts';
import { indexedDbCases, opfsCases } from './browser-storage-cases.ts';
import { chosenPlaceCases } from './chosen-place-cases.ts';
import type { ContractCase } from './contract.ts';
import { journalContract, type Kept, outboxContract } from './keep-contract.ts';
import { linkContract } from './link-contract.ts';
import { simplePeerLinkCases } from './simple-peer-link-cases.ts';
import { durableSinkContract, type OpenSinkLab, sinkContract } from './sink-contract.ts';
import { openFileLab, openFolderLab, openIndexedDbLab, openOpfsLab, openStreamLab } from './sink-labs.ts';

const durableSink = (openLab: OpenSinkLab) => (name: string) =>
  runCase([...sinkContract, ...durableSinkContract], name, openLab);

/** A journal or an outbox in a database of its own, as an earlier test may have left something. */
const inIndexedDb =
  <Store>(create: (database: Database) => Store) =>
  async (): Promise<Kept<Store>> => {
    const database = await openDatabase();
    await Promise.all([database.clear('journal'), database.clear('contents'), database.clear('outbox')]);
    const openAgain = async () => {
      database.close();
      return create(await openDatabase());
    };
    return { store: create(database), openAgain };
  };

const openJournal = inIndexedDb((database) => new IndexedDbJournal(database));
const openOutbox = inIndexedDb((database) => new IndexedDbOutbox(database));

/** The suites that run in a browser, by name. */
const suites: Readonly<Record<string, (name: string) => Promise<void>>> = {
  link: (name) =>
    runCase(
      linkContract,
      name,
      createSimplePeerLinks(() => []),
    ),
  'simple-peer link': (name) => runCase(simplePeerLinkCases, name, undefined),
  'stream sink': (name) => runCase(sinkContract, name, openStreamLab),
  'IndexedDB sink': durableSink(openIndexedDbLab),
  'OPFS sink': durableSink(openOpfsLab),
  'file sink': durableSink(openFileLab),
  'folder sink': durableSink(openFolderLab),
  'IndexedDB journal': (name) => runCase(journalContract, name, openJournal),
  'IndexedDB outbox': (name) => runCase(outboxContract, name, openOutbox),
  IndexedDB: (name) => runCase(indexedDbCases, name, undefined),
  OPFS: (name) => runCase(opfsCases, name, undefined),
  'chosen places': (name) => runCase(chosenPlaceCases, name, undefined),
};

async function runCase<Subject>(cases: readonly ContractCase<Subject>[], name: string, subject: Subject) {
  const found = cases.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`There is no case “${name}”.`);
  await found.run(subject);
}

declare global {
  interface Window {
    /** How the test runner reaches into the page. */
    runContractCase(suite: string, name: string): Promise<void>;
  }
}

window.runContractCase = async (suite, name) => {
  const run = suites[suite];
  if (run === undefined) throw new Error(`There is no suite “${suite}”.`);
  await run(name);
};
