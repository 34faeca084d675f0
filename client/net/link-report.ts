import { type CandidateCounts, type CandidateKind, kindOfType } from './candidates.ts';

/** How a link tries to connect, or has: without addresses or names, so that it can be shown to anybody. */
export interface LinkReport {
  /** Candidates that this end told the other one. */
  readonly gathered: CandidateCounts;
  /** Candidates that the other end told, with the copies that the server made of hidden ones. */
  readonly received: CandidateCounts;
  /** Whether the other end's session description has come. */
  readonly described: boolean;
  readonly pairs: CandidatePairs;
  /** The way that packets take; undefined as long as there is none. */
  readonly route: Route | undefined;
}

/** Pairs of candidates, one of each end, between which packets were to pass. */
export interface CandidatePairs {
  readonly tried: number;
  /** Over these the other end has answered. */
  readonly answered: number;
}

export interface Route {
  readonly local: CandidateKind;
  readonly remote: CandidateKind;
  /** There and back, in ms, as last measured by the browser. */
  readonly roundTripMs: number | undefined;
}

/** Whether a TURN server (RFC 8656) passes the packets on. */
export const isRelayed = ({ local, remote }: Route): boolean => local === 'relay' || remote === 'relay';

/** The part of a browser's statistics (W3C webrtc-stats) that counts here. Browsers leave out what they do not know. */
export interface Statistic {
  readonly id: string;
  readonly type: string;
  /** Of a candidate. */
  readonly candidateType?: string;
  /** Of a pair of candidates. */
  readonly state?: string;
  readonly nominated?: boolean;
  /** Firefox alone; Chromium names the selected pair in the transport. */
  readonly selected?: boolean;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly responsesReceived?: number;
  readonly currentRoundTripTime?: number;
  /** Of the transport. */
  readonly selectedCandidatePairId?: string;
}

/** Reads what a browser knows of the pairs of a connection. */
export function readPairs(statistics: Iterable<Statistic>): Pick<LinkReport, 'pairs' | 'route'> {
  const byId = new Map([...statistics].map((statistic) => [statistic.id, statistic]));
  const pairs = [...byId.values()].filter(({ type }) => type === 'candidate-pair');
  const selectedIds = [...byId.values()].map(({ selectedCandidatePairId }) => selectedCandidatePairId);
  const chosen =
    pairs.find(({ id, selected }) => selected === true || selectedIds.includes(id)) ??
    pairs.find(({ nominated, state }) => nominated === true && state === 'succeeded');
  return {
    pairs: { tried: pairs.filter(wasTried).length, answered: pairs.filter(wasAnswered).length },
    route: chosen && readRoute(chosen, byId),
  };
}

const wasTried = ({ state }: Statistic) => state !== 'frozen' && state !== 'waiting';

const wasAnswered = ({ state, responsesReceived = 0 }: Statistic) => state === 'succeeded' || responsesReceived > 0;

function readRoute(pair: Statistic, byId: ReadonlyMap<string, Statistic>): Route | undefined {
  const kindOf = (id = '') => kindOfType(byId.get(id)?.candidateType ?? '');
  const [local, remote] = [kindOf(pair.localCandidateId), kindOf(pair.remoteCandidateId)];
  if (local === undefined || remote === undefined) return undefined;
  const seconds = pair.currentRoundTripTime;
  return { local, remote, roundTripMs: seconds === undefined ? undefined : seconds * 1_000 };
}
