import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createIdentity } from '../../../client/trust/identity.ts';
import { PEER_PROTOCOL_VERSION, ProtocolError, parseHandshakeMessage } from '../../../shared/peer-protocol.ts';
import type { RelayedSignal } from '../../../shared/signaling-protocol.ts';
import { HandshakeEnd } from '../../support/handshake-lab.ts';
import {
  annId,
  chat,
  cleoId,
  createPair,
  createTrio,
  type DriverPerson,
  hello,
  memberOf,
  rightCode,
} from '../../support/mesh-driver-lab.ts';
import { settle } from '../../support/watch.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('somebody who breaks the protocol', () => {
  /** Cleo does something hostile to Ann, who keeps Ben. */
  async function expectDropped(offend: (cleo: DriverPerson, ann: DriverPerson) => void, detail: string) {
    const { ann, ben, cleo } = await createTrio();
    offend(cleo, ann);
    await ann.watch.until(() => ann.linked.size === 1);
    expect(ann.unlinked).toEqual([[cleoId, { type: 'broke-protocol', detail: expect.stringContaining(detail) }]]);
    expect(ann.linkTo(cleo)).toMatchObject({ status: 'down', reason: { type: 'broke-protocol' } });
    ann.driver.broadcast(chat('we go on'));
    await ben.watch.until(() => ben.messages.length === 1);
    expect(ann.linkTo(ben)).toMatchObject({ status: 'connected' });
    await settle();
    expect(ann.linked.has(cleoId)).toBe(false);
  }

  test.each([
    ['text that is not JSON', '{"type":', 'is not JSON'],
    ['JSON of another shape', '{"type":"chat"}', 'malformed'],
    ['a message of an unknown type', '{"type":"gossip"}', 'malformed'],
    ['a message that is too long', JSON.stringify({ ...chat('x'), more: 'x'.repeat(40_000) }), 'too long'],
    ['a second hello', hello(), 'malformed at "type"'],
  ])('with %s loses the link, and nobody else anything', async (_what, text, detail) => {
    await expectDropped((cleo, ann) => cleo.end(ann).injectControl(text), detail);
  });

  test('in a message that its reader refuses loses the link', async () => {
    await expectDropped((cleo, ann) => {
      ann.onMessage = () => {
        throw new ProtocolError('refused');
      };
      cleo.end(ann).send(chat('x'));
    }, 'refused');
  });

  test('in a bulk message that its reader refuses loses the link', async () => {
    await expectDropped((cleo, ann) => {
      ann.onBulk = () => {
        throw new ProtocolError('refused bytes');
      };
      cleo.end(ann).injectBulk(new Uint8Array(1));
    }, 'refused bytes');
  });

  test('is not linked again when they call at once', async () => {
    const { ann, cleo } = await createTrio();
    cleo.end(ann).injectControl('nonsense');
    await ann.watch.until(() => ann.linked.size === 1);
    cleo.enter(ann);
    await settle();
    expect(ann.linkTo(cleo)).toMatchObject({ status: 'down', reason: { type: 'broke-protocol' } });
  });

  test('is told apart from a mistake of this page, which is not swallowed', async () => {
    const { ann, ben } = await createPair();
    ann.onMessage = () => {
      throw new TypeError('our own mistake');
    };
    expect(() => ann.end(ben).deliverControl(JSON.stringify(chat('x')))).toThrow('our own mistake');
    expect(ann.linkTo(ben)).toMatchObject({ status: 'connected' });
  });
});

