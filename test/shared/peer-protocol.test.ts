import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  CHAT_IDS_PER_MESSAGE_MAX,
  CHAT_REVISIONS_MAX,
  CHAT_TEXT_LENGTH_MAX,
  CLOCK_COUNTER_MAX,
  CLOCK_TIME_MAX_MS,
  CONTROL_MESSAGE_LENGTH_MAX,
  MANIFEST_BYTES_MAX,
  NAME_LENGTH_MAX,
  OFFER_NAME_LENGTH_MAX,
  OFFER_NAMES_MAX,
  PIECES_PER_REQUEST_MAX,
  PROOF_PIECES_MAX,
  THUMBNAIL_LENGTH_MAX,
  TRANSFER_BYTES_MAX,
  TRANSFER_FILES_MAX,
} from '../../shared/limits.ts';
import { controlMessageSchema, ProtocolError, parseControlMessage } from '../../shared/peer-protocol.ts';

const transfer = '0123456789abcdef0123456789abcdef';
const manifestDigest = 'ab'.repeat(32);

const renamed = { type: 'renamed', name: 'Grace' };
const id = '0f'.repeat(16);
const saying = {
  id,
  clock: { time: 1_700_000_000_000, counter: 2 },
  name: 'Ada',
  text: 'Hi, all',
  signature: '5e'.repeat(64),
};
const chat = { type: 'chat', ...saying };
const told = { ...saying, author: '1'.repeat(32), authorKey: 'a1'.repeat(32) };
const history = { type: 'chat-history', messages: [told], last: true };
const deleted = { ...chat, text: '', revision: 1 };
const known = { type: 'chat-known', held: [{ id }, { id, version: '01'.repeat(8) }], last: false };
const received = { type: 'chat-received', held: [{ id }] };
const somebody = { peerId: '2'.repeat(32), key: 'b2'.repeat(32) };
const offer = {
  type: 'file-offer',
  transfer,
  fileCount: 2,
  folderCount: 0,
  totalBytes: 10,
  names: ['a.txt', 'b.txt'],
  manifestBytes: 60,
  manifestDigest,
};
const thumbnail = { type: 'file-thumbnail', transfer, index: 0, image: 'UklGRg==' };
const request = { type: 'piece-request', transfer, stream: 'files', first: 0, count: 8, compressed: true };
const begun = {
  type: 'transfer-begun',
  transfer,
  wantedBytes: 20,
  savedBytes: 10,
  proof: [{ index: 3, digest: manifestDigest }],
};
const paused = { type: 'transfer-paused', transfer, reason: 'by-person' };

const messages = [
  renamed,
  { type: 'leaving' },
  chat,
  { ...chat, action: true, quote: id, to: somebody, revision: CHAT_REVISIONS_MAX },
  deleted,
  known,
  { ...known, held: [], last: true },
  history,
  { ...history, messages: [], last: false },
  { ...history, messages: [{ ...told, text: '', to: somebody, revision: 2 }] },
  received,
  { type: 'typing', active: true },
  { type: 'typing', active: false },
  offer,
  thumbnail,
  { type: 'offer-declined', transfer },
  request,
  { ...request, stream: 'manifest' },
  { ...request, compressed: false },
  { type: 'transfer-done', transfer },
  { type: 'transfer-cancelled', transfer },
  begun,
  { ...begun, savedBytes: 0, proof: [] },
  { type: 'transfer-wanted', tag: manifestDigest, recipient: '1'.repeat(32) },
  { type: 'files-missing', transfer },
  paused,
  { ...paused, reason: 'no-space' },
  { ...paused, reason: 'storage-failed' },
  { type: 'transfer-continued', transfer },
];

const parse = (message: unknown) => parseControlMessage(JSON.stringify(message));

