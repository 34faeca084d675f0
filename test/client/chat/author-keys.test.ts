import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AuthorKeys } from '../../../client/chat/author-keys.ts';
import { CHAT_AUTHORS_MAX } from '../../../shared/limits.ts';
import { fakeKeyOf, fakePeerId } from '../../support/fake-ids.ts';

// Ten thousand authors would take long, and show nothing more.
vi.mock('../../../shared/limits.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  CHAT_AUTHORS_MAX: 5,
}));

const [annId, benId, cyId] = [fakePeerId(1), fakePeerId(2), fakePeerId(3)];
const [annKey, benKey, cyKey] = [fakeKeyOf(annId), fakeKeyOf(benId), fakeKeyOf(cyId)];

/** Ann's. */
let keys: AuthorKeys;

beforeEach(() => {
  keys = new AuthorKeys(annId, annKey);
});

/** So many others come. */
function crowd(count: number): void {
  for (let number = 100; number < 100 + count; number++) {
    keys.accept(fakePeerId(number), fakeKeyOf(fakePeerId(number)));
  }
}

describe('the key of an author', () => {
  test('is the own one for this browser, even if a link says otherwise', () => {
    keys.linkUp(annId, benKey);
    expect([keys.accept(annId, annKey), keys.accept(annId, benKey)]).toEqual([true, false]);
  });

  test('is that of the first message', () => {
    expect([keys.accept(benId, benKey), keys.accept(benId, cyKey), keys.accept(benId, benKey)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('is what a link proves, though messages came by another key before', () => {
    keys.accept(benId, cyKey);
    keys.linkUp(benId, benKey);
    expect([keys.accept(benId, benKey), keys.accept(benId, cyKey)]).toEqual([true, false]);
  });

  test('is what the last link has proved when that is gone', () => {
    for (const key of [cyKey, benKey]) {
      keys.linkUp(benId, key);
      keys.linkDown(benId);
    }
    expect([keys.accept(benId, benKey), keys.accept(benId, cyKey)]).toEqual([true, false]);
  });

  test('may be that of several authors: a browser has several tabs', () => {
    expect([keys.accept(benId, benKey), keys.accept(cyId, benKey)]).toEqual([true, true]);
  });

  test('is forgotten when too many have come since', () => {
    keys.accept(benId, benKey);
    crowd(CHAT_AUTHORS_MAX - 1);
    expect(keys.of(benId)).toBe(benKey);
    crowd(CHAT_AUTHORS_MAX);
    expect(keys.of(benId)).toBeUndefined();
  });

  test('is not forgotten while its author is linked, however many come', () => {
    keys.linkUp(benId, benKey);
    crowd(3 * CHAT_AUTHORS_MAX);
    expect(keys.of(benId)).toBe(benKey);
  });

  test('is not touched by the end of a link that was not there', () => {
    keys.accept(benId, benKey);
    keys.linkDown(benId);
    expect(keys.of(benId)).toBe(benKey);
  });
});
