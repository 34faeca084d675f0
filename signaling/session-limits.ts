import { SIGNALING_BACKLOG_LENGTH_MAX, SIGNALING_FRAME_BURST, SIGNALING_FRAMES_PER_SECOND } from '../shared/limits.ts';
import { TokenBucket } from '../shared/token-bucket.ts';
import type { Clock } from './clock.ts';

/** A frame of Engine.IO, below Socket.IO's packets. */
export interface Frame {
  readonly data?: string | Buffer;
}

/** What is needed of an Engine.IO session, which is one browser's, over whichever transport. */
export interface EngineSession {
  on(event: 'packet' | 'packetCreate', listener: (frame: Frame) => void): unknown;
  on(event: 'flush', listener: () => void): unknown;
  close(atOnce: boolean): unknown;
}

const rate = { burst: SIGNALING_FRAME_BURST, perSecond: SIGNALING_FRAMES_PER_SECOND };

/**
 * Closes a session whose other end sends more frames than any client has reason to, or does not read what is sent to
 * it. Frames count whatever is in them: packets that are no events never reach the event gate.
 */
export function limitSession(session: EngineSession, now: Clock): void {
  const received = new TokenBucket(rate, now);
  let backlog = 0;
  session.on('packet', () => {
    if (!received.take()) session.close(true);
  });
  session.on('packetCreate', ({ data = '' }) => {
    backlog += data.length;
    if (backlog > SIGNALING_BACKLOG_LENGTH_MAX) session.close(true);
  });
  session.on('flush', () => {
    backlog = 0;
  });
}
