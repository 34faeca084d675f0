import { describe } from 'vitest';
import { indexedDbCases, opfsCases } from '../contract/browser-storage-cases.ts';
import { chosenPlaceCases } from '../contract/chosen-place-cases.ts';
import { journalContract, outboxContract } from '../contract/keep-contract.ts';
import { linkContract } from '../contract/link-contract.ts';
import { simplePeerLinkCases } from '../contract/simple-peer-link-cases.ts';
import { durableSinkContract, sinkContract } from '../contract/sink-contract.ts';
import { launchBrowser } from '../support/browsers.ts';
import { runContractsIn } from '../support/contract-runner.ts';

const durableSink = [...sinkContract, ...durableSinkContract];

const runIn = runContractsIn(launchBrowser);

describe('the WebRTC link keeps the contract of links', () => runIn('lan.test', 'link', linkContract));
describe('the WebRTC link guards its channels', () => runIn('lan.test', 'simple-peer link', simplePeerLinkCases));
describe('the stream sink keeps the contract of sinks', () => runIn('lan.test', 'stream sink', sinkContract));
describe('the IndexedDB sink keeps the contract of sinks', () => runIn('lan.test', 'IndexedDB sink', durableSink));
describe('the OPFS sink keeps the contract of sinks', () => runIn('localhost', 'OPFS sink', durableSink));
describe('the file sink keeps the contract of sinks', () => runIn('localhost', 'file sink', durableSink));
describe('the folder sink keeps the contract of sinks', () => runIn('localhost', 'folder sink', durableSink));
describe('the IndexedDB sink copes with its store', () => runIn('lan.test', 'IndexedDB', indexedDbCases));
describe('the OPFS sink copes with its store', () => runIn('localhost', 'OPFS', opfsCases));
describe('chosen files and folders', () => runIn('localhost', 'chosen places', chosenPlaceCases));
describe('the IndexedDB journal keeps the contract of journals', () =>
  runIn('lan.test', 'IndexedDB journal', journalContract));
describe('the IndexedDB outbox keeps the contract of outboxes', () =>
  runIn('lan.test', 'IndexedDB outbox', outboxContract));
