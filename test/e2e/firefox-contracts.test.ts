import { describe } from 'vitest';
import { indexedDbCases, opfsCases } from '../contract/browser-storage-cases.ts';
import { journalContract, outboxContract } from '../contract/keep-contract.ts';
import { durableSinkContract, sinkContract } from '../contract/sink-contract.ts';
import { runContractsIn } from '../support/contract-runner.ts';
import { launchFirefox } from '../support/firefox.ts';

/** The sinks that Firefox has: it asks for no files and no folders. */

const durableSink = [...sinkContract, ...durableSinkContract];

const runIn = runContractsIn(launchFirefox);

describe('the stream sink keeps its contract in Firefox', () => runIn('lan.test', 'stream sink', sinkContract));
describe('the IndexedDB sink keeps its contract in Firefox', () => runIn('lan.test', 'IndexedDB sink', durableSink));
describe('the OPFS sink keeps its contract in Firefox', () => runIn('localhost', 'OPFS sink', durableSink));
describe('the IndexedDB sink copes with its store in Firefox', () => runIn('lan.test', 'IndexedDB', indexedDbCases));
describe('the OPFS sink copes with its store in Firefox', () => runIn('localhost', 'OPFS', opfsCases));
describe('the IndexedDB journal keeps the contract of journals in Firefox', () =>
  runIn('lan.test', 'IndexedDB journal', journalContract));
describe('the IndexedDB outbox keeps the contract of outboxes in Firefox', () =>
  runIn('lan.test', 'IndexedDB outbox', outboxContract));
