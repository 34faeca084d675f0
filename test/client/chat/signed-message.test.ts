import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGenuine, signedOctets, signMessage, type UnsignedMessage } from '../../../client/chat/signed-message.ts';
import { createIdentity } from '../../../client/trust/identity.ts';
import {
  CHAT_REVISIONS_MAX,
  CHAT_TEXT_LENGTH_MAX,
  CLOCK_COUNTER_MAX,
  CLOCK_TIME_MAX_MS,
  ROOM_NUMBER_MAX,
} from '../../../shared/limits.ts';
import { toHex } from '../../../shared/random.ts';
import { fakeKeyOf, fakeMessageId, fakePeerId } from '../../support/fake-ids.ts';
import { createFakeRandom } from '../../support/fake-random.ts';

const randomBytes = createFakeRandom();
const [ann, ben] = [createIdentity(randomBytes), createIdentity(randomBytes)];

const anyText = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }),
  // Lone surrogates, which UTF-8 cannot tell apart.
  fc.constantFrom('\ud800', '\ud801', '\udfff', '\ufffd', 'a\ud800'),
);

const anyId = fc.nat(1_000).map(fakeMessageId);
const anyMore = fc.record(
  {
    action: fc.constant(true as const),
    quote: anyId,
    to: fc.nat(1_000).map((number) => ({ peerId: fakePeerId(number), key: fakeKeyOf(fakePeerId(number)) })),
    revision: fc.integer({ min: 1, max: CHAT_REVISIONS_MAX }),
  },
  { requiredKeys: [] },
);

/** What is signed, with the room. */
const anySaying: fc.Arbitrary<{ readonly room: number } & UnsignedMessage> = fc
  .record({
    room: fc.integer({ min: 1, max: ROOM_NUMBER_MAX }),
    id: anyId,
    clock: fc.record({ time: fc.nat(CLOCK_TIME_MAX_MS), counter: fc.nat(CLOCK_COUNTER_MAX) }),
    author: fc.nat(1_000).map(fakePeerId),
    name: anyText,
    text: anyText,
  })
  .chain((said) => anyMore.map((more) => ({ ...said, ...more })));

const octetsOf = ({ room, ...message }: { readonly room: number } & UnsignedMessage) =>
  toHex(signedOctets(room, message));

const message: UnsignedMessage = {
  id: fakeMessageId(1),
  author: fakePeerId(1),
  name: 'Ann',
  clock: { time: 1_700_000_000_000, counter: 3 },
  text: 'hello',
};

describe('a signed message', () => {
  test('is genuine in its room, as anybody can tell', () => {
    const signed = signMessage(ann, 7, message);
    expect(signed).toEqual({
      ...message,
      authorKey: ann.publicKey,
      signature: expect.stringMatching(/^[0-9a-f]{128}$/),
    });
    expect(isGenuine(7, signed)).toBe(true);
  });

  test('is not genuine in another room, nor by another key, nor with another signature', () => {
    const signed = signMessage(ann, 7, message);
    expect(isGenuine(8, signed)).toBe(false);
    expect(isGenuine(7, { ...signed, authorKey: ben.publicKey })).toBe(false);
    expect(isGenuine(7, { ...signed, signature: signMessage(ben, 7, message).signature })).toBe(false);
    expect(isGenuine(7, { ...signed, signature: '0'.repeat(128) })).toBe(false);
  });

  test.each<[string, Partial<UnsignedMessage>]>([
    ['id', { id: fakeMessageId(2) }],
    ['author', { author: fakePeerId(2) }],
    ['name', { name: 'Anna' }],
    ['time', { clock: { time: 1_700_000_000_001, counter: 3 } }],
    ['counter', { clock: { time: 1_700_000_000_000, counter: 4 } }],
    ['text', { text: 'hello!' }],
    ['kind', { action: true }],
    ['quoted message', { quote: fakeMessageId(2) }],
    ['addressee', { to: { peerId: fakePeerId(2), key: fakeKeyOf(fakePeerId(2)) } }],
    ['revision', { revision: 1 }],
  ])('is not genuine with another %s', (_field, change) => {
    expect(isGenuine(7, { ...signMessage(ann, 7, message), ...change })).toBe(false);
  });

  test('is genuine for whatever can be said, and not with any field of something else', () => {
    fc.assert(
      fc.property(
        anySaying,
        anySaying,
        fc.constantFrom('id', 'clock', 'author', 'name', 'text', 'action', 'quote', 'to', 'revision'),
        (one, other, field) => {
          const { room, ...said } = one;
          const signed = signMessage(ann, room, said);
          const changed = { ...signed, [field]: other[field] };
          expect(isGenuine(room, signed)).toBe(true);
          expect(isGenuine(room, changed)).toBe(JSON.stringify(changed) === JSON.stringify(signed));
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('what is signed', () => {
  test('is the same for the same alone', () => {
    fc.assert(
      fc.property(anySaying, anySaying, (one, other) => {
        const isEqual = JSON.stringify(one) === JSON.stringify(other);
        expect(octetsOf(one) === octetsOf(other)).toBe(isEqual);
        expect(octetsOf({ ...one })).toBe(octetsOf(one));
      }),
    );
  });

  test('is another for texts with other lone surrogates', () => {
    const octets = ['\ud800', '\ud801', '\udfff', '\ufffd'].map((text) => octetsOf({ room: 7, ...message, text }));
    expect(new Set(octets).size).toBe(4);
  });

  test('tells where a name ends and a text begins', () => {
    const one = octetsOf({ room: 7, ...message, name: 'Ann', text: 'a hello' });
    expect(octetsOf({ room: 7, ...message, name: 'Anna', text: ' hello' })).not.toBe(one);
  });

  test('holds the longest text', () => {
    const text = '\u0000'.repeat(CHAT_TEXT_LENGTH_MAX);
    expect(isGenuine(7, signMessage(ann, 7, { ...message, text }))).toBe(true);
  });
});
