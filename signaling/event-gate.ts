import { SIGNALING_BURST, SIGNALING_EVENTS_PER_SECOND, SIGNALING_REFUSALS_MAX } from '../shared/limits.ts';
import type { Answer } from '../shared/signaling-protocol.ts';
import { TokenBucket } from '../shared/token-bucket.ts';
import { refuse } from './answers.ts';
import type { Clock } from './clock.ts';
import type { Observer } from './observer.ts';

/** Answers to events by name; each parses its request, which may be anything. */
export type AnswerTable = Readonly<Record<string, (request: unknown) => Answer<unknown>>>;

/** What the gate needs of a socket. */
export interface GatedSocket {
  onAny(listener: (event: string, ...args: unknown[]) => void): unknown;
  disconnect(closeConnection: boolean): unknown;
}

/** What events are counted as that there are not: a client may think of any number of names. */
const UNKNOWN_EVENT = 'unknown';

/** What came too fast from this socket, and what from all at its address, which is not this socket's fault. */
const tooFast = refuse('rate-limited', 'slow down');
const tooFastTogether = refuse('rate-limited', 'everybody at this address together asks too often');

export interface GateOptions {
  readonly now: Clock;
  /** Counts an event for the address that the socket comes from, and answers whether it fits. */
  readonly takeOfSource: () => boolean;
  readonly observer: Pick<Observer, 'answered'>;
}

/** Lets a socket's events through to the table at a bounded rate, and closes a socket that is refused too often. */
export function gateEvents(socket: GatedSocket, table: AnswerTable, options: GateOptions): void {
  const { now, takeOfSource, observer } = options;
  const bucket = new TokenBucket({ burst: SIGNALING_BURST, perSecond: SIGNALING_EVENTS_PER_SECOND }, now);
  let refusals = 0;
  const answerOf = (event: string, args: readonly unknown[]) => {
    if (!bucket.take()) return tooFast;
    return takeOfSource() ? answerTo(table, event, args) : tooFastTogether;
  };
  socket.onAny((event, ...args) => {
    const answer = answerOf(event, args);
    observer.answered(Object.hasOwn(table, event) ? event : UNKNOWN_EVENT, answer);
    const acknowledge = args.at(-1);
    if (typeof acknowledge === 'function') acknowledge(answer);
    if (isClientsFault(answer)) refusals += 1;
    if (refusals > SIGNALING_REFUSALS_MAX) socket.disconnect(true);
  });
}

function answerTo(table: AnswerTable, event: string, args: readonly unknown[]): Answer<unknown> {
  const answer = Object.hasOwn(table, event) ? table[event] : undefined;
  if (answer === undefined) return refuse('bad-request', 'there is no such event');
  const [request, acknowledge] = args;
  if (typeof acknowledge !== 'function') {
    return refuse('bad-request', 'an event takes one request and an acknowledgement');
  }
  return answer(request);
}

/** Signals to somebody who is just leaving are nobody's fault, and a long-lived room collects many of them. */
const isClientsFault = (answer: Answer<unknown>) =>
  !answer.ok && answer !== tooFastTogether && answer.code !== 'no-such-member';
