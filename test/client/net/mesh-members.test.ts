import { describe, expect, test } from 'vitest';
import {
  absent,
  brokeProtocol,
  calling,
  close,
  closed,
  connectedTo,
  createMesh,
  deliver,
  elsewhere,
  entered,
  gone,
  here,
  high,
  joined,
  low,
  offer,
  open,
  others,
  refusals,
  retryDue,
  retryNow,
  returned,
  signalled,
  startTimer,
  there,
  timedOut,
  wentAway,
} from '../../support/mesh-lab.ts';

describe('entering a room', () => {
  test('calls everybody who is there, each with an attempt of its own', () => {
    const { step, linkTo } = createMesh();
    expect(step(entered(low, high))).toEqual([
      open(low, here, true),
      startTimer(low),
      open(high, elsewhere, true),
      startTimer(high),
    ]);
    expect(linkTo(low)).toEqual({ status: 'connecting', attempt: here, initiator: true, answered: false });
  });

  test('again, keeps the links that stand and takes the new addresses', () => {
    const mesh = connectedTo(high);
    const moved = { ...high, address: '10.0.0.99' };
    expect(mesh.step(entered(moved))).toEqual([]);
    expect(mesh.peer(high)).toEqual({
      ...mesh.peer(high),
      member: moved,
      link: { status: 'connected', attempt: there, initiator: false },
    });
  });

  test('again, begins a call anew that was under way: its signals may be lost', () => {
    const mesh = calling(low);
    expect(mesh.step(entered(low))).toEqual([
      close(low, { type: 'lost' }),
      open(low, elsewhere, true),
      startTimer(low),
    ]);
    expect(mesh.linkTo(low)).toEqual({ status: 'connecting', attempt: elsewhere, initiator: true, answered: false });
  });

  test('again, keeps the open link to somebody whom the server does not list any more', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(entered())).toEqual([]);
    expect(mesh.peer(high)).toMatchObject({ member: undefined, link: { status: 'connected' } });
  });

  test('again, lists somebody anew who was kept without the server', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(entered(), entered(high))).toEqual([]);
    expect(mesh.peer(high)).toMatchObject({ member: high, link: { status: 'connected' } });
  });

  test('again, gives up a call to somebody whom the server does not list any more', () => {
    const mesh = calling(low);
    expect(mesh.step(entered())).toEqual([close(low, { type: 'lost' })]);
    expect(mesh.peer(low)).toBeUndefined();
  });

  test('again, calls those who could not be reached before', () => {
    const mesh = calling(low);
    mesh.step(timedOut(low));
    expect(mesh.step(entered(low))).toEqual([open(low, elsewhere, true), startTimer(low)]);
  });

  test('again, calls those whose call was awaited', () => {
    const mesh = createMesh();
    mesh.step(entered(), joined(low));
    expect(mesh.step(entered(low))).toEqual([open(low, here, true), startTimer(low)]);
  });

  test('again, does not call somebody who broke the protocol', () => {
    const mesh = connectedTo(high);
    mesh.step(closed(high, there, brokeProtocol));
    expect(mesh.step(entered(high))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'down', reason: brokeProtocol });
  });
});

describe('a newcomer', () => {
  test.each(others)('is awaited, whichever id is the smaller one', (member) => {
    const { step, linkTo } = createMesh();
    expect(step(entered(), joined(member))).toEqual([startTimer(member)]);
    expect(linkTo(member)).toEqual({ status: 'awaited' });
  });

  test('is answered when they call', () => {
    const { step, linkTo } = createMesh();
    step(entered(), joined(low));
    expect(step(signalled(low, there, offer))).toEqual([open(low, there, false), startTimer(low), deliver(low, offer)]);
    expect(linkTo(low)).toEqual({ status: 'connecting', attempt: there, initiator: false, answered: true });
  });

  test('who was being called is awaited instead: they call everybody', () => {
    const mesh = calling(high);
    expect(mesh.step(joined(high))).toEqual([close(high, { type: 'lost' }), startTimer(high)]);
    expect(mesh.linkTo(high)).toEqual({ status: 'awaited' });
  });

  test('who is linked already keeps the link', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(joined(high))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'connected', attempt: there, initiator: false });
  });

  test('who broke the protocol before stays out', () => {
    const mesh = connectedTo(high);
    mesh.step(closed(high, there, brokeProtocol));
    expect(mesh.step(joined(high))).toEqual([]);
    expect(mesh.step(signalled(high, elsewhere, offer))).toEqual([]);
  });

  test.each(refusals)('who was refused before may try again, with another code or another page (%j)', (reason) => {
    const mesh = calling(high);
    mesh.step(closed(high, here, reason));
    expect(mesh.step(joined(high))).toEqual([startTimer(high)]);
    expect(mesh.step(signalled(high, elsewhere, offer))).toContainEqual(open(high, elsewhere, false));
  });

  test.each(refusals)('who was refused before may come back with a page that was loaded anew (%j)', (reason) => {
    const mesh = calling(high);
    mesh.step(closed(high, here, reason));
    expect(mesh.step(returned(high))).toContainEqual(open(high, elsewhere, true));
  });

  test('who broke the protocol may come back after they left', () => {
    const mesh = connectedTo(high);
    mesh.step(closed(high, there, brokeProtocol), gone(high, 'left'));
    expect(mesh.step(joined(high))).toEqual([startTimer(high)]);
  });
});

