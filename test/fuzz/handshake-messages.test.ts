import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HandshakeState, stepHandshake } from '../../client/trust/handshake.ts';
import {
  type HandshakeMessage,
  PEER_PROTOCOL_VERSION,
  ProtocolError,
  parseHandshakeMessage,
} from '../../shared/peer-protocol.ts';
import { createEnds, type HandshakeEnd } from '../support/handshake-lab.ts';
import { fuzz, outcomeOf } from './fuzz.ts';
import { mutatedJson } from './mutations.ts';

const hexOf = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((all) => Buffer.from(all).toString('hex'));

/** Ann before each message of Ben, and what he says then. */
function honestRun(): {
  readonly ann: HandshakeEnd;
  readonly states: HandshakeState[];
  readonly said: HandshakeMessage[];
} {
  const { ann, ben } = createEnds();
  const states: HandshakeState[] = [];
  const said: HandshakeMessage[] = [];
  while (ann.queue.length + ben.queue.length > 0) {
    for (const message of ann.queue.splice(0)) ben.receive(message);
    for (const message of ben.queue.splice(0)) {
      states.push(ann.state);
      said.push(message);
      ann.receive(message);
    }
  }
  return { ann, states: [...states, ann.state], said };
}

const { ann, states, said } = honestRun();
const refusing: HandshakeState = { status: 'refusing', reason: { type: 'wrong-code' } };
const anyState = fc.constantFrom(...states, refusing);

/** Well-formed as a message, with whatever in it; those that cost a multiplication are in the tests beside this one. */
const wellFormed: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ type: fc.constant('hello'), version: fc.nat({ max: 70_000 }) }),
  fc.record({ type: fc.constant('key-confirmation'), words: hexOf(64), link: hexOf(64) }),
  fc.record({ type: fc.constant('introduction'), identity: hexOf(32), signature: fc.string(), name: fc.string() }),
  fc.constant({ type: 'refusal' }),
);

const asText = (value: unknown) => JSON.stringify(value) ?? '';

/** What Ben says, and stops before the end. */
const cutOff = fc
  .tuple(fc.constantFrom(...said.map(asText)), fc.nat())
  .map(([text, end]) => text.slice(0, end % text.length));

const hostileText = fc.oneof(
  { weight: 6, arbitrary: mutatedJson(fc.constantFrom(...said)).map(asText) },
  { weight: 3, arbitrary: wellFormed.map(asText) },
  { weight: 1, arbitrary: cutOff },
  { weight: 1, arbitrary: fc.json({ maxDepth: 2 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

describe('whatever comes as a message of the handshake', () => {
  test('is taken or refused with a ProtocolError, and nothing else', () => {
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(anyState, hostileText, (state, text) => {
        const outcome = outcomeOf(() => stepHandshake(ann.setup, state, parseHandshakeMessage(text)), ProtocolError);
        seen[outcome] += 1;
      }),
      fuzz,
    );
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(fuzz.numRuns / 100);
  });

  test('never brings a handshake further than what Ben says himself', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states.keys()), wellFormed, (at, message) => {
        const state = states[at];
        if (state === undefined) return;
        const next = attempt(state, JSON.stringify(message));
        expect(next === undefined || ['refusing', 'refused'].includes(next.status)).toBe(true);
      }),
      { ...fuzz, numRuns: 5_000 },
    );
  });

  test('is what it was when it has been written and read again', () => {
    const valid: fc.Arbitrary<unknown> = fc.oneof(
      fc.record({ type: fc.constant('hello'), version: fc.nat({ max: 65_535 }), nonce: hexOf(16) }),
      fc.record({ type: fc.constant('key-share'), share: hexOf(32) }),
      fc.record({ type: fc.constant('key-confirmation'), words: hexOf(64), link: hexOf(64) }),
      fc.record({
        type: fc.constant('introduction'),
        identity: hexOf(32),
        signature: hexOf(64),
        name: fc.constantFrom('Ann', 'Bén 😀', '“Cleo”'),
      }),
      fc.constant({ type: 'refusal' }),
    );
    fc.assert(
      fc.property(valid, (message) => {
        expect(parseHandshakeMessage(JSON.stringify(message))).toEqual(message);
      }),
      { ...fuzz, numRuns: 2_000 },
    );
  });

  test('is never longer than a message of the handshake may be', () => {
    const text = JSON.stringify({ type: 'hello', version: PEER_PROTOCOL_VERSION, more: 'x'.repeat(3_000) });
    expect(() => parseHandshakeMessage(text)).toThrow('too long');
  });
});

/** The state after a message; undefined when it was refused. */
function attempt(state: HandshakeState, text: string): HandshakeState | undefined {
  try {
    return stepHandshake(ann.setup, state, parseHandshakeMessage(text)).state;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return undefined;
  }
}
