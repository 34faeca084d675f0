import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import {
  SIGNALING_BACKLOG_LENGTH_MAX,
  SIGNALING_EVENT_BYTES_MAX,
  SIGNALING_FRAME_BURST,
  SIGNALING_FRAMES_PER_SECOND,
} from '../../shared/limits.ts';
import { limitSession } from '../../signaling/session-limits.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function createSession() {
  const clock = createFakeClock();
  const close = vi.fn((_atOnce: boolean) => {});
  const session = Object.assign(new EventEmitter(), { close });
  limitSession(session, clock.now);
  const receive = (count: number) => {
    for (let frame = 0; frame < count; frame++) session.emit('packet', { type: 'pong' });
  };
  const queue = (length: number) => session.emit('packetCreate', { type: 'message', data: 'x'.repeat(length) });
  return { clock, close, receive, queue, flush: () => session.emit('flush') };
}

test('A session that sends one frame too many is closed at once', () => {
  const { close, receive } = createSession();
  receive(SIGNALING_FRAME_BURST);
  expect(close).not.toHaveBeenCalled();
  receive(1);
  expect(close).toHaveBeenCalledWith(true);
});

test('A session that sends at the rate stays', () => {
  const { clock, close, receive } = createSession();
  receive(SIGNALING_FRAME_BURST);
  clock.advance(1_000);
  receive(SIGNALING_FRAMES_PER_SECOND);
  expect(close).not.toHaveBeenCalled();
});

test('A session that does not read is closed when too much waits for it', () => {
  const { close, queue } = createSession();
  const frames = SIGNALING_BACKLOG_LENGTH_MAX / SIGNALING_EVENT_BYTES_MAX;
  for (let frame = 0; frame < frames; frame++) queue(SIGNALING_EVENT_BYTES_MAX);
  expect(close).not.toHaveBeenCalled();
  queue(1);
  expect(close).toHaveBeenCalledWith(true);
});

test('A session that reads may be sent anything', () => {
  const { close, queue, flush } = createSession();
  for (let batch = 0; batch < 3; batch++) {
    queue(SIGNALING_BACKLOG_LENGTH_MAX);
    flush();
  }
  expect(close).not.toHaveBeenCalled();
});
