export interface FakeClock {
  readonly now: () => number;
  advance(ms: number): void;
}

/** A clock that stands still until a test moves it, in ms. */
export function createFakeClock(startMs = 0): FakeClock {
  let time = startMs;
  return {
    now: () => time,
    advance: (ms) => {
      time += ms;
    },
  };
}
