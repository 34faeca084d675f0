import { SIGNALING_BURST, SIGNALING_EVENTS_PER_SECOND, SIGNALING_REFUSALS_MAX } from '../shared/limits.ts';
import type { Answer, SignalingErrorCode } from '../shared/signaling-protocol.ts';
import { TokenBucket } from '../shared/token-bucket.ts';
import { refuse } from './answers.ts';
import type { Clock } from './clock.ts';
import type { Observer } from './observer.ts';
import type { Eventually } from './rooms.ts';
import type { Turns } from './turns.ts';

/** Answers to events by name, for whomever sends them; each parses its request, which may be anything. */
export type AnswerTable<Guest> = Readonly<
  Record<string, (guest: Guest, request: unknown) => Eventually<Answer<unknown>>>
>;

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

const rate = { burst: SIGNALING_BURST, perSecond: SIGNALING_EVENTS_PER_SECOND };

export interface GateOptions<Guest> {
  /** Who sends the events of this socket. */
  readonly guest: Guest;
  readonly now: Clock;
  /** Those of this socket: one event is answered before the next one is looked at. */
  readonly turns: Turns;
  /** Counts an event for the address that the socket comes from, and answers whether it fits. */
  readonly takeOfSource: () => boolean;
  readonly observer: Pick<Observer, 'answered'>;
}

/** Lets a socket's events through to the table at a bounded rate, and closes a socket that is refused too often. */
export function gateEvents<Guest>(socket: GatedSocket, table: AnswerTable<Guest>, options: GateOptions<Guest>): void {
  const { guest, now, turns, takeOfSource, observer } = options;
  const bucket = new TokenBucket(rate, now);
  let refusals = 0;
  const answer = (event: string, args: readonly unknown[], given: Answer<unknown>) => {
    observer.answered(Object.hasOwn(table, event) ? event : UNKNOWN_EVENT, given);
    const acknowledge = args.at(-1);
    if (typeof acknowledge === 'function') acknowledge(given);
    if (isClientsFault(given)) refusals += 1;
    if (refusals > SIGNALING_REFUSALS_MAX) socket.disconnect(true);
  };
  socket.onAny((event, ...args) => {
    // Refused at once, so that nobody makes a queue longer than the rates allow.
    if (!bucket.take()) answer(event, args, tooFast);
    else if (!takeOfSource()) answer(event, args, tooFastTogether);
    else turns.take(async () => answer(event, args, await answerTo(table, guest, event, args)));
  });
}

function answerTo<Guest>(
  table: AnswerTable<Guest>,
  guest: Guest,
  event: string,
  args: readonly unknown[],
): Eventually<Answer<unknown>> {
  const answer = Object.hasOwn(table, event) ? table[event] : undefined;
  if (answer === undefined) return refuse('bad-request', 'there is no such event');
  const [request, acknowledge] = args;
  if (typeof acknowledge !== 'function') {
    return refuse('bad-request', 'an event takes one request and an acknowledgement');
  }
  return answer(guest, request);
}

/** Signals to somebody who is just leaving are nobody's fault, and a long-lived room collects many of them. */
const blameless: readonly SignalingErrorCode[] = ['no-such-member', 'store-unreachable'];

const isClientsFault = (answer: Answer<unknown>) =>
  !answer.ok && answer !== tooFastTogether && !blameless.includes(answer.code);