describe('the first thing on a link', () => {
  /** A raw end towards Ann, by somebody whom the server lists and who has not introduced themselves. */
  async function createStranger() {
    const { lab, ann, ben } = await createPair();
    ann.driver.dispatch({ type: 'member-joined', member: memberOf(cleoId) });
    const heard = { texts: [] as string[], onText: (_text: string): void => undefined };
    const attempt = 'c'.repeat(32) as RelayedSignal['attempt'];
    const link = lab.network.openLink(
      { peerId: annId, initiator: true },
      {
        opened: () => undefined,
        control: (text) => {
          heard.texts.push(text);
          heard.onText(text);
        },
        bulk: () => undefined,
        unstable: () => undefined,
        recovered: () => undefined,
        rerouted: () => undefined,
        closed: () => undefined,
        signal: (signal) => lab.relay(annId, { from: cleoId, attempt, signal }),
      },
    );
    lab.relay = (to, { from, signal, attempt: which }) => {
      if (to === cleoId) link.receiveSignal(signal);
      else
        queueMicrotask(() =>
          ann.driver.dispatch({ type: 'signal-relayed', relayed: { from, attempt: which, signal } }),
        );
    };
    await settle();
    expect(link.isOpen).toBe(true);
    const linkToStranger = () => ann.state?.peers.get(cleoId)?.link;
    return { lab, ann, ben, link, heard, linkToStranger };
  }

  /** The stranger knows the code, and says who they are. */
  function introduceThemselves({ lab, link, heard }: Awaited<ReturnType<typeof createStranger>>) {
    const setup = {
      self: cleoId,
      other: annId,
      code: rightCode,
      fingerprints: link.fingerprints(),
      identity: createIdentity(lab.randomBytes),
      ownName: () => 'Cleo',
    };
    const end = new HandshakeEnd(setup, lab.randomBytes);
    const say = () => {
      for (const message of end.queue.splice(0)) link.injectControl(JSON.stringify(message));
    };
    heard.onText = (text) => {
      if (end.state.status !== 'done') end.receive(parseHandshakeMessage(text));
      say();
    };
    for (const text of heard.texts) heard.onText(text);
    return setup.identity.publicKey;
  }

  test('is a handshake, from which on the link counts', async () => {
    const stranger = await createStranger();
    const { ann, linkToStranger } = stranger;
    expect(linkToStranger()).toMatchObject({ status: 'connecting' });
    const identity = introduceThemselves(stranger);
    await ann.watch.until(() => ann.linked.has(cleoId));
    expect(linkToStranger()).toMatchObject({ status: 'connected' });
    expect(ann.linked.get(cleoId)).toEqual({ name: 'Cleo', identity });
  });

  test('is done before anything else is sent to them', async () => {
    const stranger = await createStranger();
    const { ann, heard } = stranger;
    ann.driver.broadcast(chat('not for strangers'));
    await settle();
    expect(heard.texts.map((text) => JSON.parse(text).type)).toEqual(['hello']);
    introduceThemselves(stranger);
    await ann.watch.until(() => ann.linked.has(cleoId));
    ann.driver.broadcast(chat('for you'));
    await settle();
    expect(heard.texts.map((text) => JSON.parse(text).type)).toEqual([
      'hello',
      'key-share',
      'key-confirmation',
      'introduction',
      'chat',
    ]);
  });

  test.each([
    ['chat', JSON.stringify(chat('x')), 'malformed at "type"'],
    ['a name', JSON.stringify({ type: 'renamed', name: 'Mallory' }), 'malformed at "type"'],
    ['an offer of files', JSON.stringify({ type: 'file-offer' }), 'malformed at "type"'],
    ['a later part of the handshake', JSON.stringify({ type: 'refusal' }), '"refusal" came instead of "hello"'],
    ['a hello without a nonce', JSON.stringify({ type: 'hello', version: PEER_PROTOCOL_VERSION }), 'without a nonce'],
    ['a hello that is too long', JSON.stringify({ type: 'hello', more: 'x'.repeat(3_000) }), 'too long'],
    ['nonsense', 'x', 'is not JSON'],
  ])('may not be %s', async (_what, text, detail) => {
    const { ann, ben, link, linkToStranger } = await createStranger();
    link.injectControl(text);
    await ann.watch.until(() => linkToStranger()?.status === 'down');
    const reason = { type: 'broke-protocol', detail: expect.stringContaining(detail) };
    expect(linkToStranger()).toEqual({ status: 'down', reason });
    expect(ann.unlinked).toEqual([]);
    expect(ann.linkTo(ben)).toMatchObject({ status: 'connected' });
  });

  test('may not be on the bulk channel', async () => {
    const { ann, link, linkToStranger } = await createStranger();
    link.injectBulk(new Uint8Array(1));
    await ann.watch.until(() => linkToStranger()?.status === 'down');
    expect(linkToStranger()).toEqual({
      status: 'down',
      reason: { type: 'broke-protocol', detail: 'bulk before the handshake' },
    });
    expect(ann.bulk).toEqual([]);
  });
});
