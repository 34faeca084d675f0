import { describe, expect, test } from 'vitest';
import { type HandshakeSetup, refuseToConfirm } from '../../../client/trust/handshake.ts';
import { createIdentity, sign } from '../../../client/trust/identity.ts';
import { utf8 } from '../../../client/trust/octet-strings.ts';
import { type HandshakeMessage, PEER_PROTOCOL_VERSION, ProtocolError } from '../../../shared/peer-protocol.ts';
import { toHex } from '../../../shared/random.ts';
import { fakePeerId } from '../../support/fake-ids.ts';
import { createFakeRandom } from '../../support/fake-random.ts';
import { carry, code, createEnds, HandshakeEnd, roomNumber } from '../../support/handshake-lab.ts';

const typesOf = (messages: readonly HandshakeMessage[]) => messages.map(({ type }) => type);

describe('two ends with the same code on one connection', () => {
  test('get to know each other’s identity and name', () => {
    const { ann, ben } = createEnds();
    carry(ann, ben);
    expect(ann.state).toEqual({
      status: 'done',
      introduction: { identity: ben.setup.identity.publicKey, name: 'Ben' },
    });
    expect(ben.state).toEqual({
      status: 'done',
      introduction: { identity: ann.setup.identity.publicKey, name: 'Ann' },
    });
  });

  test('say the same four things, each as the answer to the one before', () => {
    const { ann, ben } = createEnds();
    carry(ann, ben);
    for (const { sent } of [ann, ben]) {
      expect(typesOf(sent)).toEqual(['hello', 'key-share', 'key-confirmation', 'introduction']);
    }
  });

  test('say what they are called when it is told, not before', () => {
    let name = 'Ann';
    const { ann, ben } = createEnds({ ann: { ownName: () => name } });
    name = 'Anna';
    carry(ann, ben);
    expect(ben.state).toMatchObject({ introduction: { name: 'Anna' } });
  });

  test('never say the same twice, but for their identity', () => {
    const [first, second] = [createEnds(), createEnds()];
    carry(first.ann, first.ben);
    const randomBytes = createFakeRandom();
    randomBytes(2);
    const again = new HandshakeEnd(second.ann.setup, randomBytes);
    carry(again, second.ben);
    expect(again.state.status).toBe('done');
    for (const [at, message] of again.sent.entries()) expect(message).not.toEqual(first.ann.sent[at]);
  });
});

describe('a difference between both ends', () => {
  const different: readonly (readonly [string, Partial<HandshakeSetup>, string])[] = [
    ['a word', { code: { ...code, words: ['amber', 'apple'] } }, 'wrong-code'],
    ['the order of the words', { code: { ...code, words: ['otter', 'amber'] } }, 'wrong-code'],
    ['the room number', { code: { ...code, number: roomNumber(43) } }, 'wrong-code'],
    ['the own peer id', { self: fakePeerId(3) }, 'wrong-code'],
    ['the other’s peer id', { other: fakePeerId(3) }, 'wrong-code'],
    ['the own fingerprint', { fingerprints: { own: 'c'.repeat(64), other: 'b'.repeat(64) } }, 'intercepted'],
    ['the other’s fingerprint', { fingerprints: { own: 'a'.repeat(64), other: 'c'.repeat(64) } }, 'intercepted'],
    ['both fingerprints', { fingerprints: { own: 'c'.repeat(64), other: 'd'.repeat(64) } }, 'intercepted'],
    ['which fingerprint is whose', { fingerprints: { own: 'b'.repeat(64), other: 'a'.repeat(64) } }, 'intercepted'],
  ];

  test.each(different)('in %s is noticed at both ends', (_what, changes, reason) => {
    const { ann, ben } = createEnds({ ann: changes });
    carry(ann, ben);
    expect([ann.state, ben.state]).toEqual([
      { status: 'refused', reason: { type: reason } },
      { status: 'refused', reason: { type: reason } },
    ]);
  });

  test.each(different)('in %s keeps name and identity back', (_what, changes) => {
    const { ann, ben } = createEnds({ ann: changes });
    carry(ann, ben);
    for (const { sent } of [ann, ben]) {
      expect(typesOf(sent)).toEqual(['hello', 'key-share', 'key-confirmation', 'refusal']);
    }
  });

  test.each([
    [PEER_PROTOCOL_VERSION - 1, 'there'],
    [PEER_PROTOCOL_VERSION + 1, 'here'],
    [0, 'there'],
    [65_535, 'here'],
  ])('of version %i says whose page is the older one', (version, end) => {
    const { ann } = createEnds();
    ann.receive({ type: 'hello', version });
    expect(ann.state).toEqual({ status: 'refusing', reason: { type: 'old-version', end } });
    expect(typesOf(ann.sent)).toEqual(['hello', 'refusal']);
  });
});

describe('somebody who passes messages on', () => {
  test('and changes one of the tags is no less refused', () => {
    for (const changed of ['words', 'link'] as const) {
      const { ann, ben } = createEnds();
      carry(ann, ben, (message) =>
        message.type === 'key-confirmation' ? { ...message, [changed]: '0'.repeat(128) } : message,
      );
      expect(ann.state).toMatchObject({ status: 'refused' });
      expect(ben.state).toMatchObject({ status: 'refused' });
    }
  });

  test('and changes the name is found out', () => {
    const { ann, ben } = createEnds();
    const rename = () =>
      carry(ann, ben, (message) => (message.type === 'introduction' ? { ...message, name: 'Mallory' } : message));
    expect(rename).toThrow(ProtocolError);
    expect(ben.state.status).toBe('awaiting-introduction');
  });

  test('and puts another identity in is found out', () => {
    const mallory = createIdentity(createFakeRandom());
    const { ann, ben } = createEnds();
    const pose = () =>
      carry(ann, ben, (message) =>
        message.type === 'introduction' ? { ...message, identity: mallory.publicKey } : message,
      );
    expect(pose).toThrow('the identity that it claims');
  });

  test('back to where they came from does not convince their author', () => {
    const { ann } = createEnds();
    expect(() => {
      for (let rounds = 0; rounds < 5; rounds++) for (const message of ann.queue.splice(0)) ann.receive(message);
    }).not.toThrow();
    expect(ann.state).toEqual({ status: 'refused', reason: { type: 'wrong-code' } });
  });
});