describe('a control message', () => {
  test.each(messages)('arrives as it was sent: $type', (message) => {
    expect(parse(message)).toEqual(message);
  });

  test('is covered here in every type that there is', () => {
    const known = controlMessageSchema.options.map((option) => option.entries.type.literal);
    expect(new Set(messages.map(({ type }) => type))).toEqual(new Set(known));
  });

  test('is rebuilt: what nobody asked for is left behind', () => {
    expect(parse({ ...renamed, admin: true })).toEqual(renamed);
  });

  test.each([
    ['at its limits', { ...offer, fileCount: TRANSFER_FILES_MAX, totalBytes: TRANSFER_BYTES_MAX }],
    ['of empty folders alone', { ...offer, fileCount: 0, folderCount: 3, totalBytes: 0 }],
    ['with the largest manifest', { ...offer, manifestBytes: MANIFEST_BYTES_MAX }],
    ['with as many names as it may', { ...offer, names: Array(OFFER_NAMES_MAX).fill('n') }],
    ['with a name as long as it may be', { ...offer, names: ['n'.repeat(OFFER_NAME_LENGTH_MAX)] }],
    ['of empty files', { ...offer, totalBytes: 0 }],
    ['for as many pieces as it may', { ...request, first: 2 ** 32 - 1, count: PIECES_PER_REQUEST_MAX }],
    ['with a text as long as it may be', { ...chat, text: 't'.repeat(CHAT_TEXT_LENGTH_MAX) }],
  ])('is taken %s', (_, message) => {
    expect(parse(message)).toEqual(message);
  });

  test('holds the longest chat text even when JSON escapes all of it, also as history', () => {
    const text = '\u0000'.repeat(CHAT_TEXT_LENGTH_MAX);
    const message = { ...chat, text };
    expect(parse(message)).toEqual(message);
    const clock = { time: CLOCK_TIME_MAX_MS, counter: CLOCK_COUNTER_MAX };
    const handedOn = {
      ...history,
      messages: [
        {
          ...told,
          name: '"'.repeat(NAME_LENGTH_MAX),
          clock,
          text,
          action: true,
          quote: id,
          to: somebody,
          revision: CHAT_REVISIONS_MAX,
        },
      ],
      last: false,
    };
    expect(parse(handedOn)).toEqual(handedOn);
  });

  test('holds as many ids as it may', () => {
    const list = { ...known, held: Array(CHAT_IDS_PER_MESSAGE_MAX).fill(known.held[1]) };
    expect(parse(list)).toEqual(list);
  });
});

