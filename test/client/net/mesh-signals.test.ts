import { describe, expect, test } from 'vitest';
import {
  answer,
  calling,
  candidate,
  close,
  connectedTo,
  createMesh,
  deliver,
  elsewhere,
  entered,
  here,
  high,
  joined,
  low,
  offer,
  open,
  signalled,
  startTimer,
  there,
  timedOut,
} from '../../support/mesh-lab.ts';

describe('signals', () => {
  test('of the current attempt are delivered', () => {
    const mesh = calling(low);
    expect(mesh.step(signalled(low, here, answer))).toEqual([deliver(low, answer)]);
    expect(mesh.step(signalled(low, here, candidate))).toEqual([deliver(low, candidate)]);
  });

  test('of an open link are delivered', () => {
    expect(connectedTo(high).step(signalled(high, there, candidate))).toEqual([deliver(high, candidate)]);
  });

  test.each([answer, candidate])('of another attempt are late, and dropped (%#)', (signal) => {
    expect(calling(low).step(signalled(low, there, signal))).toEqual([]);
    expect(connectedTo(high).step(signalled(high, elsewhere, signal))).toEqual([]);
  });

  test('from somebody who is not in the room are dropped', () => {
    expect(createMesh().step(signalled(high, there, offer))).toEqual([]);
  });

  test('other than an offer begin nothing', () => {
    const { step } = createMesh();
    step(entered(), joined(low));
    expect(step(signalled(low, there, candidate))).toEqual([]);
  });

  test('with a new offer replace the link that stood', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(signalled(high, elsewhere, offer))).toEqual([
      close(high, { type: 'lost' }),
      open(high, elsewhere, false),
      startTimer(high),
      deliver(high, offer),
    ]);
    expect(mesh.linkTo(high)).toEqual({ status: 'connecting', attempt: elsewhere, initiator: false, answered: true });
  });

  test('with an offer reach somebody who could not be reached before', () => {
    const mesh = calling(low);
    mesh.step(timedOut(low));
    expect(mesh.step(signalled(low, there, offer))).toEqual([
      open(low, there, false),
      startTimer(low),
      deliver(low, offer),
    ]);
  });
});

describe('when both ends call at once', () => {
  test('the own call stands against a larger id', () => {
    const mesh = calling(high);
    expect(mesh.step(signalled(high, there, offer))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'connecting', attempt: here, initiator: true, answered: false });
  });

  test('the own call gives way to a smaller id', () => {
    const mesh = calling(low);
    expect(mesh.step(signalled(low, there, offer))).toEqual([
      close(low, { type: 'lost' }),
      open(low, there, false),
      startTimer(low),
      deliver(low, offer),
    ]);
  });

  test('a second call replaces one that is being answered, whoever has the smaller id', () => {
    const mesh = createMesh();
    mesh.step(entered(), joined(high), signalled(high, there, offer));
    expect(mesh.step(signalled(high, elsewhere, offer))).toContainEqual(open(high, elsewhere, false));
  });
});

describe('a new call while an answered one is under way', () => {
  const givenUp = { type: 'failed', detail: 'the other end gave it up' } as const;

  test('means that it failed, and its end says so', () => {
    const mesh = calling(low);
    mesh.step(signalled(low, here, answer));
    expect(mesh.step(signalled(low, there, offer))[0]).toEqual(close(low, givenUp));
    expect(mesh.peer(low)?.failures).toBe(1);
    expect(mesh.step(signalled(low, elsewhere, offer))[0]).toEqual(close(low, givenUp));
    expect(mesh.peer(low)?.failures).toBe(2);
  });

  test('is no failure where neither call was answered: both called at once', () => {
    const mesh = calling(low);
    mesh.step(signalled(low, there, offer));
    expect(mesh.peer(low)?.failures).toBe(0);
  });
});
