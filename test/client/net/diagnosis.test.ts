import { describe, expect, test } from 'vitest';
import { type CandidateCounts, noCandidates } from '../../../client/net/candidates.ts';
import { type Circumstances, diagnose } from '../../../client/net/diagnosis.ts';
import type { LinkReport } from '../../../client/net/link-report.ts';
import { failedLinkReport } from '../../support/fake-link-report.ts';

const around: Circumstances = { serverReachable: true, hasIceServers: true, localNetworkDenied: false };

const hiddenOnly: CandidateCounts = { ...noCandidates, hidden: 2 };
/** What the server makes of that on the way. */
const hiddenWithCopies: CandidateCounts = { ...hiddenOnly, host: 2 };
const reflexive: CandidateCounts = { ...hiddenOnly, 'server-reflexive': 1 };
const reflexiveWithCopies: CandidateCounts = { ...hiddenWithCopies, 'server-reflexive': 1 };
const plain: CandidateCounts = { ...noCandidates, host: 1 };

const told = (gathered: CandidateCounts, received: CandidateCounts): Partial<LinkReport> => ({ gathered, received });

describe('a link that does not come about', () => {
  test.each<readonly [why: string, report: Partial<LinkReport>, around: Partial<Circumstances>, cause: object]>([
    [
      'the browser denies the local network',
      { pairs: { tried: 0, answered: 0 } },
      { localNetworkDenied: true },
      { type: 'local-network-denied' },
    ],
    ['although it is said to deny that, it has tried', {}, { localNetworkDenied: true }, { type: 'kept-apart' }],
    ['nobody carries signals', { described: false }, { serverReachable: false }, { type: 'server-unreachable' }],
    ['the other page says nothing', { described: false }, {}, { type: 'no-answer' }],
    ['the browser knows no address', told(noCandidates, hiddenWithCopies), {}, { type: 'no-candidates', end: 'here' }],
    ['the other browser knows none', told(hiddenOnly, noCandidates), {}, { type: 'no-candidates', end: 'there' }],
    ['no UDP comes from the server', told(hiddenOnly, hiddenWithCopies), {}, { type: 'udp-blocked', end: 'here' }],
    [
      'it comes to the other end alone',
      told(hiddenOnly, reflexiveWithCopies),
      {},
      { type: 'udp-blocked', end: 'here' },
    ],
    ['it comes to this end alone', told(reflexive, hiddenWithCopies), {}, { type: 'udp-blocked', end: 'there' }],
    ['there is multicast alone', told(hiddenOnly, hiddenOnly), { hasIceServers: false }, { type: 'multicast-blocked' }],
    [
      'the copies lead nowhere',
      told(hiddenOnly, hiddenWithCopies),
      { hasIceServers: false },
      { type: 'multicast-blocked' },
    ],
    ['both know their addresses', told(reflexive, reflexiveWithCopies), {}, { type: 'kept-apart' }],
    ['nobody is hidden', told(plain, plain), { hasIceServers: false }, { type: 'kept-apart' }],
    ['the other end is not hidden', told(reflexive, plain), {}, { type: 'kept-apart' }],
    ['something was answered', { pairs: { tried: 2, answered: 1 } }, {}, { type: 'unfinished' }],
  ])('because %s', (_why, report, circumstances, cause) => {
    expect(diagnose(failedLinkReport(report), { ...around, ...circumstances })).toEqual(cause);
  });

  test('for want of a server does not blame it when the other end has answered', () => {
    const report = failedLinkReport(told(reflexive, reflexiveWithCopies));
    expect(diagnose(report, { ...around, serverReachable: false })).toEqual({ type: 'kept-apart' });
  });
});