describe('an introduction', () => {
  /** Both have confirmed; Ben has not introduced himself yet. */
  function createConfirmed() {
    const { ann, ben } = createEnds();
    while (ann.state.status !== 'awaiting-introduction') {
      for (const message of ann.queue.splice(0, 1)) ben.receive(message);
      for (const message of ben.queue.splice(0, 1)) ann.receive(message);
    }
    return { ann, ben };
  }

  const introductionOf = ({ sent }: HandshakeEnd) => {
    const message = sent.find(({ type }) => type === 'introduction');
    if (message?.type !== 'introduction') throw new Error('nobody was introduced');
    return message;
  };

  test('of another handshake proves nothing', () => {
    const { ann } = createConfirmed();
    const { ann: earlierAnn, ben: earlierBen } = createEnds({
      ben: { code: { ...code, number: roomNumber(43) } },
      ann: { code: { ...code, number: roomNumber(43) } },
    });
    carry(earlierAnn, earlierBen);
    expect(() => ann.receive(introductionOf(earlierBen))).toThrow('the identity that it claims');
  });

  test('that this end has sent itself proves nothing', () => {
    const { ann } = createConfirmed();
    expect(() => ann.receive(introductionOf(ann))).toThrow('the identity that it claims');
  });

  test('with a signature of something else proves nothing', () => {
    const { ann, ben } = createConfirmed();
    const signature = toHex(sign(ben.setup.identity, utf8('something else')));
    expect(() => ann.receive({ ...introductionOf(ben), signature })).toThrow('the identity that it claims');
  });
});

describe('an end that gives no more guesses', () => {
  test('says so in place of its confirmation, and tells nothing of its key', () => {
    const { ann, ben } = createEnds();
    while (ann.state.status !== 'awaiting-confirmation') {
      for (const message of ann.queue.splice(0, 1)) ben.receive(message);
      for (const message of ben.queue.splice(0, 1)) ann.receive(message);
    }
    const { state, messages } = refuseToConfirm();
    expect(state).toEqual({ status: 'refusing', reason: { type: 'too-many-tries' } });
    expect(messages).toEqual([{ type: 'refusal' }]);
    for (const message of messages) ann.receive(message);
    expect(ann.state).toEqual({ status: 'refused', reason: { type: 'too-many-tries' } });
  });
});

describe('what is out of place', () => {
  const hello: HandshakeMessage = { type: 'hello', version: PEER_PROTOCOL_VERSION, nonce: '7'.repeat(32) };

  test.each<readonly [string, HandshakeMessage]>([
    ['a key share', { type: 'key-share', share: '0'.repeat(64) }],
    ['a hello without a nonce', { type: 'hello', version: PEER_PROTOCOL_VERSION }],
    ['a refusal', { type: 'refusal' }],
  ])('is, as the first thing, %s', (_what, message) => {
    const { ann } = createEnds();
    expect(() => ann.receive(message)).toThrow(ProtocolError);
    expect(ann.state.status).toBe('awaiting-hello');
  });

  test('is a second hello', () => {
    const { ann } = createEnds();
    ann.receive(hello);
    expect(() => ann.receive(hello)).toThrow('"hello" came instead of "key-share"');
  });

  test.each([
    ['what is no point', `2b${'3c6b8c4f3800e7aef6864025b4ed79bd599117e427c41bd47d93d654b4a51c'}`],
    ['the identity element', '0'.repeat(64)],
  ])('is a key share of %s', (_what, share) => {
    const { ann } = createEnds();
    ann.receive(hello);
    expect(() => ann.receive({ type: 'key-share', share })).toThrow('its key share is no point');
  });

  test('is any message of a finished handshake, doubled', () => {
    const { ann, ben } = createEnds();
    carry(ann, ben);
    for (const message of ben.sent) expect(() => ann.receive(message)).toThrow('came after the handshake');
  });

  test('is any message before its turn', () => {
    const { ann: other, ben } = createEnds();
    carry(other, ben);
    const turns = ['hello', 'key-share', 'key-confirmation', 'introduction'];
    const { ann } = createEnds();
    for (const [turn, message] of ben.sent.entries()) {
      for (const early of ben.sent) {
        if (early.type !== turns[turn]) expect(() => ann.receive(early)).toThrow(ProtocolError);
      }
      ann.receive(message);
    }
    expect(ann.state.status).toBe('done');
  });

  test('is not heeded any more once this end has refused, until the other end has, too', () => {
    const { ann } = createEnds();
    ann.receive({ type: 'hello', version: 3 });
    ann.receive(hello);
    ann.receive({ type: 'key-share', share: '0'.repeat(64) });
    expect(ann.state.status).toBe('refusing');
    ann.receive({ type: 'refusal' });
    expect(ann.state).toEqual({ status: 'refused', reason: { type: 'old-version', end: 'there' } });
    expect(() => ann.receive({ type: 'refusal' })).toThrow(ProtocolError);
  });
});
