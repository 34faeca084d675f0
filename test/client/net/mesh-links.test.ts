import { describe, expect, test } from 'vitest';
import {
  answer,
  brokeProtocol,
  calling,
  candidate,
  close,
  closed,
  connectedByCalling,
  connectedTo,
  createMesh,
  deliver,
  elsewhere,
  entered,
  faltered,
  gone,
  here,
  high,
  joined,
  low,
  offer,
  open,
  opened,
  others,
  recovered,
  refusals,
  restart,
  restartIce,
  retryDue,
  retryNow,
  returned,
  signalled,
  startRetry,
  startTimer,
  there,
  timedOut,
  wentAway,
} from '../../support/mesh-lab.ts';

describe('opening', () => {
  test('connects the attempt that is current', () => {
    const mesh = calling(low);
    expect(mesh.step(opened(low, here))).toEqual([]);
    expect(mesh.linkTo(low)).toEqual({ status: 'connected', attempt: here, initiator: true });
  });

  test.each(refusals)('because its peer was refused, for any reason, stays down (%j)', (reason) => {
    const mesh = calling(high);
    expect(mesh.step(closed(high, here, reason))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'down', reason });
    expect([mesh.step(retryNow), mesh.step(retryDue(high)), mesh.step(entered(high))]).toEqual([[], [], []]);
    expect(mesh.step(signalled(high, elsewhere, offer))).toEqual([]);
  });

  test('of an attempt that is not current changes nothing', () => {
    const mesh = calling(low);
    mesh.step(opened(low, there));
    expect(mesh.linkTo(low)).toEqual({ status: 'connecting', attempt: here, initiator: true, answered: false });
  });

  test('of somebody who is gone changes nothing', () => {
    const mesh = createMesh();
    mesh.step(opened(low, here));
    expect(mesh.peer(low)).toBeUndefined();
  });
});

describe('a link that closes', () => {
  test('because it was lost is rebuilt by this browser when its id is the smaller one', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(closed(high, there, { type: 'lost' }))).toEqual([open(high, here, true), startTimer(high)]);
    expect(mesh.linkTo(high)).toEqual({ status: 'connecting', attempt: here, initiator: true, answered: false });
  });

  test('because it was lost is awaited from the other side when that id is the smaller one', () => {
    const mesh = connectedTo(low);
    expect(mesh.step(closed(low, there, { type: 'lost' }))).toEqual([startTimer(low)]);
    expect(mesh.linkTo(low)).toEqual({ status: 'awaited' });
  });

  test('because its person left takes them out of the mesh', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(closed(high, there, { type: 'left' }))).toEqual([]);
    expect(mesh.peer(high)).toBeUndefined();
  });

  test('while the server does not list its person takes them out of the mesh', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(entered(), closed(high, there, { type: 'lost' }))).toEqual([]);
    expect(mesh.peer(high)).toBeUndefined();
  });

  test.each([brokeProtocol, { type: 'closed-here' }] as const)(
    'because its peer broke the protocol, or this page is done, stays down (%#)',
    (reason) => {
      const mesh = connectedTo(high);
      expect(mesh.step(closed(high, there, reason))).toEqual([]);
      expect(mesh.linkTo(high)).toEqual({ status: 'down', reason });
    },
  );

  test('of an attempt that is not current changes nothing', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(closed(high, elsewhere, { type: 'lost' }))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'connected', attempt: there, initiator: false });
  });
});

describe('the connect timer', () => {
  test('ends a call', () => {
    const mesh = calling(low);
    expect(mesh.step(timedOut(low))).toEqual([close(low, { type: 'timed-out' })]);
    expect(mesh.linkTo(low)).toEqual({ status: 'resting', reason: { type: 'timed-out' } });
  });

  test('ends the wait for a call', () => {
    const mesh = createMesh();
    mesh.step(entered(), joined(low));
    expect(mesh.step(timedOut(low))).toEqual([]);
    expect(mesh.linkTo(low)).toEqual({ status: 'resting', reason: { type: 'timed-out' } });
  });

  test('does nothing to an open link', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(timedOut(high))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'connected', attempt: there, initiator: false });
  });

  test('does nothing to a link that is down, or to somebody who is gone', () => {
    const mesh = connectedTo(high);
    mesh.step(closed(high, there, brokeProtocol));
    expect(mesh.step(timedOut(high))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'down', reason: brokeProtocol });
    expect(mesh.step(timedOut(low))).toEqual([]);
  });
});

