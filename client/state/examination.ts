import { PEER_PROTOCOL_VERSION } from '../../shared/peer-protocol.ts';
import type { IceServer } from '../../shared/signaling-protocol.ts';
import { type CandidateCounts, candidateKinds } from '../net/candidates.ts';
import type { Circumstances } from '../net/diagnosis.ts';
import { isRelayed, type LinkReport, type Route } from '../net/link-report.ts';
import type { Acquaintance } from './acquaintances.ts';
import type { Person, PersonState } from './views.ts';

/** What is to be known of the browser itself. */
export interface BrowserFacts {
  /** How it names itself, such as in `navigator.userAgent`. */
  readonly userAgent: string;
  /** Where a browser allows more than on plain http (W3C Secure Contexts). */
  readonly isSecureContext: boolean;
  isLocalNetworkDenied(): Promise<boolean>;
}

/**
 * Lines for a bug report. They have no address, so that they can be shown to anybody, and are in English whatever the
 * page's language is.
 */
export function describeBrowser(
  { userAgent, isSecureContext }: BrowserFacts,
  { serverReachable, localNetworkDenied }: Circumstances,
  iceServers: readonly IceServer[],
): readonly string[] {
  const helpers = iceServers.map(({ type }) => type).join(', ');
  return [
    `Browser: ${userAgent}`,
    `Page: ${isSecureContext ? 'secure' : 'not secure'}, protocol ${PEER_PROTOCOL_VERSION}`,
    `Server: ${serverReachable ? 'connected' : 'not reachable'} · ICE servers: ${helpers || 'none'}`,
    `Local network: ${localNetworkDenied ? 'denied' : 'not denied'}`,
  ];
}

/** As above. */
export function describePerson(
  { name, state }: Person,
  report: LinkReport | undefined,
  cause: Acquaintance['cause'],
): readonly string[] {
  const headline = `${name ?? 'Somebody'}: ${standing(state, cause)}`;
  if (report === undefined) return [headline, '· no attempt to connect has ended yet'];
  const { gathered, received, described, pairs, route } = report;
  return [
    headline,
    `· candidates from here: ${countsInWords(gathered)} · from there: ${countsInWords(received)}`,
    `· ${described ? 'answered' : 'no answer'} · pairs: ${pairs.tried} tried, ${pairs.answered} answered`,
    `· ${route === undefined ? 'no route' : routeInWords(route)}`,
  ];
}

function standing(state: PersonState, cause: Acquaintance['cause']): string {
  switch (state.status) {
    case 'connected':
      return state.relayed ? 'connected through a relay' : 'connected';
    case 'cannot-connect':
      return cause === undefined ? 'cannot connect' : `cannot connect: ${Object.values(cause).join(' ')}`;
    default:
      return state.status;
  }
}

function countsInWords(counts: CandidateCounts): string {
  const parts = candidateKinds.filter((kind) => counts[kind] > 0).map((kind) => `${counts[kind]} ${kind}`);
  return parts.join(', ') || 'none';
}

function routeInWords(route: Route): string {
  const { local, remote, roundTripMs } = route;
  const time = roundTripMs === undefined ? 'unknown' : `${roundTripMs.toFixed(1)} ms`;
  return `route: ${local} to ${remote}, ${isRelayed(route) ? 'relayed' : 'direct'} · round trip: ${time}`;
}
