import { expect, test } from 'vitest';
import { countCandidates, noCandidates, totalOf } from '../../../client/net/candidates.ts';
import type { Signal } from '../../../shared/signaling-protocol.ts';

const hidden = 'candidate:1 1 udp 2113937151 4fa7255e-0000-4000-8000-000000000000.local 40000 typ host generation 0';
const host = 'candidate:1o 1 UDP 2113937150 192.168.1.7 40000 typ host';
const ipv6 = 'candidate:2 1 udp 2113937151 fd00::7 40001 typ host';
const reflexive = 'candidate:3 1 udp 1677729535 192.168.1.7 40002 typ srflx raddr 0.0.0.0 rport 0';
const relay = 'candidate:4 1 udp 41885439 10.77.1.9 50000 typ relay raddr 192.168.1.7 rport 40002';
const tcp = 'candidate:5 1 tcp 1518280447 192.168.1.7 9 typ host tcptype active';

const trickled = (candidate: string): Signal => ({ type: 'candidate', candidate: { candidate } });
const countAll = (...signals: Signal[]) => signals.reduce(countCandidates, noCandidates);

test('each kind of candidate is counted', () => {
  const counts = countAll(...[hidden, host, ipv6, reflexive, relay].map(trickled));
  expect(counts).toEqual({ hidden: 1, host: 2, 'server-reflexive': 1, 'peer-reflexive': 0, relay: 1 });
  expect(totalOf(counts)).toBe(5);
});

test('candidates that stand in a session description count, too', () => {
  const sdp = ['v=0', `a=${hidden}`, `a=${reflexive}`, 'a=end-of-candidates', ''].join('\r\n');
  expect(countAll({ type: 'offer', sdp })).toEqual({ ...noCandidates, hidden: 1, 'server-reflexive': 1 });
});

test.each([tcp, '', 'candidate:', 'nonsense', 'candidate:1 1 udp 1 192.168.1.7 1 typ other'])(
  '%j does not count',
  (line) => {
    expect(countAll(trickled(line))).toEqual(noCandidates);
  },
);