describe('an attempt that fails', () => {
  test.each([{ type: 'failed', detail: 'test' }, { type: 'lost' }] as const)(
    'is repeated by the end with the smaller id after a pause (%#)',
    (reason) => {
      const mesh = calling(high);
      expect(mesh.step(closed(high, here, reason))).toEqual([startRetry(high, 1_000)]);
      expect(mesh.linkTo(high)).toEqual({ status: 'resting', reason });
      expect(mesh.step(retryDue(high))).toEqual([open(high, elsewhere, true), startTimer(high)]);
    },
  );

  test('is left to the other end when that has the smaller id', () => {
    const mesh = calling(low);
    expect(mesh.step(closed(low, here, { type: 'failed', detail: 'test' }))).toEqual([]);
    expect(mesh.linkTo(low)?.status).toBe('resting');
    expect(mesh.step(signalled(low, there, offer))).toContainEqual(open(low, there, false));
  });

  test('again and again is repeated after 1, 2, 4, 8, 16, and then every 30 s', () => {
    const mesh = calling(high);
    const pauses = Array.from({ length: 7 }, () => {
      const effects = mesh.step(timedOut(high));
      mesh.step(retryDue(high));
      return effects.find((effect) => effect.type === 'start-retry-timer')?.afterMs;
    });
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  test('begins with the short pause once the link was open', () => {
    const mesh = calling(high);
    mesh.step(timedOut(high), retryDue(high), opened(high, elsewhere), closed(high, elsewhere, { type: 'lost' }));
    expect(mesh.step(timedOut(high))).toContainEqual(startRetry(high, 1_000));
  });

  test('is repeated up to a quarter sooner, by chance', () => {
    expect(calling(high, () => 0.5).step(timedOut(high))).toContainEqual(startRetry(high, 875));
  });

  test('is not repeated when the pause ends and the link was made meanwhile', () => {
    const mesh = calling(high);
    mesh.step(timedOut(high), signalled(high, there, offer));
    expect(mesh.step(retryDue(high))).toEqual([]);
  });
});

describe('when the network is back', () => {
  test.each(others)('links that rest are made at once, whoever has the smaller id', (member) => {
    const mesh = calling(member);
    mesh.step(timedOut(member));
    expect(mesh.step(retryNow)).toEqual([open(member, elsewhere, true), startTimer(member)]);
  });

  test('nobody is called whose link is open, under way or awaited', () => {
    expect(connectedTo(high).step(retryNow)).toEqual([]);
    expect(calling(high).step(retryNow)).toEqual([]);
    const mesh = createMesh();
    mesh.step(entered(), joined(high));
    expect(mesh.step(retryNow)).toEqual([]);
  });

  test('nobody is called who broke the protocol', () => {
    const mesh = connectedTo(high);
    mesh.step(closed(high, there, brokeProtocol));
    expect([mesh.step(retryNow), mesh.step(retryDue(high))]).toEqual([[], []]);
  });
});

describe('a link whose way is lost', () => {
  test('is unstable, and its caller looks for another way', () => {
    const mesh = connectedByCalling(high);
    expect(mesh.step(faltered(high, here))).toEqual([restartIce(high)]);
    expect(mesh.linkTo(high)).toEqual({ status: 'unstable', attempt: here, initiator: true });
  });

  test('is unstable at the other end, too, which waits', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(faltered(high, there))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'unstable', attempt: there, initiator: false });
  });

  test.each([offer, restart, answer, candidate])('is given the signals that look for another way (%#)', (signal) => {
    const mesh = connectedTo(high);
    expect(mesh.step(faltered(high, there), signalled(high, there, signal))).toEqual([deliver(high, signal)]);
  });

  test('and which this page does not know, as it is of the page before, is not taken for a call', () => {
    for (const mesh of [createMesh(), connectedTo(high), connectedByCalling(high)]) {
      mesh.step(entered(high));
      const before = mesh.linkTo(high);
      expect(mesh.step(signalled(high, elsewhere, restart))).toEqual([]);
      expect(mesh.linkTo(high)).toBe(before);
    }
  });

  test('is connected again when there is one', () => {
    const mesh = connectedByCalling(high);
    expect(mesh.step(faltered(high, here), recovered(high, here))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'connected', attempt: here, initiator: true });
  });

  test('is made anew at once when there is none', () => {
    const mesh = connectedByCalling(high);
    const effects = mesh.step(faltered(high, here), closed(high, here, { type: 'lost' }));
    expect(effects).toEqual([open(high, elsewhere, true), startTimer(high)]);
  });

  test('asks once more for another way when the server or the network is back: the question may be lost', () => {
    const mesh = connectedByCalling(high);
    mesh.step(faltered(high, here));
    expect(mesh.step(entered(high))).toEqual([restartIce(high)]);
    expect(mesh.step(retryNow)).toEqual([restartIce(high)]);
  });

  test('stays when the server forgets its person, or says that they are away or back', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(faltered(high, there), wentAway(high))).toEqual([]);
    expect(mesh.step(returned(high))).toEqual([]);
    expect(mesh.step(gone(high, 'disconnected'))).toEqual([]);
    expect(mesh.linkTo(high)?.status).toBe('unstable');
  });

  test('of an attempt that is not current changes nothing', () => {
    const mesh = connectedTo(high);
    expect([mesh.step(faltered(high, here)), mesh.step(recovered(high, there))]).toEqual([[], []]);
    expect(mesh.linkTo(high)?.status).toBe('connected');
  });
});
