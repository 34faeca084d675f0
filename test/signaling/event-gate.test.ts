import { describe, expect, test, vi } from 'vitest';
import { SIGNALING_BURST, SIGNALING_EVENTS_PER_SECOND, SIGNALING_REFUSALS_MAX } from '../../shared/limits.ts';
import type { Answer } from '../../shared/signaling-protocol.ts';
import { accept, refuse } from '../../signaling/answers.ts';
import { gateEvents } from '../../signaling/event-gate.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function createGate(answer: Answer<unknown> = accept('done'), takeOfSource = () => true) {
  const clock = createFakeClock();
  const greet = vi.fn((_request: unknown) => answer);
  const disconnect = vi.fn((_closeConnection: boolean) => {});
  let receive: (event: string, ...args: unknown[]) => void = () => {};
  const onAny = (listener: typeof receive) => {
    receive = listener;
  };
  const answered = vi.fn((_event: string, _answer: Answer<unknown>) => {});
  gateEvents({ onAny, disconnect }, { greet }, { now: clock.now, takeOfSource, observer: { answered } });
  const send = (event: string, ...args: unknown[]) => {
    const acknowledge = vi.fn((given: Answer<unknown>) => given);
    receive(event, ...args, acknowledge);
    return acknowledge.mock.lastCall?.[0];
  };
  return { clock, greet, disconnect, answered, send, sendBare: (...args: unknown[]) => receive('greet', ...args) };
}

const badRequest = expect.objectContaining({ ok: false, code: 'bad-request' });
const rateLimited = expect.objectContaining({ ok: false, code: 'rate-limited' });
const times = (count: number, act: () => void) => Array.from({ length: count }, act);

describe('the gate', () => {
  test('hands a request over and acknowledges with its answer', () => {
    const { greet, send } = createGate();
    expect(send('greet', 'Ada')).toEqual({ ok: true, value: 'done' });
    expect(greet).toHaveBeenCalledWith('Ada');
  });

  test.each(['shout', 'constructor', '__proto__', 'toString'])('refuses the unknown event %s', (event) => {
    const { send } = createGate();
    expect(send(event, 'Ada')).toEqual(badRequest);
  });

  test('refuses an event without a request, and one with two', () => {
    const { greet, send } = createGate();
    expect(send('greet')).toEqual(badRequest);
    expect(send('greet', 'Ada', 'Grace')).toEqual(badRequest);
    expect(greet).not.toHaveBeenCalled();
  });

  test('does not act on an event that cannot be acknowledged', () => {
    const { greet, sendBare } = createGate();
    sendBare();
    sendBare('Ada');
    sendBare('Ada', 'no function');
    expect(greet).not.toHaveBeenCalled();
  });
});

describe('its observer', () => {
  test('hears of each event and its answer', () => {
    const { answered, send } = createGate();
    const answer = send('greet', 'Ada');
    expect(answered.mock.calls).toEqual([['greet', answer]]);
  });

  test('hears no name that a client has thought of', () => {
    const { answered, send } = createGate();
    send('shout', 'Ada');
    send('toString', 'Ada');
    expect(answered.mock.calls.map(([event]) => event)).toEqual(['unknown', 'unknown']);
  });
});

describe('the rate', () => {
  test('allows a burst and refuses the event after it, without acting', () => {
    const { greet, send } = createGate();
    times(SIGNALING_BURST, () => send('greet', 'Ada'));
    expect(send('greet', 'Ada')).toEqual(rateLimited);
    expect(greet).toHaveBeenCalledTimes(SIGNALING_BURST);
  });

  test('allows more when time has passed', () => {
    const { clock, greet, send } = createGate();
    times(SIGNALING_BURST, () => send('greet', 'Ada'));
    clock.advance(1_000);
    times(SIGNALING_EVENTS_PER_SECOND + 1, () => send('greet', 'Ada'));
    expect(greet).toHaveBeenCalledTimes(SIGNALING_BURST + SIGNALING_EVENTS_PER_SECOND);
  });

  test('counts events that are refused', () => {
    const { send } = createGate(refuse('no-such-member', ''));
    times(SIGNALING_BURST, () => send('greet', 'Ada'));
    expect(send('greet', 'Ada')).toEqual(rateLimited);
  });
});

describe('a socket is closed, with its connection, by one refusal too many', () => {
  test.each([
    ['of the handler', refuse('room-full', ''), (gate: Gate) => gate.send('greet', 'Ada')],
    ['of an unknown event', accept(null), (gate: Gate) => gate.send('shout', 'Ada')],
    ['of an event that cannot be acknowledged', accept(null), (gate: Gate) => gate.sendBare('Ada')],
  ])('%s', (_, answer, offend) => {
    const gate = createGate(answer);
    times(SIGNALING_REFUSALS_MAX, () => offend(gate));
    expect(gate.disconnect).not.toHaveBeenCalled();
    offend(gate);
    expect(gate.disconnect).toHaveBeenCalledWith(true);
  });

  test('of an event above the rate', () => {
    const gate = createGate();
    times(SIGNALING_BURST + SIGNALING_REFUSALS_MAX, () => gate.send('greet', 'Ada'));
    expect(gate.disconnect).not.toHaveBeenCalled();
    gate.send('greet', 'Ada');
    expect(gate.disconnect).toHaveBeenCalledWith(true);
  });
});

describe('a source that sends too much in all', () => {
  test('is refused, without acting', () => {
    const { greet, send } = createGate(accept('done'), () => false);
    expect(send('greet', 'Ada')).toEqual(rateLimited);
    expect(greet).not.toHaveBeenCalled();
  });

  test('costs none of its sockets its connection', () => {
    const gate = createGate(accept('done'), () => false);
    times(SIGNALING_REFUSALS_MAX + 1, () => gate.send('greet', 'Ada'));
    expect(gate.disconnect).not.toHaveBeenCalled();
  });

  test('is not charged for what its socket may not send', () => {
    const takeOfSource = vi.fn(() => true);
    const { send } = createGate(accept('done'), takeOfSource);
    times(SIGNALING_BURST + 1, () => send('greet', 'Ada'));
    expect(takeOfSource).toHaveBeenCalledTimes(SIGNALING_BURST);
  });
});

test('Signals to somebody who has just left never close a socket', () => {
  const gate = createGate(refuse('no-such-member', ''));
  times(SIGNALING_REFUSALS_MAX + 1, () => gate.send('greet', 'Ada'));
  expect(gate.disconnect).not.toHaveBeenCalled();
});

type Gate = ReturnType<typeof createGate>;
