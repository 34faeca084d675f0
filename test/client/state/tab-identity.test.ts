import { beforeEach, describe, expect, test } from 'vitest';
import { TabIdentity } from '../../../client/state/tab-identity.ts';
import type { RandomBytes } from '../../../shared/random.ts';
import { createFakeRandom } from '../../support/fake-random.ts';
import { FakeTabStorage } from '../../support/fake-tab-storage.ts';

let randomBytes: RandomBytes;
let storage: FakeTabStorage;

beforeEach(() => {
  randomBytes = createFakeRandom();
  storage = new FakeTabStorage();
});

const load = (from = storage) => new TabIdentity(from, randomBytes);

describe('the identity of a tab', () => {
  test('is fresh in a fresh tab, with a token that is not the id', () => {
    const [one, other] = [load().current, load(new FakeTabStorage()).current];
    expect(new Set([one.peerId, one.seatToken, other.peerId, other.seatToken]).size).toBe(4);
  });

  test('is the same after a reload', () => {
    const before = load();
    before.putBack();
    expect(load().current).toEqual(before.current);
  });

  test('is nowhere to be copied while the page is used', () => {
    const identity = load();
    expect(storage.size).toBe(0);
    identity.putBack();
    expect(storage.size).toBe(1);
    identity.takeOut();
    expect(storage.size).toBe(0);
    load(storage.copy());
    expect(load(storage.copy()).current).not.toEqual(identity.current);
  });

  test('is not that of a page that was killed while it was used', () => {
    const { current } = load();
    expect(load().current).not.toEqual(current);
  });

  test('becomes another one on demand, and stays that one', () => {
    const identity = load();
    const before = identity.current;
    identity.renew();
    expect(identity.current.peerId).not.toBe(before.peerId);
    expect(identity.current.seatToken).not.toBe(before.seatToken);
    identity.putBack();
    expect(load().current).toEqual(identity.current);
  });

  test('remembers over a reload which room it is in, until it leaves or becomes somebody else', () => {
    const identity = load();
    identity.enterRoom('42-amber-otter');
    identity.putBack();
    const reloaded = load();
    expect(reloaded.room).toBe('42-amber-otter');
    reloaded.leaveRoom();
    expect(reloaded.room).toBeUndefined();
    identity.renew();
    expect(identity.room).toBeUndefined();
  });

  test.each([
    ['nothing readable', '{'],
    ['something else', '[1, 2]'],
    ['a malformed id', JSON.stringify({ peerId: 'me', seatToken: 'a'.repeat(32), said: 0 })],
    ['no token', JSON.stringify({ peerId: 'a'.repeat(32), said: 0 })],
    ['a negative number', JSON.stringify({ peerId: 'a'.repeat(32), seatToken: 'b'.repeat(32), said: -1 })],
  ])('is fresh where %s is stored', (_what, text) => {
    storage.setItem('lanline-identity', text);
    expect(load().current.peerId).toMatch(/^[0-9a-f]{32}$/);
    expect(storage.size).toBe(0);
  });

  test('holds for the page where storage is forbidden', () => {
    const forbid = () => {
      throw new DOMException('forbidden', 'SecurityError');
    };
    const identity = new TabIdentity({ getItem: forbid, setItem: forbid, removeItem: forbid }, randomBytes);
    const before = identity.current;
    identity.putBack();
    identity.takeOut();
    expect(identity.current).toEqual(before);
  });
});
