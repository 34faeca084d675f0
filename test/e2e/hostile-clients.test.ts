import { expect } from 'vitest';
import {
  comeAndVanish,
  comeFromElsewhere,
  joinTooFast,
  readNothing,
  sayNothing,
  sendBadFrames,
  talkGarbage,
} from '../support/hostile-clients.ts';
import { test } from '../support/lan-test.ts';

const MEET_MAX_MS = 2_000;

test('Two people meet within 2 s while others do to the server what they must not', async ({ lan, visit }) => {
  const port = Number(new URL(lan.url).port);
  const [ann, ben] = [await visit('Ann'), await visit('Ben')];
  let isOver = false;
  const attack = Promise.all([
    comeAndVanish(port, 1_000),
    joinTooFast(port, 100),
    comeFromElsewhere(port, 50),
    readNothing(port),
    sendBadFrames(port, 10),
    talkGarbage(port, 50),
    sayNothing(port, 50),
  ]).finally(() => {
    isOver = true;
  });

  const startedAt = performance.now();
  const link = await ann.createRoom();
  await ben.joinByCode(link.slice(link.indexOf('#') + 1));
  await ann.connectedTo('Ben');
  await ben.connectedTo('Ann');
  expect(performance.now() - startedAt).toBeLessThan(MEET_MAX_MS);
  expect(isOver).toBe(false);

  await attack;
  await ann.say('Still here');
  await ben.hears('Still here');
});
