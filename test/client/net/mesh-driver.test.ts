import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Introduction } from '../../../client/net/handshake.ts';
import type { CloseReason } from '../../../client/net/link.ts';
import type { MeshState } from '../../../client/net/mesh.ts';
import { MeshDriver } from '../../../client/net/mesh-driver.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { CONNECT_TIMEOUT_MS } from '../../../shared/limits.ts';
import { type ControlMessage, PEER_PROTOCOL_VERSION, ProtocolError } from '../../../shared/peer-protocol.ts';
import { roomNumberSchema } from '../../../shared/room-code.ts';
import type { Member, RelayedSignal } from '../../../shared/signaling-protocol.ts';
import { fakeMessageId, fakePeerId } from '../../support/fake-ids.ts';
import { FakeNetwork } from '../../support/fake-link.ts';
import { createFakeRandom } from '../../support/fake-random.ts';
import { settle, Watch } from '../../support/watch.ts';

const memberOf = (peerId: PeerId): Member => ({ peerId, address: '10.0.0.1', port: 1 });
const [annId, benId, cleoId] = [fakePeerId(1), fakePeerId(2), fakePeerId(3)];

/** Several drivers on one network, with signals that arrive unless they are held back. */
class DriverLab {
  readonly network = new FakeNetwork();
  readonly randomBytes = createFakeRandom();
  readonly people = new Map<PeerId, DriverPerson>();
  readonly held: (() => void)[] = [];
  holdsSignals = false;

  add(peerId: PeerId): DriverPerson {
    const person = new DriverPerson(this, peerId);
    this.people.set(peerId, person);
    return person;
  }

  relay(to: PeerId, relayed: RelayedSignal): void {
    const arrive = () => this.people.get(to)?.driver.dispatch({ type: 'signal-relayed', relayed });
    if (this.holdsSignals) this.held.push(arrive);
    else queueMicrotask(arrive);
  }
}

class DriverPerson {
  readonly watch = new Watch();
  readonly linked = new Map<PeerId, Introduction>();
  readonly messages: (readonly [PeerId, ControlMessage])[] = [];
  readonly bulk: (readonly [PeerId, number])[] = [];
  readonly unlinked: (readonly [PeerId, CloseReason])[] = [];
  readonly driver: MeshDriver;
  readonly peerId: PeerId;
  readonly lab: DriverLab;
  state: MeshState | undefined;
  onMessage: (message: ControlMessage) => void = () => undefined;
  onBulk: () => void = () => undefined;

  constructor(lab: DriverLab, peerId: PeerId) {
    this.lab = lab;
    this.peerId = peerId;
    this.driver = new MeshDriver(
      {
        self: peerId,
        openLink: lab.network.openLink,
        sendSignal: (to, attempt, signal) => lab.relay(to, { from: peerId, attempt, signal }),
        ownName: () => `name of ${peerId.at(-1)}`,
        randomBytes: lab.randomBytes,
      },
      {
        changed: (state) => this.#note(() => (this.state = state)),
        linked: (link, introduction) => this.#note(() => this.linked.set(link.peerId, introduction)),
        message: (from, message) => {
          this.#note(() => this.messages.push([from, message]));
          this.onMessage(message);
        },
        bulk: (from, { length }) => {
          this.#note(() => this.bulk.push([from, length]));
          this.onBulk();
        },
        unlinked: (from, reason) =>
          this.#note(() => {
            this.linked.delete(from);
            this.unlinked.push([from, reason]);
          }),
      },
    );
  }

  /** Enters the room with those who are in it, who hear of it. */
  enter(...present: DriverPerson[]): void {
    for (const { driver } of present) driver.dispatch({ type: 'member-joined', member: memberOf(this.peerId) });
    this.driver.dispatch({
      type: 'entered',
      entered: {
        room: v.parse(roomNumberSchema, 1),
        self: memberOf(this.peerId),
        members: present.map(({ peerId }) => memberOf(peerId)),
        iceServers: [],
      },
    });
  }

  linkTo({ peerId }: DriverPerson) {
    return this.state?.peers.get(peerId)?.link;
  }

  end(other: DriverPerson) {
    return this.lab.network.endOf(this.peerId, other.peerId);
  }

  #note(record: () => unknown): void {
    record();
    this.watch.notify();
  }
}

const areLinked = (...people: DriverPerson[]) =>
  Promise.all(people.map(({ watch, linked }) => watch.until(() => linked.size === people.length - 1)));

