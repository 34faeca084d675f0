import type { Signal } from '../../shared/signaling-protocol.ts';

/**
 * How a candidate was found (RFC 8445, section 5.1.1). A hidden one is a host candidate behind a name that is looked up
 * by multicast (draft-ietf-mmusic-mdns-ice-candidates).
 */
export const candidateKinds = ['hidden', 'host', 'server-reflexive', 'peer-reflexive', 'relay'] as const;
export type CandidateKind = (typeof candidateKinds)[number];

export type CandidateCounts = Readonly<Record<CandidateKind, number>>;

export const noCandidates: CandidateCounts = {
  hidden: 0,
  host: 0,
  'server-reflexive': 0,
  'peer-reflexive': 0,
  relay: 0,
};

/** The words of the candidate lines and of the browser's statistics. */
const kindsByType: ReadonlyMap<string, CandidateKind> = new Map([
  ['host', 'host'],
  ['srflx', 'server-reflexive'],
  ['prflx', 'peer-reflexive'],
  ['relay', 'relay'],
]);

export const kindOfType = (type: string): CandidateKind | undefined => kindsByType.get(type);

/** A candidate line (RFC 8839, section 5.1), which may stand in a session description. */
const candidateLine = /^(?:a=)?candidate:\S+ \d+ (?<transport>\S+) \d+ (?<address>\S+) \d+ typ (?<type>[a-z]+)/i;

/** `counts`, and what a signal brings. Candidates over TCP do not count: browsers cannot link by them. */
export function countCandidates(counts: CandidateCounts, signal: Signal): CandidateCounts {
  const lines = signal.type === 'candidate' ? [signal.candidate.candidate] : signal.sdp.split('\r\n');
  const counted = { ...counts };
  for (const kind of lines.map(kindOfLine)) if (kind !== undefined) counted[kind] += 1;
  return counted;
}

function kindOfLine(line: string): CandidateKind | undefined {
  const { transport = '', address = '', type = '' } = candidateLine.exec(line)?.groups ?? {};
  if (transport.toLowerCase() !== 'udp') return undefined;
  const kind = kindOfType(type);
  return kind === 'host' && address.endsWith('.local') ? 'hidden' : kind;
}

export const totalOf = (counts: CandidateCounts): number => candidateKinds.reduce((sum, kind) => sum + counts[kind], 0);
