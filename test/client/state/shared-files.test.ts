import { expect, test } from 'vitest';
import { SessionLab } from '../../support/session-lab.ts';

test('what another app has shared is gone from the page and from what the browser keeps when it is discarded', async () => {
  const ann = (await SessionLab.create()).add('Ann');
  ann.stores.sharedFiles.set([new File(['x'], 'a.txt')]);
  await ann.do({ type: 'discard-shared-files' });
  expect(ann.stores.sharedFiles.get()).toEqual([]);
  expect(ann.sharedFilesDiscarded).toBe(1);
});
