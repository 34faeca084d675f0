import type { Answer } from '../shared/signaling-protocol.ts';

/** Is told what happens at the server, to count it or to write it down. Nothing here says who it was. */
export interface Observer {
  /** An event of a browser has got its answer. */
  answered(event: string, answer: Answer<unknown>): void;
  /** Somebody may not open a socket, for the reason that the answer gives. */
  turnedAway(reason: string): void;
  /** The store of rooms can be reached from now on, or not any more. */
  storeChanged(isReachable: boolean, reason: string): void;
  /** The store has failed at one thing. */
  storeFailed(reason: string): void;
}

/** Several in one. */
export const observeAll = (observers: readonly Observer[]): Observer => ({
  answered: (event, answer) => {
    for (const observer of observers) observer.answered(event, answer);
  },
  turnedAway: (reason) => {
    for (const observer of observers) observer.turnedAway(reason);
  },
  storeChanged: (isReachable, reason) => {
    for (const observer of observers) observer.storeChanged(isReachable, reason);
  },
  storeFailed: (reason) => {
    for (const observer of observers) observer.storeFailed(reason);
  },
});
