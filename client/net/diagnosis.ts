import { type CandidateCounts, totalOf } from './candidates.ts';
import type { LinkReport } from './link-report.ts';

/** What it looks like when a link cannot be made. `here` and `there` name the end that it is at. */
export type Cause =
  /** The browser's person, or its administrator, forbids this page the local network: nothing was even tried. */
  | { readonly type: 'local-network-denied' }
  /** Nobody carries signals. */
  | { readonly type: 'server-unreachable' }
  /** The other page does not answer. */
  | { readonly type: 'no-answer' }
  /** The browser knows no address of its own. */
  | { readonly type: 'no-candidates'; readonly end: End }
  /** No UDP passes: not even to the server. */
  | { readonly type: 'udp-blocked'; readonly end: End }
  /** Both ends are hidden behind names, which need multicast, and nothing else tells their addresses. */
  | { readonly type: 'multicast-blocked' }
  /** Both have addresses, and nothing passes between them: client isolation, or a firewall. */
  | { readonly type: 'kept-apart' }
  /** Packets passed, and still it came to nothing. */
  | { readonly type: 'unfinished' };

export type End = 'here' | 'there';

/** What stands around an attempt. */
export interface Circumstances {
  readonly serverReachable: boolean;
  /** Whether there was a server to ask for the own address: STUN, or TURN. */
  readonly hasIceServers: boolean;
  readonly localNetworkDenied: boolean;
}

/** Says why an attempt came to nothing, from what both ends gathered and tried. */
export function diagnose(report: LinkReport, around: Circumstances): Cause {
  const { gathered, received, described, pairs } = report;
  if (!described) return { type: around.serverReachable ? 'no-answer' : 'server-unreachable' };
  if (around.localNetworkDenied && pairs.tried === 0) return { type: 'local-network-denied' };
  if (totalOf(gathered) === 0) return { type: 'no-candidates', end: 'here' };
  if (totalOf(received) === 0) return { type: 'no-candidates', end: 'there' };
  if (pairs.answered > 0) return { type: 'unfinished' };
  return knowsItself(gathered) && knowsItself(withoutCopies(received))
    ? { type: 'kept-apart' }
    : blocked(report, around);
}

/** One end at least has learned no address that another one could use. */
function blocked({ gathered, received }: LinkReport, { hasIceServers }: Circumstances): Cause {
  if (!hasIceServers) return { type: 'multicast-blocked' };
  return {
    type: 'udp-blocked',
    end: knowsItself(gathered) && !knowsItself(withoutCopies(received)) ? 'there' : 'here',
  };
}

/** Whether an end told an address of its own: a browser that is not hidden needs no server for that. */
const knowsItself = (told: CandidateCounts) => told.host + told['server-reflexive'] + told.relay > 0;

/** Without what the server added for each hidden candidate: its own view of the other end. */
const withoutCopies = (received: CandidateCounts): CandidateCounts => ({
  ...received,
  host: Math.max(0, received.host - received.hidden),
});
