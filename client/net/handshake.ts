import { HANDSHAKE_LINGER_MS } from '../../shared/limits.ts';
import { ProtocolError, parseHandshakeMessage } from '../../shared/peer-protocol.ts';
import type { RandomBytes } from '../../shared/random.ts';
import type { LinkEnd } from '../trust/agreement.ts';
import {
  beginHandshake,
  type HandshakeFailure,
  type HandshakeSetup,
  type HandshakeState,
  type HandshakeStep,
  type Introduction,
  stepHandshake,
} from '../trust/handshake.ts';
import type { CloseReason, Link } from './link.ts';

/** What this browser shows of itself on every link of a room. */
export type OwnSide = Pick<HandshakeSetup, 'self' | 'code' | 'identity' | 'ownName'>;

export interface HandshakeEvents {
  /** The other end has proved itself: from here on, everything else may pass. */
  done(introduction: Introduction): void;
  /** It has not. The link is closed as soon as the other end knows, too. */
  refused(reason: HandshakeFailure): void;
}

/** The handshake on one link: performs what the pure one says, and closes the link where there can be none. */
export class LinkHandshake {
  readonly #link: Link;
  readonly #ownSide: OwnSide;
  readonly #randomBytes: RandomBytes;
  readonly #events: HandshakeEvents;
  #progress: { readonly setup: HandshakeSetup; readonly state: HandshakeState } | undefined;

  constructor(link: Link, ownSide: OwnSide, randomBytes: RandomBytes, events: HandshakeEvents) {
    this.#link = link;
    this.#ownSide = ownSide;
    this.#randomBytes = randomBytes;
    this.#events = events;
  }

  get isDone(): boolean {
    return this.#progress?.state.status === 'done';
  }

  /** The link is open. */
  begin(): void {
    const end: Omit<LinkEnd, 'self' | 'code'> = { other: this.#link.peerId, fingerprints: this.#link.fingerprints() };
    this.#perform({ ...this.#ownSide, ...end }, beginHandshake(this.#randomBytes));
  }

  /** Throws {@link ProtocolError} for what the handshake forbids. */
  receive(text: string): void {
    if (this.#progress === undefined) throw new ProtocolError('a message before the link was open');
    const { setup, state } = this.#progress;
    this.#perform(setup, stepHandshake(setup, state, parseHandshakeMessage(text)));
  }

  /** Why the link ended: what was refused counts for more than how it ended then. */
  explain(reason: CloseReason): CloseReason {
    const state = this.#progress?.state;
    return state?.status === 'refusing' || state?.status === 'refused' ? state.reason : reason;
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
    const timer = setTimeout(() => this.#link.close(reason), HANDSHAKE_LINGER_MS);
    this.#link.closed.addEventListener('abort', () => clearTimeout(timer));
    this.#events.refused(reason);
  }
}
