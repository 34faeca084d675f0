import type { Link } from '../../client/net/link.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { ControlMessage, HandshakeMessage } from '../../shared/peer-protocol.ts';
import { fakeLinkReport } from './fake-link-report.ts';

/** One end of a link that leads nowhere, and what was sent over it. */
export function createRecordingLink(peerId: PeerId): Link & { readonly sent: (ControlMessage | HandshakeMessage)[] } {
  const sent: (ControlMessage | HandshakeMessage)[] = [];
  return {
    peerId,
    sent,
    closed: new AbortController().signal,
    fingerprints: () => ({ own: '1'.repeat(64), other: '2'.repeat(64) }),
    receiveSignal: () => undefined,
    send: (message) => void sent.push(message),
    sendBulk: () => true,
    drained: () => Promise.resolve(),
    restartIce: () => undefined,
    report: () => Promise.resolve(fakeLinkReport()),
    close: () => undefined,
  };
}
