import { destination, type Logger, pino } from 'pino';
import type { Observer } from './observer.ts';

/** From the quietest on. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

export type Log = Pick<Logger, 'error' | 'warn' | 'info' | 'debug'>;

/** Lines of JSON on standard error; what a person reads is on standard output. No line says who somebody is. */
export const createLog = (level: LogLevel): Log =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination({ dest: 2, sync: true }));

/** Writes down what browsers ask, and what they are answered. */
export const logEvents = (log: Log): Observer => ({
  answered: (event, answer) => log.debug({ event, answer: answer.ok ? 'ok' : answer.code }, 'answered an event'),
  turnedAway: (reason) => log.debug({ reason }, 'turned somebody away'),
  storeChanged: (isReachable, reason) => {
    if (isReachable) log.warn('the store is back: everybody here enters again');
    else log.error({ reason }, 'the store cannot be reached: nobody can enter, and links go on');
  },
  storeFailed: (reason) => log.debug({ reason }, 'the store failed'),
});
