import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { onStop } from '../../signaling/stop-signals.ts';

/** What the process was told to do on a signal. */
const listeners = new Map<string | symbol, () => void>();
const exit = vi.fn((_code: unknown) => undefined as never);
const send = (signal: 'SIGINT' | 'SIGTERM') => listeners.get(signal)?.();

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(process, 'exit').mockImplementation(exit);
  vi.spyOn(process, 'on').mockImplementation((event, listener) => {
    listeners.set(event, listener);
    return process;
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  exit.mockClear();
});

describe('a signal', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('stops the server: %s', (signal) => {
    const stop = vi.fn();
    onStop(stop);
    send(signal);
    expect(stop).toHaveBeenCalledOnce();
  });

  test('that comes twice at once counts once', () => {
    const stop = vi.fn();
    onStop(stop);
    send('SIGINT');
    vi.advanceTimersByTime(500);
    send('SIGINT');
    expect(stop).toHaveBeenCalledOnce();
    expect(exit).not.toHaveBeenCalled();
  });

  test('that comes again later ends the process at once', () => {
    onStop(() => undefined);
    send('SIGINT');
    vi.advanceTimersByTime(501);
    send('SIGINT');
    expect(exit).toHaveBeenCalledWith(1);
  });
});
