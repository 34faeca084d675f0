import type { Link } from '../../client/net/link.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { ControlMessage } from '../../shared/peer-protocol.ts';
import { fakeLinkReport } from './fake-link-report.ts';

/** One end of a link that leads nowhere, and what was sent over it. */
export function createRecordingLink(peerId: PeerId): Link & { readonly sent: ControlMessage[] } {
  const sent: ControlMessage[] = [];
  return {
    peerId,
    sent,
    closed: new AbortController().signal,
    receiveSignal: () => undefined,
    send: (message) => void sent.push(message),
    sendBulk: () => true,
    drained: () => Promise.resolve(),
    restartIce: () => undefined,
    report: () => Promise.resolve(fakeLinkReport()),
    close: () => undefined,
  };
}
