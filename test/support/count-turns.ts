import { setImmediate } from 'node:timers/promises';

/** Does something, and counts how often others got to run meanwhile. */
export async function countTurns<Result>(work: () => Promise<Result>): Promise<{ turns: number; result: Result }> {
  const working = { isDone: false };
  const done = work().finally(() => {
    working.isDone = true;
  });
  let turns = 0;
  while (!working.isDone) {
    await setImmediate();
    turns += 1;
  }
  return { turns, result: await done };
}
