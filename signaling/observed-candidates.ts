import { isIP } from 'node:net';
import { CANDIDATE_LENGTH_MAX, SDP_LENGTH_MAX } from '../shared/limits.ts';
import type { Signal } from '../shared/signaling-protocol.ts';

/**
 * Browsers hide their addresses behind names such as `4fa7255e.local` (draft-ietf-mmusic-mdns-ice-candidates). These are
 * looked up by multicast, which many networks block. The server sees an address, so it adds the same candidates with
 * that one.
 */

/** A UDP host candidate with such a name (RFC 8839, section 5.1). A foundation has 32 characters at most. */
const hiddenHost =
  /^((?:a=)?candidate:[a-z\d+/]{1,31})( \d{1,3} udp )(\d{1,10}) [a-z\d-]{1,63}\.local( \d{1,5} typ host(?: .*)?)$/i;

/**
 * The signals to relay in place of one from a sender at `address`. A hidden candidate is followed by its copy; a
 * description has the copies in it, unless it would become too long.
 */
export function withObservedAddress(signal: Signal, address: string): readonly Signal[] {
  if (isIP(address) === 0) return [signal];
  if (signal.type !== 'candidate') return [{ ...signal, sdp: withCopies(signal.sdp, address) }];
  const copy = copyOf(signal.candidate.candidate, address);
  if (copy === undefined || copy.length > CANDIDATE_LENGTH_MAX) return [signal];
  return [signal, { ...signal, candidate: { ...signal.candidate, candidate: copy } }];
}

function withCopies(sdp: string, address: string): string {
  const lines = sdp.split('\r\n').flatMap((line) => [line, copyOf(line, address) ?? []].flat());
  const longer = lines.join('\r\n');
  return longer.length > SDP_LENGTH_MAX ? sdp : longer;
}

/** Of another foundation, since the address is another one, and less urgent than the original. */
function copyOf(line: string, address: string): string | undefined {
  const [, start, component, priority, rest] = hiddenHost.exec(line) ?? [];
  const lower = Number(priority) - 1;
  return lower > 0 ? `${start}o${component}${lower} ${address}${rest}` : undefined;
}
