import { map } from 'nanostores';
import { beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../../../client/state/stores.ts';
import { stayAwake, type WakeLock } from '../../../../client/ui/attention/stay-awake.ts';
import { incomingView, progressOf } from '../../../support/fake-views.ts';
import { FakeVisibility } from '../../../support/fake-visibility.ts';
import { settle } from '../../../support/watch.ts';

const receiving = incomingView({ status: 'receiving', progress: progressOf(1) });
const saved = incomingView({ status: 'saved', files: [], canSaveAgain: false });

let transfers: Stores['transfers'];
let visibility: FakeVisibility;
let requests: number;
let held: number;
let stop: () => void;

const request = (): Promise<WakeLock> => {
  requests += 1;
  held += 1;
  return Promise.resolve({
    release: () => {
      held -= 1;
      return Promise.resolve();
    },
  });
};

beforeEach(() => {
  [transfers, visibility, requests, held] = [map({}), new FakeVisibility(), 0, 0];
  stop = stayAwake({ transfers }, visibility, request);
});

const show = (view: typeof receiving) => transfers.setKey(view.id, view);

test('the screen stays on from the first byte to the last, by one lock', async () => {
  expect(requests).toBe(0);
  show(receiving);
  show(incomingView({ status: 'receiving', progress: progressOf(2) }));
  expect([requests, held]).toEqual([1, 1]);
  show(saved);
  await settle();
  expect([requests, held]).toEqual([1, 0]);
});

test('a page that was hidden asks again when it is seen', async () => {
  show(receiving);
  visibility.set(true);
  await settle();
  expect(held).toBe(0);
  visibility.set(false);
  expect([requests, held]).toEqual([2, 1]);
});

test('a hidden page does not ask', () => {
  visibility.set(true);
  show(receiving);
  expect(requests).toBe(0);
});

test('where the device refuses nothing more happens', async () => {
  stop();
  stop = stayAwake({ transfers }, visibility, () => {
    requests += 1;
    return Promise.resolve(undefined);
  });
  show(receiving);
  show(saved);
  await settle();
  expect([requests, held]).toEqual([1, 0]);
});

test('the lock is given back when nobody wants it any more', async () => {
  show(receiving);
  stop();
  await settle();
  expect(held).toBe(0);
});
