import { describe, expect, test, vi } from 'vitest';
import { SIGNALING_BURST, SIGNALING_EVENTS_PER_SECOND, SIGNALING_REFUSALS_MAX } from '../../shared/limits.ts';
import type { Answer } from '../../shared/signaling-protocol.ts';
import { accept, refuse } from '../../signaling/answers.ts';
import { gateEvents } from '../../signaling/event-gate.ts';
import { Turns } from '../../signaling/turns.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function createGate(answer: Answer<unknown> = accept('done'), takeOfSource = () => true) {
  const clock = createFakeClock();
  const greet = vi.fn((_guest: string, _request: unknown) => answer);
  const disconnect = vi.fn((_closeConnection: boolean) => {});
  let receive: (event: string, ...args: unknown[]) => void = () => {};
  const onAny = (listener: typeof receive) => {
    receive = listener;
  };
  const answered = vi.fn((_event: string, _answer: Answer<unknown>) => {});
  const turns = new Turns();
  const table = { greet: (from: string, request: unknown) => greet(from, request) };
  const options = { guest: 'Grace', now: clock.now, turns, takeOfSource, observer: { answered } };
  gateEvents({ onAny, disconnect }, table, options);
  const settled = () => new Promise<void>((resolve) => turns.take(resolve));
  const send = async (event: string, ...args: unknown[]) => {
    const acknowledge = vi.fn((given: Answer<unknown>) => given);
    receive(event, ...args, acknowledge);
    await settled();
    return acknowledge.mock.lastCall?.[0];
  };
  const sendBare = async (...args: unknown[]) => {
    receive('greet', ...args);
    await settled();
  };
  return { clock, greet, disconnect, answered, send, sendBare };
}

const badRequest = expect.objectContaining({ ok: false, code: 'bad-request' });
const rateLimited = expect.objectContaining({ ok: false, code: 'rate-limited' });
const times = async (count: number, act: () => Promise<unknown>) => {
  for (let time = 0; time < count; time++) await act();
};

describe('the gate', () => {
  test('hands a request over with who sent it, and acknowledges with its answer', async () => {
    const { greet, send } = createGate();
    expect(await send('greet', 'Ada')).toEqual({ ok: true, value: 'done' });
    expect(greet).toHaveBeenCalledWith('Grace', 'Ada');
  });

  test.each(['shout', 'constructor', '__proto__', 'toString'])('refuses the unknown event %s', async (event) => {
    const { send } = createGate();
    expect(await send(event, 'Ada')).toEqual(badRequest);
  });

  test('refuses an event without a request, and one with two', async () => {
    const { greet, send } = createGate();
    expect(await send('greet')).toEqual(badRequest);
    expect(await send('greet', 'Ada', 'Grace')).toEqual(badRequest);
    expect(greet).not.toHaveBeenCalled();
  });

  test('does not act on an event that cannot be acknowledged', async () => {
    const { greet, sendBare } = createGate();
    await sendBare();
    await sendBare('Ada');
    await sendBare('Ada', 'no function');
    expect(greet).not.toHaveBeenCalled();
  });
});

describe('its observer', () => {
  test('hears of each event and its answer', async () => {
    const { answered, send } = createGate();
    const answer = await send('greet', 'Ada');
    expect(answered.mock.calls).toEqual([['greet', answer]]);
  });

  test('hears no name that a client has thought of', async () => {
    const { answered, send } = createGate();
    await send('shout', 'Ada');
    await send('toString', 'Ada');
    expect(answered.mock.calls.map(([event]) => event)).toEqual(['unknown', 'unknown']);
  });
});

describe('the rate', () => {
  test('allows a burst and refuses the event after it, without acting', async () => {
    const { greet, send } = createGate();
    await times(SIGNALING_BURST, () => send('greet', 'Ada'));
    expect(await send('greet', 'Ada')).toEqual(rateLimited);
    expect(greet).toHaveBeenCalledTimes(SIGNALING_BURST);
  });

  test('allows more when time has passed', async () => {
    const { clock, greet, send } = createGate();
    await times(SIGNALING_BURST, () => send('greet', 'Ada'));
    clock.advance(1_000);
    await times(SIGNALING_EVENTS_PER_SECOND + 1, () => send('greet', 'Ada'));
    expect(greet).toHaveBeenCalledTimes(SIGNALING_BURST + SIGNALING_EVENTS_PER_SECOND);
  });

  test('counts events that are refused', async () => {
    const { send } = createGate(refuse('no-such-member', ''));
    await times(SIGNALING_BURST, () => send('greet', 'Ada'));
    expect(await send('greet', 'Ada')).toEqual(rateLimited);
  });
});

describe('a socket is closed, with its connection, by one refusal too many', () => {
  test.each([
    ['of the handler', refuse('room-full', ''), (gate: Gate) => gate.send('greet', 'Ada')],
    ['of an unknown event', accept(null), (gate: Gate) => gate.send('shout', 'Ada')],
    ['of an event that cannot be acknowledged', accept(null), (gate: Gate) => gate.sendBare('Ada')],
  ])('%s', async (_, answer, offend) => {
    const gate = createGate(answer);
    await times(SIGNALING_REFUSALS_MAX, () => offend(gate));
    expect(gate.disconnect).not.toHaveBeenCalled();
    await offend(gate);
    expect(gate.disconnect).toHaveBeenCalledWith(true);
  });

  test('of an event above the rate', async () => {
    const gate = createGate();
    await times(SIGNALING_BURST + SIGNALING_REFUSALS_MAX, () => gate.send('greet', 'Ada'));
    expect(gate.disconnect).not.toHaveBeenCalled();
    await gate.send('greet', 'Ada');
    expect(gate.disconnect).toHaveBeenCalledWith(true);
  });
});

describe('a source that sends too much in all', () => {
  test('is refused, without acting', async () => {
    const { greet, send } = createGate(accept('done'), () => false);
    expect(await send('greet', 'Ada')).toEqual(rateLimited);
    expect(greet).not.toHaveBeenCalled();
  });

  test('costs none of its sockets its connection', async () => {
    const gate = createGate(accept('done'), () => false);
    await times(SIGNALING_REFUSALS_MAX + 1, () => gate.send('greet', 'Ada'));
    expect(gate.disconnect).not.toHaveBeenCalled();
  });

  test('is not charged for what its socket may not send', async () => {
    const takeOfSource = vi.fn(() => true);
    const { send } = createGate(accept('done'), takeOfSource);
    await times(SIGNALING_BURST + 1, () => send('greet', 'Ada'));
    expect(takeOfSource).toHaveBeenCalledTimes(SIGNALING_BURST);
  });
});

test('Signals to somebody who has just left never close a socket', async () => {
  const gate = createGate(refuse('no-such-member', ''));
  await times(SIGNALING_REFUSALS_MAX + 1, () => gate.send('greet', 'Ada'));
  expect(gate.disconnect).not.toHaveBeenCalled();
});

type Gate = ReturnType<typeof createGate>;
