import { describe, expect, test, vi } from 'vitest';
import { connectTo } from '../../client/net/socket-io-signaling.ts';
import { RETURN_SPREAD_MAX_MS, RETURN_SPREAD_MIN_MS, RETURNS_PER_SECOND } from '../../shared/limits.ts';
import { returnSpreadMs } from '../../signaling/close-connections.ts';
import { arrival, openSignalingLab } from '../support/signaling-lab.ts';

describe('a server that closes', () => {
  test('says within which time everybody is to come back', async () => {
    const lab = await openSignalingLab();
    const told = arrival(await lab.connect(), 'server-closing');
    await lab.server.close();
    expect(await told).toEqual({ withinMs: RETURN_SPREAD_MIN_MS });
  });

  test.each([
    [0, RETURN_SPREAD_MIN_MS],
    [RETURNS_PER_SECOND * 7 + 1, 7_005],
    [10_000_000, RETURN_SPREAD_MAX_MS],
  ])('spreads %i browsers over %i ms', (browsers, spread) => {
    expect(returnSpreadMs(browsers)).toBe(spread);
  });

  test('finds its browsers again when it is back, within the time that it told', async () => {
    const events = ignoreEvents();
    const before = await openSignalingLab();
    const signaling = connectTo(before.url)(events);
    await vi.waitFor(() => expect(events.connected).toHaveBeenCalledOnce());
    await before.server.close();
    await vi.waitFor(() => expect(events.disconnected).toHaveBeenCalledOnce());
    const closedAt = performance.now();
    const after = await openSignalingLab({ options: { port: Number(new URL(before.url).port) } });
    await vi.waitFor(() => expect(events.connected).toHaveBeenCalledTimes(2), { timeout: 10_000 });
    // A first try that came too early is followed by a second one after the usual pause.
    expect(performance.now() - closedAt).toBeLessThan(5_000);
    signaling.close();
    await after.close();
  });
});

const ignoreEvents = () => ({
  connected: vi.fn(),
  disconnected: vi.fn(),
  memberJoined: vi.fn(),
  memberAway: vi.fn(),
  memberReturned: vi.fn(),
  memberLeft: vi.fn(),
  seatTaken: vi.fn(),
  signalRelayed: vi.fn(),
});
