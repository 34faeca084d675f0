import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CONNECT_TIMEOUT_MS, LINK_RETRY_FIRST_MS } from '../../../shared/limits.ts';
import { failedLinkReport } from '../../support/fake-link-report.ts';
import { annId, areLinked, benId, chat, createPair, DriverLab } from '../../support/mesh-driver-lab.ts';
import { settle } from '../../support/watch.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
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
    await vi.advanceTimersByTimeAsync(CONNECT_TIMEOUT_MS - 1);
    expect([ann.linkTo(ben)?.status, ben.linkTo(ann)?.status]).toEqual(['awaited', 'connecting']);
    await vi.advanceTimersByTimeAsync(1);
    const resting = { status: 'resting', reason: { type: 'timed-out' } };
    expect([ann.linkTo(ben), ben.linkTo(ann)]).toEqual([resting, resting]);
    expect(lab.network.links.every(({ closed }) => closed.aborted)).toBe(true);
    // The one of the smaller id, until it calls again.
    expect(vi.getTimerCount()).toBe(1);
    await settle();
  });

  test('begins anew with the call that was awaited', async () => {
    const { lab, ann, ben } = createDeaf();
    await settle();
    await vi.advanceTimersByTimeAsync(CONNECT_TIMEOUT_MS - 1);
    for (const arrive of lab.held.splice(0)) arrive();
    await vi.advanceTimersByTimeAsync(CONNECT_TIMEOUT_MS - 1);
    expect(ann.linkTo(ben)).toMatchObject({ status: 'connecting', initiator: false });
    await vi.advanceTimersByTimeAsync(1);
    expect(ann.linkTo(ben)).toMatchObject({ status: 'resting' });
  });

  test('begins anew for the handshake, once the link is open', async () => {
    const { lab, ann, ben } = createDeaf();
    await settle();
    await vi.advanceTimersByTimeAsync(CONNECT_TIMEOUT_MS - 1);
    lab.network.conditions.isMute = true;
    lab.holdsSignals = false;
    for (const arrive of lab.held.splice(0)) arrive();
    await settle();
    expect(lab.network.links.map(({ isOpen }) => isOpen)).toEqual([true, true]);
    await vi.advanceTimersByTimeAsync(CONNECT_TIMEOUT_MS - 1);
    expect(lab.network.links.map(({ isOpen }) => isOpen)).toEqual([true, true]);
    await vi.advanceTimersByTimeAsync(1);
    expect([ann.linkTo(ben)?.status, ben.linkTo(ann)?.status]).toEqual(['resting', 'resting']);
  });

  test('tells what was tried, before the link is closed', async () => {
    const { lab, ann, ben } = createDeaf();
    await vi.advanceTimersByTimeAsync(CONNECT_TIMEOUT_MS);
    expect(ben.unreached).toEqual([[annId, failedLinkReport({ described: false })]]);
    // Ann was never called: there is nothing to tell.
    expect(ann.unreached).toEqual([]);
    expect(await ben.driver.report(annId)).toBeUndefined();
    expect(lab.network.links.every(({ closed }) => closed.aborted)).toBe(true);
  });

  test('tells what was tried when the browser gave up earlier', async () => {
    const { lab, ben } = createDeaf();
    lab.network.links[0]?.close({ type: 'failed', detail: 'test' });
    await settle();
    expect(ben.unreached).toEqual([[annId, failedLinkReport({ described: false })]]);
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
    await vi.advanceTimersByTimeAsync(CONNECT_TIMEOUT_MS);
    ben.driver.dispatch({ type: 'member-left', gone: { peerId: annId, reason: 'left' } });
    for (const arrive of lab.held.splice(0)) arrive();
    expect(ben.linkTo(ann)).toBeUndefined();
  });
});

describe('a link that cannot be made', () => {
  test('is tried again by the smaller id, after longer and longer pauses, and then works', async () => {
    const lab = new DriverLab();
    lab.holdsSignals = true;
    const [ann, ben] = [lab.add(annId), lab.add(benId)];
    ben.enter();
    ann.enter(ben);
    await vi.advanceTimersByTimeAsync(CONNECT_TIMEOUT_MS);
    expect(lab.network.links).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(LINK_RETRY_FIRST_MS);
    expect(lab.network.links).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(CONNECT_TIMEOUT_MS + LINK_RETRY_FIRST_MS);
    expect(lab.network.links).toHaveLength(2);
    lab.held.splice(0);
    lab.holdsSignals = false;
    await vi.advanceTimersByTimeAsync(LINK_RETRY_FIRST_MS);
    await areLinked(ann, ben);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is tried at once when the network is back', async () => {
    const lab = new DriverLab();
    lab.holdsSignals = true;
    const [ann, ben] = [lab.add(annId), lab.add(benId)];
    ann.enter();
    ben.enter(ann);
    await vi.advanceTimersByTimeAsync(CONNECT_TIMEOUT_MS);
    lab.holdsSignals = false;
    ben.driver.dispatch({ type: 'retry-now' });
    await areLinked(ann, ben);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('to somebody who is away is not tried, and keeps no timer', async () => {
    const { ann, ben } = await createPair();
    ann.driver.dispatch({ type: 'member-away', away: { peerId: benId } });
    ann.end(ben).close({ type: 'lost' });
    expect(ann.linkTo(ben)).toEqual({ status: 'awaited' });
    expect(vi.getTimerCount()).toBe(0);
    ben.driver.close();
  });
});

describe('a link that falters', () => {
  test('looks for another way at its caller only, and nobody hears that it was gone', async () => {
    const { ann, ben } = await createPair();
    const [called, caller] = [ann.end(ben), ben.end(ann)];
    called.falter();
    expect([ann.linkTo(ben)?.status, ben.linkTo(ann)?.status]).toEqual(['unstable', 'unstable']);
    expect([called.restarts, caller.restarts]).toEqual([0, 1]);
    ann.driver.broadcast(chat('while it falters'));
    called.recover();
    expect([ann.linkTo(ben)?.status, ben.linkTo(ann)?.status]).toEqual(['connected', 'connected']);
    await ben.watch.until(() => ben.messages.length === 1);
    expect([ann.unlinked, ben.unlinked]).toEqual([[], []]);
  });

  test('and is lost is made anew', async () => {
    const { ann, ben } = await createPair();
    ann.end(ben).falter();
    ann.end(ben).breakDown();
    expect([ann.unlinked.length, ben.unlinked.length]).toEqual([1, 1]);
    await areLinked(ann, ben);
    expect(vi.getTimerCount()).toBe(0);
  });
});
