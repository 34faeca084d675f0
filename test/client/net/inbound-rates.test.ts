import { describe, expect, test } from 'vitest';
import { InboundRates } from '../../../client/net/inbound-rates.ts';
import { CHAT_RATE, CONTROL_BURST, CONTROL_MESSAGE_LENGTH_MAX, OFFER_RATE } from '../../../shared/limits.ts';
import { type ControlMessage, ProtocolError } from '../../../shared/peer-protocol.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { fakeTransferId } from '../../support/fake-ids.ts';
import { chat } from '../../support/mesh-driver-lab.ts';

function createRates() {
  const clock = createFakeClock();
  const rates = new InboundRates(clock.now);
  /** How many pass before one is refused, of so many at most. */
  const pass = (attempts: number, count: () => void): number => {
    for (let at = 0; at < attempts; at++) {
      try {
        count();
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
        return at;
      }
    }
    return attempts;
  };
  return { clock, rates, pass };
}

const renamed: ControlMessage = { type: 'renamed', name: 'Mallory' };
const done: ControlMessage = { type: 'transfer-done', transfer: fakeTransferId(1) };

describe('what one peer says', () => {
  test('may be a whole history at once, and not much more', () => {
    const { rates, pass } = createRates();
    const longest = 'x'.repeat(CONTROL_MESSAGE_LENGTH_MAX);
    expect(pass(1_000, () => rates.countText(longest))).toBe(CONTROL_BURST / CONTROL_MESSAGE_LENGTH_MAX);
  });

  test('may be a request for each piece of a fast network, for any time', () => {
    const { clock, rates, pass } = createRates();
    const request = 'x'.repeat(130);
    for (let second = 0; second < 600; second++) {
      expect(pass(1_200, () => rates.countText(request))).toBe(1_200);
      clock.advance(1_000);
    }
  });

  test('counts by its number when it is short', () => {
    const { rates, pass } = createRates();
    expect(pass(1_000_000, () => rates.countText(''))).toBe(CONTROL_BURST / 64);
  });

  test('may be chat as fast as anybody types and pastes, and no faster', () => {
    const { clock, rates, pass } = createRates();
    expect(pass(1_000, () => rates.countMessage(chat('x')))).toBe(CHAT_RATE.burst);
    clock.advance(1_000);
    expect(pass(1_000, () => rates.countMessage(chat('x')))).toBe(CHAT_RATE.perSecond);
  });

  test('is counted apart for each kind', () => {
    const { rates, pass } = createRates();
    pass(1_000, () => rates.countMessage(chat('x')));
    expect(() => rates.countMessage(renamed)).not.toThrow();
    const offer = { type: 'file-offer' } as ControlMessage;
    expect(pass(1_000, () => rates.countMessage(offer))).toBe(OFFER_RATE.burst);
    expect(pass(100_000, () => rates.countMessage(done))).toBe(100_000);
  });
});
