import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import {
  CONNECTIONS_MAX,
  CONNECTIONS_PER_SOURCE_MAX,
  HANDSHAKE_BURST,
  HANDSHAKES_PER_SECOND,
} from '../../shared/limits.ts';
import { Admission } from '../../signaling/admission.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function requestFrom(address: string, headers: NodeJS.Dict<string> = {}): IncomingMessage {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: address });
  return Object.assign(new IncomingMessage(socket), { headers: { host: 'otter.lan:3000', ...headers } });
}

const here = requestFrom('192.0.2.1');
const elsewhere = requestFrom('192.0.2.2');

function createAdmission() {
  const clock = createFakeClock();
  const admission = new Admission(clock.now);
  const refusals = (count: number, request = here) =>
    Array.from({ length: count }, () => admission.refusal(request)).filter((refusal) => refusal !== undefined);
  return { clock, admission, refusals };
}

describe('a new socket', () => {
  test('is welcome', () => {
    expect(createAdmission().refusals(1)).toEqual([]);
  });

  test('is refused to the page of somebody else', () => {
    const { refusals } = createAdmission();
    expect(refusals(1, requestFrom('192.0.2.1', { origin: 'http://evil.example' }))).toEqual(['wrong-origin']);
  });

  test('is refused to an address that opens too many at once, and to no other', () => {
    const { clock, refusals } = createAdmission();
    expect(refusals(HANDSHAKE_BURST + 2)).toEqual(['rate-limited', 'rate-limited']);
    expect(refusals(1, elsewhere)).toEqual([]);
    clock.advance(1_000);
    expect(refusals(HANDSHAKES_PER_SECOND + 1)).toEqual(['rate-limited']);
  });

  test('may not stay when its address has too many, until one of them closes', () => {
    const { admission } = createAdmission();
    const closes = Array.from({ length: CONNECTIONS_PER_SOURCE_MAX }, () => admission.open(here));
    expect(admission.open(here)).toBeUndefined();
    expect(admission.open(elsewhere)).toBeDefined();
    closes[0]?.();
    expect(admission.open(here)).toBeDefined();
  });

  test('is refused while there are too many in all', () => {
    const { admission, refusals } = createAdmission();
    const closes = Array.from({ length: CONNECTIONS_MAX }, (_, index) =>
      admission.open(requestFrom(`10.0.${index % 16}.1`)),
    );
    expect(refusals(1)).toEqual(['too-many-connections']);
    closes[0]?.();
    expect(refusals(1)).toEqual([]);
  });
});
