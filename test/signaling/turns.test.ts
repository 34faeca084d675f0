import { expect, test } from 'vitest';
import { Turns } from '../../signaling/turns.ts';

test('A task begins when those before it are done, in the order in which they came', async () => {
  const turns = new Turns();
  const log: string[] = [];
  let finishFirst: () => void = () => undefined;
  turns.take(async () => {
    log.push('first begins');
    await new Promise<void>((resolve) => {
      finishFirst = resolve;
    });
    log.push('first ends');
  });
  const done = new Promise<void>((resolve) => {
    turns.take(() => {
      log.push('second');
      resolve();
    });
  });
  await Promise.resolve();
  expect(log).toEqual(['first begins']);
  finishFirst();
  await done;
  expect(log).toEqual(['first begins', 'first ends', 'second']);
});
