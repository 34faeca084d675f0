import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HANDSHAKE_LINGER_MS } from '../../../shared/limits.ts';
import {
  annId,
  areLinked,
  benId,
  chat,
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
    expect(ann.linkTo(ben)).toEqual({ status: 'down', reason: { type: 'intercepted' } });
    expect(ben.linkTo(ann)).toEqual({ status: 'down', reason: { type: 'intercepted' } });
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
