import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CANDIDATE_LENGTH_MAX, SDP_LENGTH_MAX } from '../../shared/limits.ts';
import type { Signal } from '../../shared/signaling-protocol.ts';
import { withObservedAddress } from '../../signaling/observed-candidates.ts';

const address = '192.168.1.20';
const name = '4fa7255e-b417-440c-9d9d-e4322f6777f9.local';
const chromium = (host: string, { foundation = '3740834054', priority = 2_113_937_151 } = {}) =>
  `candidate:${foundation} 1 udp ${priority} ${host} 33259 typ host generation 0 ufrag lov0 network-cost 999`;
const firefox = (host: string, { foundation = '0', priority = 2_122_187_007 } = {}) =>
  `candidate:${foundation} 1 UDP ${priority} ${host} 47515 typ host`;

const trickled = (candidate: string): Signal => ({
  type: 'candidate',
  candidate: { candidate, sdpMLineIndex: 0, sdpMid: '0' },
});
const described = (...lines: string[]): Signal => ({ type: 'offer', sdp: ['v=0', ...lines, ''].join('\r\n') });

describe('a trickled candidate with a hidden address', () => {
  test.each([
    ['Chromium', chromium(name), chromium(address, { foundation: '3740834054o', priority: 2_113_937_150 })],
    ['Firefox', firefox(name), firefox(address, { foundation: '0o', priority: 2_122_187_006 })],
  ])('of %s is followed by a copy with the observed one', (_, line, copy) => {
    expect(withObservedAddress(trickled(line), address)).toEqual([trickled(line), trickled(copy)]);
  });

  test.each(['fd00::2', '::1', '127.0.0.1'])('is followed by a copy with the observed address %s', (observed) => {
    const [, copy] = withObservedAddress(trickled(firefox(name)), observed);
    expect(copy).toEqual(trickled(firefox(observed, { foundation: '0o', priority: 2_122_187_006 })));
  });

  test('that is as long as it may be has no copy that is longer', () => {
    const line = firefox('a.local').padEnd(CANDIDATE_LENGTH_MAX, ' x');
    expect(withObservedAddress(trickled(line), address)).toEqual([trickled(line)]);
  });

  test('has no copy when there is no lower priority', () => {
    const line = firefox(name, { priority: 1 });
    expect(withObservedAddress(trickled(line), address)).toEqual([trickled(line)]);
  });

  test('has no copy when the observed address is none', () => {
    expect(withObservedAddress(trickled(firefox(name)), 'unknown')).toEqual([trickled(firefox(name))]);
  });
});

describe('untouched stays', () => {
  test.each([
    ['an address that is not hidden', firefox('192.168.1.7')],
    ['another name', firefox('otter.example')],
    ['a name that only looks so', firefox('otter.local.example')],
    ['a candidate for TCP', `candidate:4 1 TCP 2105458943 ${name} 9 typ host tcptype active`],
    ['a reflexive candidate', `candidate:1 1 UDP 1685987327 ${name} 50347 typ srflx raddr 0.0.0.0 rport 0`],
    ['the end of candidates', ''],
    ['a candidate without a type', `candidate:0 1 UDP 2122187007 ${name} 47515`],
    ['a candidate without a port', `candidate:0 1 UDP 2122187007 ${name} typ host`],
    ['a foundation of the greatest length', firefox(name, { foundation: 'f'.repeat(32) })],
    ['a malformed foundation', firefox(name, { foundation: 'é' })],
    ['two lines', `${firefox(name)}\na=candidate`],
    ['anything else', 'otter'],
  ])('%s', (_, line) => {
    expect(withObservedAddress(trickled(line), address)).toEqual([trickled(line)]);
    expect(withObservedAddress(described(`a=${line}`), address)).toEqual([described(`a=${line}`)]);
  });
});

describe('a description', () => {
  test('has a copy after each candidate with a hidden address', () => {
    const [first, second] = [`a=${firefox(name)}`, `a=${firefox('otter.local', { foundation: '2' })}`];
    expect(withObservedAddress(described(first, 'a=mid:0', second), address)).toEqual([
      described(
        first,
        `a=${firefox(address, { foundation: '0o', priority: 2_122_187_006 })}`,
        'a=mid:0',
        second,
        `a=${firefox(address, { foundation: '2o', priority: 2_122_187_006 })}`,
      ),
    ]);
  });

  test('stays as it is when it would become too long', () => {
    const lines = Array<string>(Math.floor((SDP_LENGTH_MAX - 10) / (firefox(name).length + 4))).fill(
      `a=${firefox(name)}`,
    );
    expect(withObservedAddress(described(...lines), address)).toEqual([described(...lines)]);
  });
});

test('Whatever is sent, the original comes first and a copy within the bounds', () => {
  const word = fc.constantFrom(
    'candidate:1',
    'a=candidate:2',
    '1',
    'udp',
    'UDP',
    'a.local',
    '::1',
    'typ',
    'host',
    '\r\n',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.oneof(word, fc.string({ maxLength: 3 }))).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(text, fc.ipV4(), (line, observed) => {
      const [original, copy, ...more] = withObservedAddress(trickled(line), observed);
      expect(original).toEqual(trickled(line));
      expect(copy === undefined || JSON.stringify(copy).includes(observed)).toBe(true);
      expect(more).toEqual([]);
      const [description] = withObservedAddress(described(line), observed);
      expect(description?.type === 'offer' && description.sdp.length).toBeLessThanOrEqual(SDP_LENGTH_MAX);
    }),
  );
});
