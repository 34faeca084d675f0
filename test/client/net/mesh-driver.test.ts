import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { roomNumberSchema } from '../../../shared/room-code.ts';
import {
  annId,
  areLinked,
  benId,
  chat,
  cleoId,
  createPair,
  createTrio,
  DriverLab,
  memberOf,
  presentOf,
} from '../../support/mesh-driver-lab.ts';
import { settle } from '../../support/watch.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('linking', () => {
  test('introduces both ends to each other', async () => {
    const { ann, ben } = await createPair();
    expect(ann.linked.get(benId)).toEqual({ name: 'name of 2', identity: ben.identity.publicKey });
    expect(ben.linked.get(annId)).toEqual({ name: 'name of 1', identity: ann.identity.publicKey });
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
    ann.driver.dispatch({ type: 'entered', entered: { ...room, self: memberOf(annId), members: [presentOf(benId)] } });
    ben.driver.dispatch({ type: 'entered', entered: { ...room, self: memberOf(benId), members: [presentOf(annId)] } });
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

describe('leaving', () => {
  test('is heard by everybody at once, who take it for no loss', async () => {
    const { ann, ben, cleo } = await createTrio();
    ann.driver.leave();
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
    ann.driver.leave();
    expect(ann.unlinked).toEqual([
      [benId, { type: 'closed-here' }],
      [cleoId, { type: 'closed-here' }],
    ]);
  });

  test('without a word leaves the others looking for this browser, until the server tells that it is gone', async () => {
    const { ann, ben, cleo } = await createTrio();
    ben.driver.close();
    for (const person of [ann, cleo]) {
      await person.watch.until(() => person.unlinked.length === 1);
      expect(person.unlinked).toEqual([[benId, { type: 'lost' }]]);
      expect(person.linkTo(ben)).toBeDefined();
      person.driver.dispatch({ type: 'member-left', gone: { peerId: benId, reason: 'left' } });
      expect(person.linkTo(ben)).toBeUndefined();
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  test('as the server tells it closes the link', async () => {
    const { ann, ben } = await createPair();
    ann.driver.dispatch({ type: 'member-left', gone: { peerId: benId, reason: 'left' } });
    expect(ann.unlinked).toEqual([[benId, { type: 'left' }]]);
    expect(ann.linkTo(ben)).toBeUndefined();
  });
});
