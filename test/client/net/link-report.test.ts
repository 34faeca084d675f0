import { describe, expect, test } from 'vitest';
import { isRelayed, readPairs, type Statistic } from '../../../client/net/link-report.ts';
import { directRoute, relayedRoute } from '../../support/fake-link-report.ts';

const local: Statistic = { id: 'L1', type: 'local-candidate', candidateType: 'relay' };
const remote: Statistic = { id: 'R1', type: 'remote-candidate', candidateType: 'srflx' };
const pair = (id: string, more: Partial<Statistic> = {}): Statistic => ({
  id,
  type: 'candidate-pair',
  state: 'in-progress',
  localCandidateId: 'L1',
  remoteCandidateId: 'R1',
  ...more,
});

describe('the pairs of a connection', () => {
  test('are counted as tried once their turn has come, and as answered once something came back', () => {
    const statistics = [
      pair('P1', { state: 'frozen' }),
      pair('P2', { state: 'waiting' }),
      pair('P3'),
      pair('P4', { state: 'failed' }),
      pair('P5', { responsesReceived: 2 }),
      pair('P6', { state: 'succeeded' }),
    ];
    expect(readPairs(statistics).pairs).toEqual({ tried: 4, answered: 2 });
  });

  test('have a chosen one where the transport names it (Chromium)', () => {
    const transport = { id: 'T1', type: 'transport', selectedCandidatePairId: 'P2' };
    const chosen = pair('P2', { state: 'succeeded', currentRoundTripTime: 0.004 });
    expect(readPairs([pair('P1'), chosen, transport, local, remote]).route).toEqual({
      local: 'relay',
      remote: 'server-reflexive',
      roundTripMs: 4,
    });
  });

  test('have a chosen one where it says so itself (Firefox)', () => {
    const nominated = pair('P1', { state: 'succeeded', nominated: true, remoteCandidateId: 'R2' });
    const chosen = pair('P2', { state: 'succeeded', nominated: true, selected: true });
    const other: Statistic = { id: 'R2', type: 'remote-candidate', candidateType: 'prflx' };
    expect(readPairs([nominated, chosen, local, remote, other]).route?.remote).toBe('server-reflexive');
    expect(readPairs([nominated, local, other]).route).toEqual({
      local: 'relay',
      remote: 'peer-reflexive',
      roundTripMs: undefined,
    });
  });

  test('have none before one is chosen, or when its candidates are not known', () => {
    expect(readPairs([]).route).toBeUndefined();
    expect(readPairs([pair('P1'), local, remote]).route).toBeUndefined();
    expect(readPairs([pair('P1', { selected: true }), local]).route).toBeUndefined();
  });
});

test('a route is relayed when either end is a TURN server', () => {
  expect([directRoute, relayedRoute, { ...directRoute, remote: 'relay' as const }].map(isRelayed)).toEqual([
    false,
    true,
    true,
  ]);
});
