import type { PeerId } from '../../shared/ids.ts';
import type { ControlMessage, HandshakeMessage } from '../../shared/peer-protocol.ts';
import type { Signal } from '../../shared/signaling-protocol.ts';
import type { Fingerprints } from '../trust/fingerprints.ts';
import type { HandshakeFailure } from '../trust/handshake.ts';
import type { LinkReport } from './link-report.ts';

/** Why a link ended. */
export type CloseReason =
  /** The other person left the room. */
  | { readonly type: 'left' }
  /** This end closed it, without a fault. */
  | { readonly type: 'closed-here' }
  /** It was open, and the connection broke. */
  | { readonly type: 'lost' }
  | { readonly type: 'timed-out' }
  /** The browser could not make or keep it. */
  | { readonly type: 'failed'; readonly detail: string }
  /** The other end sent something that the protocol forbids. */
  | { readonly type: 'broke-protocol'; readonly detail: string }
  /** The other end has not proved what it must. */
  | HandshakeFailure;

/** What a link tells its owner, one call at a time and in order. `closed` comes exactly once, and last. */
export interface LinkEvents {
  /** To be carried to the other end. */
  signal(signal: Signal): void;
  /** Both channels are open. */
  opened(): void;
  /** The browser has lost the way between both ends; the channels stay, and what is sent waits. Only while open. */
  unstable(): void;
  /** There is a way again. Only after `unstable`. */
  recovered(): void;
  /** Packets may take another way than before: {@link Link.report} tells which. Only while open. */
  rerouted(): void;
  /** A text from the control channel: hostile until parsed. */
  control(text: string): void;
  /** A message from the bulk channel: hostile until parsed. */
  bulk(message: Uint8Array<ArrayBuffer>): void;
  closed(reason: CloseReason): void;
}

/**
 * One peer's connection: a control channel and a bulk channel, both ordered and reliable.
 * Every adapter passes `test/contract/link-contract.ts`.
 */
export interface Link {
  readonly peerId: PeerId;
  /** Aborted when the link has closed. */
  readonly closed: AbortSignal;
  /** Takes what the other end's `signal` event said. Does nothing once closed. */
  receiveSignal(signal: Signal): void;
  /** The certificates that both ends prove themselves with in DTLS; they stay for the life of the link. Only once open. */
  fingerprints(): Fingerprints;
  /** Queues a control message. Does nothing once closed; a peer that does not take its messages is closed. */
  send(message: ControlMessage | HandshakeMessage): void;
  /**
   * Queues a message of at most `BULK_MESSAGE_BYTES` and keeps no reference to it. False means that the send gate has
   * closed: await {@link drained} before the next one. Does nothing once closed.
   */
  sendBulk(message: Uint8Array<ArrayBuffer>): boolean;
  /** Resolves when the send gate is open; rejects with {@link LinkClosedError} when the link closes first. */
  drained(): Promise<void>;
  /** Looks for another way between both ends (RFC 8445, section 2.4). Does nothing at the end that did not call. */
  restartIce(): void;
  /** How it tries to connect, or has. Once closed it knows of no pairs and no route. Never rejects. */
  report(): Promise<LinkReport>;
  /** Closes at once; what is still queued may be lost. Closing again does nothing. */
  close(reason: CloseReason): void;
}

/** Makes one end of a link. The end with `initiator: true` sends the first signal. */
export type OpenLink = (end: { readonly peerId: PeerId; readonly initiator: boolean }, events: LinkEvents) => Link;

export class LinkClosedError extends Error {
  override readonly name = 'LinkClosedError';
}
