import type { CloseReason, Link } from '../../client/net/link.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { ControlMessage, HandshakeMessage } from '../../shared/peer-protocol.ts';
import { fakeLinkReport } from './fake-link-report.ts';

interface RecordingLink extends Link {
  readonly sent: (ControlMessage | HandshakeMessage)[];
  /** The reasons it was closed with. */
  readonly closings: CloseReason[];
}

/** One end of a link that leads nowhere, and what was sent over it. */
export function createRecordingLink(peerId: PeerId): RecordingLink {
  const sent: (ControlMessage | HandshakeMessage)[] = [];
  const closings: CloseReason[] = [];
  const closing = new AbortController();
  return {
    peerId,
    sent,
    closings,
    closed: closing.signal,
    fingerprints: () => ({ own: '1'.repeat(64), other: '2'.repeat(64) }),
    receiveSignal: () => undefined,
    send: (message) => void sent.push(message),
    sendBulk: () => true,
    drained: () => Promise.resolve(),
    restartIce: () => undefined,
    report: () => Promise.resolve(fakeLinkReport()),
    close: (reason) => {
      closings.push(reason);
      closing.abort();
    },
  };
}
