import { expect, test } from 'vitest';
import { loadSettings } from '../../../client/state/settings.ts';
import { SessionLab } from '../../support/session-lab.ts';

test('nobody is asked for notifications until they turn them on, and the answer is kept', async () => {
  const ann = (await SessionLab.create()).add('Ann');
  await ann.do({ type: 'create-room' });
  await ann.do({ type: 'change-settings', changes: { sound: true } });
  expect(ann.notificationsAsked).toBe(0);
  await ann.do({ type: 'allow-notifications' });
  expect(ann.notificationsAsked).toBe(1);
  expect(ann.stores.notificationAccess.get()).toBe('granted');
  expect(ann.stores.settings.get().notifications).toBe(true);
  expect(loadSettings(ann.page, () => new Uint8Array(3)).notifications).toBe(true);
});

test.each(['blocked', 'askable'] as const)('whoever answers so that they are %s has them off', async (answer) => {
  const ann = (await SessionLab.create()).add('Ann');
  ann.notificationAnswer = answer;
  await ann.do({ type: 'allow-notifications' });
  expect(ann.stores.notificationAccess.get()).toBe(answer);
  expect(ann.stores.settings.get().notifications).toBe(false);
});
