import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  FAILED_HANDSHAKE_PAUSE_MS,
  FAILED_HANDSHAKES_PER_ADDRESS_MAX,
  FAILED_HANDSHAKES_WINDOW_MS,
  HANDSHAKE_LINGER_MS,
} from '../../../shared/limits.ts';
import { HandshakeEnd } from '../../support/handshake-lab.ts';
import {
  annId,
  areLinked,
  benId,
  chat,
  createPair,
  DriverLab,
  type DriverPerson,
  hello,
  wrongCode,
} from '../../support/mesh-driver-lab.ts';
import { settle } from '../../support/watch.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const isRefused = (person: DriverPerson) => person.watch.until(() => person.refused.length > 0);

/** Ann, and Ben who comes with another code. */
function createStrangers() {
  const lab = new DriverLab();
  return { lab, ann: lab.add(annId), ben: lab.add(benId, wrongCode) };
}

describe('somebody with another code', () => {
  test('is refused at both ends, for that reason, without waiting', async () => {
    const { ann, ben } = createStrangers();
    ann.enter();
    ben.enter(ann);
    await Promise.all([isRefused(ann), isRefused(ben)]);
    await settle();
    expect(ann.refused).toEqual([[benId, { type: 'wrong-code' }]]);
    expect(ben.refused).toEqual([[annId, { type: 'wrong-code' }]]);
    expect(ann.linkTo(ben)).toEqual({ status: 'down', reason: { type: 'wrong-code' } });
    expect(ben.linkTo(ann)).toEqual({ status: 'down', reason: { type: 'wrong-code' } });
    await settle();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('never counts as linked, and gets nothing that is for everybody', async () => {
    const { lab, ann, ben } = createStrangers();
    ann.enter();
    ben.enter(ann);
    await isRefused(ann);
    ann.driver.broadcast(chat('not for strangers'));
    await settle();
    expect([ann.linked.size, ben.linked.size, ann.unlinked, ben.unlinked]).toEqual([0, 0, [], []]);
    const said = lab.network.links.flatMap(({ sent }) => sent.map(({ type }) => type));
    expect(new Set(said)).toEqual(new Set(['hello', 'key-share', 'key-confirmation', 'refusal']));
  });

  test('costs nobody else anything', async () => {
    const { lab, ann, ben } = createStrangers();
    const cleo = lab.add('3'.padStart(32, '0') as typeof annId);
    ann.enter();
    cleo.enter(ann);
    await areLinked(ann, cleo);
    ben.enter(ann, cleo);
    await Promise.all([isRefused(ann), isRefused(cleo)]);
    ann.driver.broadcast(chat('we go on'));
    await cleo.watch.until(() => cleo.messages.length === 1);
    expect(ben.messages).toEqual([]);
  });
});

describe('somebody between two ends', () => {
  test('is noticed at both ends', async () => {
    const lab = new DriverLab();
    const [ann, ben] = [lab.add(annId), lab.add(benId)];
    lab.network.conditions.interceptor = 'c'.repeat(64);
    ann.enter();
    ben.enter(ann);
    await Promise.all([isRefused(ann), isRefused(ben)]);
    await settle();
    expect([ann.refused.length, ben.refused.length]).toEqual([1, 1]);
    expect(ann.linkTo(ben)).toEqual({ status: 'down', reason: { type: 'intercepted' } });
    expect(ben.linkTo(ann)).toEqual({ status: 'down', reason: { type: 'intercepted' } });
  });
});

describe('somebody who gets between two ends later', () => {
  test('is noticed by the link, and told once', async () => {
    const { ann, ben } = await createPair();
    ann.end(ben).close({ type: 'intercepted' });
    await settle();
    expect(ann.refused).toEqual([[benId, { type: 'intercepted' }]]);
    expect(ann.unlinked).toEqual([[benId, { type: 'intercepted' }]]);
    expect(ann.linkTo(ben)).toEqual({ status: 'down', reason: { type: 'intercepted' } });
  });
});

describe('an end that was refused', () => {
  /** Ann has refused Ben, who says nothing more. */
  async function createLingering() {
    const lab = new DriverLab();
    const [ann, ben] = [lab.add(annId), lab.add(benId)];
    lab.network.conditions.isMute = true;
    ann.enter();
    ben.enter(ann);
    await settle();
    ann.end(ben).deliverControl(hello(3));
    expect(ann.refused).toEqual([[benId, { type: 'old-version', end: 'there' }]]);
    return { ann, ben };
  }

  test('and does not answer is cut off soon', async () => {
    const { ann, ben } = await createLingering();
    expect(ann.linkTo(ben)).toMatchObject({ status: 'connecting' });
    vi.advanceTimersByTime(HANDSHAKE_LINGER_MS);
    expect(ann.linkTo(ben)).toEqual({ status: 'down', reason: { type: 'old-version', end: 'there' } });
    await settle();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('and goes by itself was refused all the same', async () => {
    const { ann, ben } = await createLingering();
    ann.end(ben).breakDown();
    expect(ann.linkTo(ben)).toEqual({ status: 'down', reason: { type: 'old-version', end: 'there' } });
    await settle();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('and says what makes no sense was refused all the same', async () => {
    const { ann, ben } = await createLingering();
    ann.end(ben).deliverControl('nonsense');
    expect(ann.linkTo(ben)).toEqual({ status: 'down', reason: { type: 'old-version', end: 'there' } });
  });
});

describe('whoever tries one code after the other', () => {
  /** Ben has tried so many wrong codes, each as soon as it was allowed. */
  async function createGuessed(tries: number) {
    const { lab, ann, ben } = createStrangers();
    ann.enter();
    for (let at = 0; at < tries; at++) {
      await tryAgain(lab, ann, ben);
      await ann.watch.until(() => ann.refused.length === at + 1);
      await settle();
    }
    return { lab, ann, ben };
  }

  function part(ann: DriverPerson, ben: DriverPerson) {
    ann.driver.dispatch({ type: 'member-left', gone: { peerId: benId, reason: 'left' } });
    ben.driver.dispatch({ type: 'member-left', gone: { peerId: annId, reason: 'left' } });
  }

  async function tryAgain(lab: DriverLab, ann: DriverPerson, ben: DriverPerson) {
    part(ann, ben);
    lab.clock.advance(FAILED_HANDSHAKES_WINDOW_MS / FAILED_HANDSHAKES_PER_ADDRESS_MAX - 1);
    ben.enter(ann);
    await settle();
  }

  const saidByAnn = (lab: DriverLab) =>
    lab.network.links.findLast(({ peerId }) => peerId === benId)?.sent.map(({ type }) => type);

  test('waits for the next answer', async () => {
    const { lab, ann, ben } = await createGuessed(2);
    part(ann, ben);
    ben.enter(ann);
    await settle();
    expect(saidByAnn(lab)).toEqual(['hello', 'key-share']);
    lab.clock.advance(2 * FAILED_HANDSHAKE_PAUSE_MS);
    vi.advanceTimersByTime(2 * FAILED_HANDSHAKE_PAUSE_MS);
    await settle();
    expect(saidByAnn(lab)).toEqual(['hello', 'key-share', 'key-confirmation', 'refusal']);
    expect(ann.refused).toHaveLength(3);
  });

  test('and does not wait breaks the protocol', async () => {
    const { lab, ann, ben } = await createGuessed(1);
    part(ann, ben);
    ben.enter(ann);
    await settle();
    for (const _ of [1, 2]) ben.end(ann).injectControl('{"type":"refusal"}');
    await settle();
    expect(ann.linkTo(ben)).toEqual({
      status: 'down',
      reason: { type: 'broke-protocol', detail: 'it does not wait for its turn' },
    });
    expect(saidByAnn(lab)).toEqual(['hello', 'key-share']);
  });

  test('and has waited, and then says what makes no sense, costs nobody an error', async () => {
    const { lab, ann, ben } = await createGuessed(1);
    part(ann, ben);
    lab.network.conditions.isMute = true;
    ben.enter(ann);
    await settle();
    const end = ann.end(ben);
    end.deliverControl(hello());
    end.deliverControl(JSON.stringify({ type: 'key-share', share: '0'.repeat(64) }));
    lab.clock.advance(FAILED_HANDSHAKE_PAUSE_MS);
    vi.advanceTimersByTime(FAILED_HANDSHAKE_PAUSE_MS);
    expect(ann.linkTo(ben)).toEqual({
      status: 'down',
      reason: { type: 'broke-protocol', detail: 'its key share is no point' },
    });
  });

  test('gets no answer any more, and is told so', async () => {
    const { lab, ann, ben } = await createGuessed(FAILED_HANDSHAKES_PER_ADDRESS_MAX);
    await tryAgain(lab, ann, ben);
    expect(saidByAnn(lab)).toEqual(['hello', 'key-share', 'refusal']);
    const down = { status: 'down', reason: { type: 'too-many-tries' } };
    expect([ann.linkTo(ben), ben.linkTo(ann)]).toEqual([down, down]);
  });

  test('and goes away with the answer, without showing whether it was right, has tried all the same', async () => {
    const { lab, ann, ben } = createStrangers();
    ann.enter();
    ben.enter(ann);
    lab.network.conditions.isMute = true;
    await settle();
    const setup = { ...ben.handshakeSetup(annId), fingerprints: ben.end(ann).fingerprints() };
    const mallory = new HandshakeEnd(setup, lab.randomBytes);
    const end = ann.end(ben);
    for (const at of [0, 1]) {
      const [message] = mallory.queue.splice(0, 1);
      end.deliverControl(JSON.stringify(message));
      const said = end.sent[at];
      if (said?.type === 'hello' || said?.type === 'key-share') mallory.receive(said);
    }
    expect(end.sent.map(({ type }) => type)).toEqual(['hello', 'key-share', 'key-confirmation']);
    expect(ann.failedHandshakes.pauseBefore('10.0.0.1')).toBe(0);
    end.breakDown();
    expect(ann.failedHandshakes.pauseBefore('10.0.0.1')).toBe(FAILED_HANDSHAKE_PAUSE_MS);
  });
});

describe('whoever has the right code', () => {
  test('has failed nowhere', async () => {
    const { ann, ben } = await createPair();
    ann.end(ben).breakDown();
    for (const person of [ann, ben]) expect(person.failedHandshakes.pauseBefore('10.0.0.1')).toBe(0);
  });
});