describe('somebody who is away', () => {
  test('is not called by who enters, and no time is set for their call', () => {
    const { step, peer } = createMesh();
    expect(step(entered(absent(low)))).toEqual([]);
    expect(peer(low)).toMatchObject({ away: true, member: low, link: { status: 'awaited' } });
  });

  test('keeps an open link', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(wentAway(high))).toEqual([]);
    expect(mesh.peer(high)).toMatchObject({ away: true, link: { status: 'connected' } });
    expect(mesh.step(entered(absent(high)))).toEqual([]);
    expect(mesh.peer(high)).toMatchObject({ away: true, link: { status: 'connected' } });
  });

  test('whose open link is lost is not called', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(wentAway(high), closed(high, there, { type: 'lost' }))).toEqual([]);
    expect(mesh.peer(high)).toMatchObject({ away: true, link: { status: 'awaited' } });
  });

  test('while being called is not called again when that fails', () => {
    const mesh = calling(high);
    expect(mesh.step(wentAway(high))).toEqual([]);
    expect(mesh.step(timedOut(high))).toEqual([close(high, { type: 'timed-out' })]);
    expect(mesh.linkTo(high)).toEqual({ status: 'awaited' });
  });

  test('while a pause runs is not called when it ends', () => {
    const mesh = calling(high);
    expect(mesh.step(timedOut(high), wentAway(high), retryDue(high))).toEqual([]);
    expect(mesh.step(retryNow)).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'awaited' });
  });

  test('is given up as a call under way when this browser enters again', () => {
    const mesh = calling(high);
    expect(mesh.step(entered(absent(high)))).toEqual([close(high, { type: 'lost' })]);
    expect(mesh.peer(high)).toMatchObject({ away: true, link: { status: 'awaited' } });
  });

  test('is answered when they call before the server tells that they are back', () => {
    const mesh = createMesh();
    mesh.step(entered(absent(high)));
    expect(mesh.step(signalled(high, there, offer))).toContainEqual(open(high, there, false));
  });

  test('and was never here changes nothing', () => {
    expect(createMesh().step(wentAway(low))).toEqual([]);
  });
});

describe('somebody who returns', () => {
  test('is called at once when this browser has the smaller id', () => {
    const { step, peer } = createMesh();
    expect(step(entered(absent(high)), returned(high))).toEqual([open(high, here, true), startTimer(high)]);
    expect(peer(high)).toMatchObject({ away: false, link: { status: 'connecting' } });
  });

  test('is awaited when theirs is the smaller one', () => {
    const { step, peer } = createMesh();
    expect(step(entered(absent(low)), returned(low))).toEqual([startTimer(low)]);
    expect(peer(low)).toMatchObject({ away: false, link: { status: 'awaited' } });
  });

  test('keeps an open link, and is seen at the new address', () => {
    const mesh = connectedTo(high);
    const moved = { ...high, address: '10.0.0.99' };
    expect(mesh.step(wentAway(high), returned(moved))).toEqual([]);
    expect(mesh.peer(high)).toMatchObject({ away: false, member: moved, link: { status: 'connected' } });
  });

  test('on a page that was loaded anew replaces a link that seems open', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(returned(high), signalled(high, elsewhere, offer))).toEqual([
      close(high, { type: 'lost' }),
      open(high, elsewhere, false),
      startTimer(high),
      deliver(high, offer),
    ]);
  });

  test('on a page that was loaded anew is called anew: what was said to the earlier page is lost', () => {
    const mesh = connectedTo(high);
    mesh.step(closed(high, there, { type: 'lost' }));
    expect(mesh.step(returned(high))).toEqual([
      close(high, { type: 'lost' }),
      open(high, elsewhere, true),
      startTimer(high),
    ]);
    expect(mesh.step(signalled(high, there, offer))).toEqual([]);
  });

  test('after breaking the protocol stays out', () => {
    const mesh = connectedTo(high);
    mesh.step(closed(high, there, brokeProtocol), wentAway(high));
    expect(mesh.step(returned(high))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'down', reason: brokeProtocol });
  });
});

describe('somebody whom the server calls gone', () => {
  test('because they left loses the link', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(gone(high, 'left'))).toEqual([close(high, { type: 'left' })]);
    expect(mesh.peer(high)).toBeUndefined();
  });

  test('because the server lost them keeps an open link', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(gone(high, 'disconnected'))).toEqual([]);
    expect(mesh.peer(high)).toMatchObject({ member: undefined, link: { status: 'connected' } });
  });

  test('because the server lost them loses a call that is under way', () => {
    const mesh = calling(low);
    expect(mesh.step(gone(low, 'disconnected'))).toEqual([close(low, { type: 'lost' })]);
    expect(mesh.peer(low)).toBeUndefined();
  });

  test.each(['left', 'disconnected'] as const)('while their call was awaited is forgotten (%s)', (reason) => {
    const mesh = createMesh();
    mesh.step(entered(), joined(low));
    expect(mesh.step(gone(low, reason))).toEqual([]);
    expect(mesh.peer(low)).toBeUndefined();
  });

  test('and was never here changes nothing', () => {
    expect(createMesh().step(gone(low, 'left'))).toEqual([]);
  });
});