/** Ann and Ben, linked. Ann's id is the smaller one. */
async function createPair() {
  const lab = new DriverLab();
  const [ann, ben] = [lab.add(annId), lab.add(benId)];
  ann.enter();
  ben.enter(ann);
  await areLinked(ann, ben);
  return { lab, ann, ben };
}

/** Ann, Ben and Cleo, all linked. */
async function createTrio() {
  const { lab, ann, ben } = await createPair();
  const cleo = lab.add(cleoId);
  cleo.enter(ann, ben);
  await areLinked(ann, ben, cleo);
  return { lab, ann, ben, cleo };
}

const chat = (text: string): ControlMessage => ({
  type: 'chat',
  id: fakeMessageId(1),
  clock: { time: 0, counter: 0 },
  text,
});
const hello = (version = PEER_PROTOCOL_VERSION) => JSON.stringify({ type: 'hello', version, name: 'Mallory' });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('linking', () => {
  test('introduces both ends to each other', async () => {
    const { ann, ben } = await createPair();
    expect(ann.linked.get(benId)).toEqual({ name: 'name of 2' });
    expect(ben.linked.get(annId)).toEqual({ name: 'name of 1' });
    expect(ann.linkTo(ben)).toMatchObject({ status: 'connected' });
  });

  test('leaves no timer running', async () => {
    await createTrio();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('survives that both ends call at once', async () => {
    const lab = new DriverLab();
    const [ann, ben] = [lab.add(annId), lab.add(benId)];
    const room = { room: v.parse(roomNumberSchema, 1), iceServers: [] };
    ann.driver.dispatch({ type: 'entered', entered: { ...room, self: memberOf(annId), members: [memberOf(benId)] } });
    ben.driver.dispatch({ type: 'entered', entered: { ...room, self: memberOf(benId), members: [memberOf(annId)] } });
    await areLinked(ann, ben);
    await settle();
    expect(lab.network.links.filter(({ isOpen }) => isOpen)).toHaveLength(2);
    expect([ann.unlinked, ben.unlinked]).toEqual([[], []]);
  });

  test('is begun again by the smaller id when the link was lost', async () => {
    const { ann, ben } = await createPair();
    const before = ann.end(ben);
    before.breakDown();
    expect(ann.unlinked).toEqual([[benId, { type: 'lost' }]]);
    await areLinked(ann, ben);
    expect(ann.end(ben)).not.toBe(before);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('goes on without the server once the link is open', async () => {
    const { ann, ben } = await createPair();
    ann.driver.dispatch({ type: 'member-left', gone: { peerId: benId, reason: 'disconnected' } });
    ann.driver.broadcast(chat('still here?'));
    await ben.watch.until(() => ben.messages.length === 1);
  });
});

describe('the connect timer', () => {
  /** Ben calls, and no signal ever arrives. */
  function createDeaf() {
    const lab = new DriverLab();
    lab.holdsSignals = true;
    const [ann, ben] = [lab.add(annId), lab.add(benId)];
    ann.enter();
    ben.enter(ann);
    return { lab, ann, ben };
  }

  test('gives up on both sides after the time that a link may take', async () => {
    const { lab, ann, ben } = createDeaf();
    vi.advanceTimersByTime(CONNECT_TIMEOUT_MS - 1);
    expect([ann.linkTo(ben)?.status, ben.linkTo(ann)?.status]).toEqual(['awaited', 'connecting']);
    vi.advanceTimersByTime(1);
    const down = { status: 'down', reason: { type: 'timed-out' } };
    expect([ann.linkTo(ben), ben.linkTo(ann)]).toEqual([down, down]);
    expect(lab.network.links.every(({ closed }) => closed.aborted)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
    await settle();
  });

  test('begins anew with the call that was awaited', async () => {
    const { lab, ann, ben } = createDeaf();
    await settle();
    vi.advanceTimersByTime(CONNECT_TIMEOUT_MS - 1);
    for (const arrive of lab.held.splice(0)) arrive();
    vi.advanceTimersByTime(CONNECT_TIMEOUT_MS - 1);
    expect(ann.linkTo(ben)).toMatchObject({ status: 'connecting', initiator: false });
    vi.advanceTimersByTime(1);
    expect(ann.linkTo(ben)).toMatchObject({ status: 'down' });
  });

  test('stops when its person leaves', () => {
    const { ann, ben } = createDeaf();
    for (const [who, other] of [
      [ann, benId],
      [ben, annId],
    ] as const) {
      who.driver.dispatch({ type: 'member-left', gone: { peerId: other, reason: 'left' } });
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  test('stops when the mesh is closed', () => {
    const { ann, ben } = createDeaf();
    ann.driver.close();
    ben.driver.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('drops signals that come after it', async () => {
    const { lab, ann, ben } = createDeaf();
    await settle();
    vi.advanceTimersByTime(CONNECT_TIMEOUT_MS);
    ben.driver.dispatch({ type: 'member-left', gone: { peerId: annId, reason: 'left' } });
    for (const arrive of lab.held.splice(0)) arrive();
    expect(ben.linkTo(ann)).toBeUndefined();
  });
});

describe('messages', () => {
  test('reach everybody who is linked, in order', async () => {
    const { ann, ben, cleo } = await createTrio();
    ann.driver.broadcast(chat('one'));
    ann.driver.broadcast(chat('two'));
    for (const person of [ben, cleo]) {
      await person.watch.until(() => person.messages.length === 2);
      expect(person.messages).toEqual([
        [annId, chat('one')],
        [annId, chat('two')],
      ]);
    }
  });

  test('on the bulk channel are passed on', async () => {
    const { ann, ben } = await createPair();
    ann.end(ben).sendBulk(new Uint8Array(7));
    await ben.watch.until(() => ben.bulk.length === 1);
    expect(ben.bulk).toEqual([[annId, 7]]);
  });

  test('are not sent to somebody who has not introduced themselves', async () => {
    const lab = new DriverLab();
    lab.holdsSignals = true;
    const [ann, ben] = [lab.add(annId), lab.add(benId)];
    ann.enter();
    ben.enter(ann);
    ben.driver.broadcast(chat('too early'));
    lab.holdsSignals = false;
    await settle();
    for (const arrive of lab.held.splice(0)) arrive();
    await areLinked(ann, ben);
    await settle();
    expect(ann.messages).toEqual([]);
  });
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
    ['a second hello', hello(), 'a second hello'],
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
    const heard: string[] = [];
    const attempt = 'c'.repeat(32) as RelayedSignal['attempt'];
    const link = lab.network.openLink(
      { peerId: annId, initiator: true },
      {
        opened: () => undefined,
        control: (text) => void heard.push(text),
        bulk: () => undefined,
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
    return { ann, ben, link, heard, linkToStranger };
  }

  test('is a hello, from which on the link counts', async () => {
    const { ann, link, linkToStranger } = await createStranger();
    expect(linkToStranger()).toMatchObject({ status: 'connecting' });
    link.injectControl(hello());
    await ann.watch.until(() => ann.linked.has(cleoId));
    expect(linkToStranger()).toMatchObject({ status: 'connected' });
    expect(ann.linked.get(cleoId)).toEqual({ name: 'Mallory' });
  });

  test('is awaited before anything else is sent to them', async () => {
    const { ann, link, heard } = await createStranger();
    ann.driver.broadcast(chat('not for strangers'));
    await settle();
    expect(heard.map((text) => JSON.parse(text).type)).toEqual(['hello']);
    link.injectControl(hello());
    await ann.watch.until(() => ann.linked.has(cleoId));
    ann.driver.broadcast(chat('for you'));
    await settle();
    expect(heard.at(-1)).toContain('for you');
  });

  test.each([
    ['another message', JSON.stringify(chat('x')), 'a link began with "chat"'],
    ['a hello in another version', hello(PEER_PROTOCOL_VERSION + 1), 'it speaks version'],
    ['a hello without a fit name', JSON.stringify({ type: 'hello', version: 1, name: ' ' }), 'malformed at "name"'],
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
      reason: { type: 'broke-protocol', detail: 'bulk before hello' },
    });
    expect(ann.bulk).toEqual([]);
  });
});

describe('leaving', () => {
  test('is heard by everybody at once, who take it for no loss', async () => {
    const { ann, ben, cleo } = await createTrio();
    ann.driver.close();
    for (const person of [ben, cleo]) {
      await person.watch.until(() => person.unlinked.length === 1);
      expect(person.unlinked).toEqual([[annId, { type: 'left' }]]);
      expect(person.linkTo(ann)).toBeUndefined();
    }
    expect(ben.linkTo(cleo)).toMatchObject({ status: 'connected' });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('closes every own link', async () => {
    const { ann } = await createTrio();
    ann.driver.close();
    expect(ann.unlinked).toEqual([
      [benId, { type: 'closed-here' }],
      [cleoId, { type: 'closed-here' }],
    ]);
  });

  test('as the server tells it closes the link', async () => {
    const { ann, ben } = await createPair();
    ann.driver.dispatch({ type: 'member-left', gone: { peerId: benId, reason: 'left' } });
    expect(ann.unlinked).toEqual([[benId, { type: 'left' }]]);
    expect(ann.linkTo(ben)).toBeUndefined();
  });
});