describe('a control message is refused', () => {
  const { text: _text, ...chatWithoutText } = chat;
  test.each([
    ['of an unknown type', { type: 'shutdown' }],
    ['without a type', {}],
    ['that is not an object', 7],
    ['that is null', null],
    ['with a field missing', chatWithoutText],
    ['with an empty name', { ...renamed, name: '' }],
    ['with an untidy new name', { type: 'renamed', name: 'a\u202eb' }],
    ['of the handshake', { type: 'refusal' }],
    ['with an empty text', { ...chat, text: '' }],
    ['with a text too long', { ...chat, text: 't'.repeat(CHAT_TEXT_LENGTH_MAX + 1) }],
    ['with an id that is none', { ...chat, id: 'x' }],
    ['with an id in a list that is none', { ...known, held: [{ id: 'x' }] }],
    ['with too long a list of ids', { ...known, held: Array(CHAT_IDS_PER_MESSAGE_MAX + 1).fill({ id }) }],
    ['with a list that may or may not be the last', { ...known, last: undefined }],
    ['that acknowledges nothing', { ...received, held: [] }],
    ['that acknowledges too much', { ...received, held: Array(CHAT_IDS_PER_MESSAGE_MAX + 1).fill({ id }) }],
    ['with a version that is none', { ...known, held: [{ id, version: 'latest' }] }],
    ['with no revision in so many words', { ...chat, revision: 0 }],
    ['with a revision too many', { ...chat, revision: CHAT_REVISIONS_MAX + 1 }],
    ['that may or may not be an action', { ...chat, action: false }],
    ['that quotes what is no message', { ...chat, quote: 'x' }],
    ['to nobody in particular', { ...chat, to: {} }],
    ['to somebody without a key', { ...chat, to: { peerId: somebody.peerId } }],
    ['that may or may not be typing', { type: 'typing', active: 'yes' }],
    ['with a signature too short', { ...chat, signature: '5e' }],
    ['with an untidy name in a message', { ...chat, name: 'a\u202eb' }],
    ['with history by no key', { ...history, messages: [{ ...told, authorKey: 'a1' }] }],
    ['with history without signature', { ...history, messages: [{ ...told, signature: undefined }] }],
    ['with history by nobody', { ...history, messages: [saying] }],
    ['with history under an untidy name', { ...history, messages: [{ ...told, name: 'a\u202eb' }] }],
    ['with history of nothing', { ...history, messages: [{ ...told, text: '' }] }],
    ['with history of a text too long', { ...history, messages: [{ ...told, text: 't'.repeat(5_001) }] }],
    ['with history from beyond time', { ...history, messages: [{ ...told, clock: { time: -1, counter: 0 } }] }],
    ['with a time beyond the year 9999', { ...chat, clock: { time: 253_402_300_800_000, counter: 0 } }],
    ['with a counter too high', { ...chat, clock: { time: 0, counter: 2 ** 31 } }],
    ['of nothing', { ...offer, fileCount: 0 }],
    ['of a folder too many', { ...offer, fileCount: TRANSFER_FILES_MAX, folderCount: 1 }],
    ['of too many files', { ...offer, fileCount: TRANSFER_FILES_MAX + 1 }],
    ['of too many bytes', { ...offer, totalBytes: TRANSFER_BYTES_MAX + 1 }],
    ['without names', { ...offer, names: [] }],
    ['with too many names', { ...offer, names: Array(OFFER_NAMES_MAX + 1).fill('n') }],
    ['with a name too long', { ...offer, names: ['n'.repeat(OFFER_NAME_LENGTH_MAX + 1)] }],
    ['with an empty manifest', { ...offer, manifestBytes: 0 }],
    ['with a manifest too large', { ...offer, manifestBytes: MANIFEST_BYTES_MAX + 1 }],
    ['with a digest too short', { ...offer, manifestDigest: 'ab' }],
    ['with a digest in upper case', { ...offer, manifestDigest: manifestDigest.toUpperCase() }],
    ['with a thumbnail of no name', { ...thumbnail, index: OFFER_NAMES_MAX }],
    ['with a thumbnail that is too long', { ...thumbnail, image: 'A'.repeat(THUMBNAIL_LENGTH_MAX + 1) }],
    ['with a thumbnail that is no base64', { ...thumbnail, image: '<svg>' }],
    ['with an empty thumbnail', { ...thumbnail, image: '' }],
    ['with a malformed transfer id', { type: 'transfer-done', transfer: 'x' }],
    ['for no pieces', { ...request, count: 0 }],
    ['for too many pieces', { ...request, count: PIECES_PER_REQUEST_MAX + 1 }],
    ['for a piece index too high', { ...request, first: 2 ** 32 }],
    ['that does not say whether they may come compressed', { ...request, compressed: undefined }],
    ['for an unknown stream', { ...request, stream: 'secrets' }],
    ['with an unknown reason', { ...paused, reason: 'bored' }],
    ['with too long a proof', { ...begun, proof: Array(PROOF_PIECES_MAX + 1).fill(begun.proof[0]) }],
    ['with a proof that is none', { ...begun, proof: [{ index: 3, digest: 'ff' }] }],
    ['for more than any transfer has', { ...begun, wantedBytes: TRANSFER_BYTES_MAX + 1 }],
    ['with a tag that is none', { type: 'transfer-wanted', tag: 'ff', recipient: '1'.repeat(32) }],
  ])('%s', (_, message) => {
    expect(() => parse(message)).toThrow(ProtocolError);
  });

  test('that is not JSON', () => {
    expect(() => parseControlMessage('{')).toThrow(ProtocolError);
  });

  test('that is too long, before anything is read of it', () => {
    const padded = JSON.stringify({ type: 'leaving' }).padEnd(CONTROL_MESSAGE_LENGTH_MAX);
    expect(parseControlMessage(padded)).toEqual({ type: 'leaving' });
    expect(() => parseControlMessage(`${padded} `)).toThrow(ProtocolError);
  });

  test('with a ProtocolError and nothing else, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' }), mutatedMessages()), (text) => {
        expect(outcomeOf(text)).toMatch(/^(parsed|refused)$/);
      }),
    );
  });
});

/** Messages with one of their fields replaced by anything. */
function mutatedMessages(): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...messages), fc.nat(), fc.jsonValue()).map(([message, at, value]) => {
    const keys = Object.keys(message);
    return JSON.stringify({ ...message, [keys[at % keys.length] ?? 'type']: value });
  });
}

function outcomeOf(text: string): string {
  try {
    return v.is(controlMessageSchema, parseControlMessage(text)) ? 'parsed' : 'not a message';
  } catch (error) {
    return error instanceof ProtocolError ? 'refused' : `threw ${error}`;
  }
}
