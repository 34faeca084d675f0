import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CHAT_REVISIONS_MAX,
  CHAT_TEXT_LENGTH_MAX,
  CLOCK_COUNTER_MAX,
  CLOCK_TIME_MAX_MS,
  OFFER_NAMES_MAX,
  PIECES_PER_REQUEST_MAX,
  TRANSFER_BYTES_MAX,
  TRANSFER_FILES_MAX,
} from '../../shared/limits.ts';
import { tidyName } from '../../shared/names.ts';
import {
  type ControlMessage,
  ProtocolError,
  parseControlMessage,
  pauseReasons,
  streamNames,
} from '../../shared/peer-protocol.ts';
import { fuzz, outcomeOf } from './fuzz.ts';
import { mutatedJson } from './mutations.ts';

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const id = hex(32);
const digest = hex(64);
const bytes = fc.nat(TRANSFER_BYTES_MAX);
const name = fc.string({ minLength: 1, maxLength: 20 }).map((text) => tidyName(`A${text}`));
const saying = {
  id,
  clock: fc.record({ time: fc.nat(CLOCK_TIME_MAX_MS), counter: fc.nat(CLOCK_COUNTER_MAX) }),
  text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(50, CHAT_TEXT_LENGTH_MAX) }),
};
/** What a message may have besides. */
const anyMore = fc.record(
  {
    action: fc.constant(true),
    quote: id,
    to: fc.record({ peerId: id, key: digest }),
    revision: fc.integer({ min: 1, max: CHAT_REVISIONS_MAX }),
  },
  { requiredKeys: [] },
);
const withMore = <Message extends object>(message: fc.Arbitrary<Message>) =>
  fc.tuple(message, anyMore).map(([said, more]) => ({ ...said, ...more }));
const held = fc.record({ id, version: hex(16) }, { requiredKeys: ['id'] });
const is = <Type extends ControlMessage['type']>(type: Type) => fc.constant(type);

/** One of each kind, as an honest page may send it. */
const validMessages = {
  renamed: fc.record({ type: is('renamed'), name }),
  leaving: fc.record({ type: is('leaving') }),
  chat: withMore(fc.record({ type: is('chat'), ...saying, name, signature: hex(128) })),
  'chat-known': fc.record({ type: is('chat-known'), held: fc.array(held, { maxLength: 5 }), last: fc.boolean() }),
  'chat-history': fc.record({
    type: is('chat-history'),
    messages: fc.array(withMore(fc.record({ ...saying, author: id, name, authorKey: digest, signature: hex(128) })), {
      maxLength: 3,
    }),
    last: fc.boolean(),
  }),
  'chat-received': fc.record({ type: is('chat-received'), held: fc.array(held, { minLength: 1, maxLength: 5 }) }),
  typing: fc.record({ type: is('typing'), active: fc.boolean() }),
  'file-offer': fc.record({
    type: is('file-offer'),
    transfer: id,
    fileCount: fc.integer({ min: 1, max: TRANSFER_FILES_MAX / 2 }),
    folderCount: fc.nat(TRANSFER_FILES_MAX / 2),
    totalBytes: bytes,
    names: fc.array(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 3 }),
    manifestBytes: fc.integer({ min: 1, max: 1_000_000 }),
    manifestDigest: digest,
  }),
  'file-thumbnail': fc.record({
    type: is('file-thumbnail'),
    transfer: id,
    index: fc.nat(OFFER_NAMES_MAX - 1),
    image: fc.base64String({ minLength: 4, maxLength: 40 }),
  }),
  'offer-declined': fc.record({ type: is('offer-declined'), transfer: id }),
  'piece-request': fc.record({
    type: is('piece-request'),
    transfer: id,
    stream: fc.constantFrom(...streamNames),
    first: fc.nat(2 ** 32 - 1),
    count: fc.integer({ min: 1, max: PIECES_PER_REQUEST_MAX }),
    compressed: fc.boolean(),
  }),
  'transfer-begun': fc.record({
    type: is('transfer-begun'),
    transfer: id,
    wantedBytes: bytes,
    savedBytes: bytes,
    proof: fc.array(fc.record({ index: fc.nat(2 ** 32 - 1), digest }), { maxLength: 3 }),
  }),
  'transfer-wanted': fc.record({ type: is('transfer-wanted'), tag: digest, recipient: id }),
  'files-missing': fc.record({ type: is('files-missing'), transfer: id }),
  'transfer-paused': fc.record({ type: is('transfer-paused'), transfer: id, reason: fc.constantFrom(...pauseReasons) }),
  'transfer-continued': fc.record({ type: is('transfer-continued'), transfer: id }),
  'transfer-done': fc.record({ type: is('transfer-done'), transfer: id }),
  'transfer-cancelled': fc.record({ type: is('transfer-cancelled'), transfer: id }),
} satisfies { readonly [Type in ControlMessage['type']]: fc.Arbitrary<object> };

const anyValid = fc.oneof(...Object.values(validMessages));

test('each valid control message comes back as it was', () => {
  fc.assert(
    fc.property(anyValid, (message) => {
      expect(parseControlMessage(JSON.stringify(message))).toEqual(message);
    }),
    fuzz,
  );
});

test('any text is a control message, or is refused with a ProtocolError', () => {
  const mutatedText = mutatedJson(anyValid).map((value) => JSON.stringify(value) ?? '');
  const anyText = fc.oneof(
    { weight: 6, arbitrary: mutatedText },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
  const seen = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(anyText, (text) => {
      seen[outcomeOf(() => parseControlMessage(text), ProtocolError)] += 1;
    }),
    fuzz,
  );
  // Both happen often, or nothing was tried.
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(fuzz.numRuns / 50);
});
