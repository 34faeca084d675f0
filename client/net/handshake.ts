import { assertNever } from '../../shared/assert-never.ts';
import { HANDSHAKE_LINGER_MS, HANDSHAKE_MESSAGES_HELD_MAX } from '../../shared/limits.ts';
import { type HandshakeMessage, ProtocolError, parseHandshakeMessage } from '../../shared/peer-protocol.ts';
import type { RandomBytes } from '../../shared/random.ts';
import type { FailedHandshakes } from '../trust/failed-handshakes.ts';
import {
  beginHandshake,
  type HandshakeFailure,
  type HandshakeSetup,
  type HandshakeState,
  type HandshakeStep,
  type Introduction,
  refuseToConfirm,
  stepHandshake,
} from '../trust/handshake.ts';
import type { CloseReason, Link } from './link.ts';

/** What this browser shows of itself on every link of a room, and what it remembers of the links that failed. */
export interface OwnSide extends Pick<HandshakeSetup, 'self' | 'code' | 'identity' | 'ownName'> {
  readonly randomBytes: RandomBytes;
  readonly failedHandshakes: FailedHandshakes;
}

export interface HandshakeEvents {
  /** The other end has proved itself: from here on, everything else may pass. */
  done(introduction: Introduction): void;
  /** It has not. The link is closed as soon as the other end knows, too. */
  refused(reason: HandshakeFailure): void;
  /** Runs what may throw a {@link ProtocolError}, later than the message that it is about. */
  guarded(run: () => void): void;
}

/** The handshake on one link: performs what the pure one says, and closes the link where there can be none. */
export class LinkHandshake {
  readonly #link: Link;
  /** Where the server sees the other end. */
  readonly #address: string;
  readonly #ownSide: OwnSide;
  readonly #events: HandshakeEvents;
  #progress: { readonly setup: HandshakeSetup; readonly state: HandshakeState } | undefined;
  /** What came while the next guess has to wait. */
  #held: HandshakeMessage[] | undefined;

  constructor(link: Link, address: string, ownSide: OwnSide, events: HandshakeEvents) {
    this.#link = link;
    this.#address = address;
    this.#ownSide = ownSide;
    this.#events = events;
  }

  get isDone(): boolean {
    return this.#progress?.state.status === 'done';
  }

  /** Whether this end has refused the other one, and has said so. */
  get isRefused(): boolean {
    return this.#refusal !== undefined;
  }

  /** The link is open. */
  begin(): void {
    const { self, code, identity, ownName, randomBytes } = this.#ownSide;
    const end = { self, other: this.#link.peerId, code, fingerprints: this.#link.fingerprints() };
    this.#perform({ ...end, identity, ownName }, beginHandshake(randomBytes));
    this.#link.closed.addEventListener('abort', () => this.#noteFailure());
  }

  /** Throws {@link ProtocolError} for what the handshake forbids. */
  receive(text: string): void {
    this.#accept(parseHandshakeMessage(text));
  }

  /** Why the link ended: what was refused counts for more than how it ended then. */
  explain(reason: CloseReason): CloseReason {
    return this.#refusal ?? reason;
  }

  get #refusal(): HandshakeFailure | undefined {
    const state = this.#progress?.state;
    return state?.status === 'refusing' || state?.status === 'refused' ? state.reason : undefined;
  }

  #accept(message: HandshakeMessage): void {
    if (this.#held === undefined) this.#take(message);
    else if (this.#held.length < HANDSHAKE_MESSAGES_HELD_MAX) this.#held.push(message);
    else throw new ProtocolError('it does not wait for its turn');
  }

  #take(message: HandshakeMessage): void {
    if (this.#progress === undefined) throw new ProtocolError('a message before the link was open');
    const { setup, state } = this.#progress;
    const givesGuess = state.status === 'awaiting-share' && message.type === 'key-share';
    const pauseMs = givesGuess ? this.#ownSide.failedHandshakes.pauseBefore(this.#address) : 0;
    if (pauseMs === undefined) this.#perform(setup, refuseToConfirm());
    else if (pauseMs > 0) this.#hold(message, pauseMs);
    else this.#perform(setup, stepHandshake(setup, state, message));
  }

  #hold(message: HandshakeMessage, pauseMs: number): void {
    this.#held = [message];
    this.#later(pauseMs, () => {
      const messages = this.#held ?? [];
      this.#held = undefined;
      for (const held of messages) this.#events.guarded(() => this.#accept(held));
    });
  }

  #perform(setup: HandshakeSetup, { state, messages }: HandshakeStep): void {
    const wasRefusing = this.#progress?.state.status === 'refusing';
    this.#progress = { setup, state };
    for (const message of messages) this.#link.send(message);
    if (state.status === 'done') this.#events.done(state.introduction);
    else if (state.status === 'refused') this.#link.close(state.reason);
    else if (state.status === 'refusing' && !wasRefusing) this.#refuse(state.reason);
  }

  #refuse(reason: HandshakeFailure): void {
    this.#later(HANDSHAKE_LINGER_MS, () => this.#link.close(reason));
    this.#events.refused(reason);
  }

  #later(afterMs: number, run: () => void): void {
    const timer = setTimeout(run, afterMs);
    this.#link.closed.addEventListener('abort', () => clearTimeout(timer));
  }

  #noteFailure(): void {
    const state = this.#progress?.state;
    if (state !== undefined && hasCostGuess(state)) this.#ownSide.failedHandshakes.note(this.#address);
  }
}

/** Whether the other end could try a guess, and has not shown that it was right. */
function hasCostGuess(state: HandshakeState): boolean {
  switch (state.status) {
    case 'awaiting-confirmation':
      return true;
    case 'refusing':
      return state.reason.type === 'wrong-code';
    case 'refused':
      return state.reason.type === 'wrong-code' || state.reason.type === 'too-many-tries';
    case 'awaiting-hello':
    case 'awaiting-share':
    case 'awaiting-introduction':
    case 'done':
      return false;
    default:
      return assertNever(state);
  }
}
