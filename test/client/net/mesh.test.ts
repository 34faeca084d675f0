import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { CloseReason } from '../../../client/net/link.ts';
import {
  emptyMesh,
  type MeshEffect,
  type MeshEvent,
  type MeshLink,
  type MeshState,
  stepMesh,
} from '../../../client/net/mesh.ts';
import type { AttemptId } from '../../../shared/ids.ts';
import { roomNumberSchema } from '../../../shared/room-code.ts';
import type { Member, Signal } from '../../../shared/signaling-protocol.ts';
import { fakeAttemptId, fakePeerId } from '../../support/fake-ids.ts';

const memberOf = (number: number): Member => ({ peerId: fakePeerId(number), address: '10.0.0.1', port: number });

/** Ids are ordered: `low` < `self` < `high`. */
const [low, self, high] = [memberOf(1), memberOf(2), memberOf(3)];
const others = [low, high];

const [here, there, elsewhere] = [fakeAttemptId(100), fakeAttemptId(200), fakeAttemptId(300)];
const offer: Signal = { type: 'offer', sdp: 'offer' };
const answer: Signal = { type: 'answer', sdp: 'answer' };
const candidate: Signal = { type: 'candidate', candidate: { candidate: 'candidate' } };
const brokeProtocol: CloseReason = { type: 'broke-protocol', detail: 'test' };

const entered = (...members: Member[]): MeshEvent => ({
  type: 'entered',
  entered: { room: v.parse(roomNumberSchema, 1), self, members, iceServers: [] },
});
const joined = (member: Member): MeshEvent => ({ type: 'member-joined', member });
const gone = ({ peerId }: Member, reason: 'left' | 'disconnected'): MeshEvent => ({
  type: 'member-left',
  gone: { peerId, reason },
});
const signalled = ({ peerId }: Member, attempt: AttemptId, signal: Signal): MeshEvent => ({
  type: 'signal-relayed',
  relayed: { from: peerId, attempt, signal },
});
const opened = ({ peerId }: Member, attempt: AttemptId): MeshEvent => ({ type: 'link-opened', peerId, attempt });
const closed = ({ peerId }: Member, attempt: AttemptId, reason: CloseReason): MeshEvent => ({
  type: 'link-closed',
  peerId,
  attempt,
  reason,
});
const timedOut = ({ peerId }: Member): MeshEvent => ({ type: 'connect-timed-out', peerId });

const open = ({ peerId }: Member, attempt: AttemptId, initiator: boolean): MeshEffect => ({
  type: 'open-link',
  peerId,
  attempt,
  initiator,
});
const startTimer = ({ peerId }: Member): MeshEffect => ({ type: 'start-connect-timer', peerId });
const close = ({ peerId }: Member, reason: CloseReason): MeshEffect => ({ type: 'close-link', peerId, reason });
const deliver = ({ peerId }: Member, signal: Signal): MeshEffect => ({ type: 'deliver-signal', peerId, signal });

/** A mesh that draws `here` for its first own attempt, `elsewhere` for the second. */
function createMesh() {
  const attempts = [here, elsewhere];
  let state = emptyMesh(self.peerId);
  const step = (...events: MeshEvent[]): readonly MeshEffect[] => {
    let effects: readonly MeshEffect[] = [];
    for (const event of events) {
      const next = stepMesh(state, event, () => attempts.shift() ?? fakeAttemptId(999));
      state = next.state;
      effects = next.effects;
    }
    return effects;
  };
  return {
    /** Answers the effects of the last event. */
    step,
    linkTo: ({ peerId }: Member): MeshLink | undefined => state.peers.get(peerId)?.link,
    peer: ({ peerId }: Member) => state.peers.get(peerId),
    state: () => state,
  };
}

/** A mesh with somebody who called, and whose link is open. */
function connectedTo(member: Member) {
  const mesh = createMesh();
  mesh.step(entered(), joined(member), signalled(member, there, offer), opened(member, there));
  expect(mesh.linkTo(member)).toEqual({ status: 'connected', attempt: there });
  return mesh;
}

/** A mesh with somebody that this browser is calling. */
function calling(member: Member) {
  const mesh = createMesh();
  mesh.step(entered(member));
  return mesh;
}

describe('entering a room', () => {
  test('calls everybody who is there, each with an attempt of its own', () => {
    const { step, linkTo } = createMesh();
    expect(step(entered(low, high))).toEqual([
      open(low, here, true),
      startTimer(low),
      open(high, elsewhere, true),
      startTimer(high),
    ]);
    expect(linkTo(low)).toEqual({ status: 'connecting', attempt: here, initiator: true });
  });

  test('again, keeps the links that stand and takes the new addresses', () => {
    const mesh = connectedTo(high);
    const moved = { ...high, address: '10.0.0.99' };
    expect(mesh.step(entered(moved))).toEqual([]);
    expect(mesh.peer(high)).toEqual({
      ...mesh.peer(high),
      member: moved,
      link: { status: 'connected', attempt: there },
    });
  });

  test('again, begins a call anew that was under way: its signals may be lost', () => {
    const mesh = calling(low);
    expect(mesh.step(entered(low))).toEqual([
      close(low, { type: 'lost' }),
      open(low, elsewhere, true),
      startTimer(low),
    ]);
    expect(mesh.linkTo(low)).toEqual({ status: 'connecting', attempt: elsewhere, initiator: true });
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
    expect(linkTo(low)).toEqual({ status: 'connecting', attempt: there, initiator: false });
  });

  test('who was being called is awaited instead: they call everybody', () => {
    const mesh = calling(high);
    expect(mesh.step(joined(high))).toEqual([close(high, { type: 'lost' }), startTimer(high)]);
    expect(mesh.linkTo(high)).toEqual({ status: 'awaited' });
  });

  test('who is linked already keeps the link', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(joined(high))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'connected', attempt: there });
  });

  test('who broke the protocol before stays out', () => {
    const mesh = connectedTo(high);
    mesh.step(closed(high, there, brokeProtocol));
    expect(mesh.step(joined(high))).toEqual([]);
    expect(mesh.step(signalled(high, elsewhere, offer))).toEqual([]);
  });

  test('who broke the protocol may come back after they left', () => {
    const mesh = connectedTo(high);
    mesh.step(closed(high, there, brokeProtocol), gone(high, 'left'));
    expect(mesh.step(joined(high))).toEqual([startTimer(high)]);
  });
});

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
    expect(mesh.linkTo(high)).toEqual({ status: 'connecting', attempt: elsewhere, initiator: false });
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
    expect(mesh.linkTo(high)).toEqual({ status: 'connecting', attempt: here, initiator: true });
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

describe('opening', () => {
  test('connects the attempt that is current', () => {
    const mesh = calling(low);
    expect(mesh.step(opened(low, here))).toEqual([]);
    expect(mesh.linkTo(low)).toEqual({ status: 'connected', attempt: here });
  });

  test('of an attempt that is not current changes nothing', () => {
    const mesh = calling(low);
    mesh.step(opened(low, there));
    expect(mesh.linkTo(low)).toEqual({ status: 'connecting', attempt: here, initiator: true });
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
    expect(mesh.linkTo(high)).toEqual({ status: 'connecting', attempt: here, initiator: true });
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

  test.each([brokeProtocol, { type: 'failed', detail: 'test' }, { type: 'closed-here' }] as const)(
    'for any other reason stays down (%#)',
    (reason) => {
      const mesh = connectedTo(high);
      expect(mesh.step(closed(high, there, reason))).toEqual([]);
      expect(mesh.linkTo(high)).toEqual({ status: 'down', reason });
    },
  );

  test('of an attempt that is not current changes nothing', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(closed(high, elsewhere, { type: 'lost' }))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'connected', attempt: there });
  });
});

describe('the connect timer', () => {
  test('ends a call', () => {
    const mesh = calling(low);
    expect(mesh.step(timedOut(low))).toEqual([close(low, { type: 'timed-out' })]);
    expect(mesh.linkTo(low)).toEqual({ status: 'down', reason: { type: 'timed-out' } });
  });

  test('ends the wait for a call', () => {
    const mesh = createMesh();
    mesh.step(entered(), joined(low));
    expect(mesh.step(timedOut(low))).toEqual([]);
    expect(mesh.linkTo(low)).toEqual({ status: 'down', reason: { type: 'timed-out' } });
  });

  test('does nothing to an open link', () => {
    const mesh = connectedTo(high);
    expect(mesh.step(timedOut(high))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'connected', attempt: there });
  });

  test('does nothing to a link that is down, or to somebody who is gone', () => {
    const mesh = connectedTo(high);
    mesh.step(closed(high, there, brokeProtocol));
    expect(mesh.step(timedOut(high))).toEqual([]);
    expect(mesh.linkTo(high)).toEqual({ status: 'down', reason: brokeProtocol });
    expect(mesh.step(timedOut(low))).toEqual([]);
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

describe('whatever happens, in whatever order', () => {
  const anybody = fc.constantFrom(low, high);
  const attempt = fc.constantFrom(here, there, elsewhere);
  const reason = fc.constantFrom<CloseReason>(
    { type: 'left' },
    { type: 'lost' },
    { type: 'timed-out' },
    { type: 'failed', detail: '' },
    brokeProtocol,
  );
  const anyEvent: fc.Arbitrary<MeshEvent> = fc.oneof(
    fc.subarray(others).map((members) => entered(...members)),
    anybody.map(joined),
    fc.tuple(anybody, fc.constantFrom('left', 'disconnected')).map(([who, why]) => gone(who, why)),
    fc.tuple(anybody, attempt, fc.constantFrom(offer, answer, candidate)).map((given) => signalled(...given)),
    fc.tuple(anybody, attempt).map((given) => opened(...given)),
    fc.tuple(anybody, attempt, reason).map((given) => closed(...given)),
    anybody.map(timedOut),
  );
  const hasLink = (state: MeshState, { peerId }: Member) => {
    const status = state.peers.get(peerId)?.link.status;
    return status === 'connecting' || status === 'connected';
  };

  test('a link is opened only after an earlier one was closed, and closed only when there is one', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let attempts = 1_000;
        let state = emptyMesh(self.peerId);
        const standing = new Set<string>();
        for (const event of events) {
          if (event.type === 'link-closed' && stateHolds(state, event)) standing.delete(event.peerId);
          const next = stepMesh(state, event, () => fakeAttemptId(attempts++));
          for (const effect of next.effects) {
            if (effect.type === 'open-link') {
              expect(standing.has(effect.peerId)).toBe(false);
              standing.add(effect.peerId);
            } else if (effect.type === 'close-link') {
              expect(standing.delete(effect.peerId)).toBe(true);
            } else if (effect.type === 'deliver-signal') {
              expect(standing.has(effect.peerId)).toBe(true);
            }
          }
          state = next.state;
          for (const member of others) expect(standing.has(member.peerId)).toBe(hasLink(state, member));
        }
      }),
    );
  });

  function stateHolds(state: MeshState, { peerId, attempt: which }: Extract<MeshEvent, { type: 'link-closed' }>) {
    const link = state.peers.get(peerId)?.link;
    return (link?.status === 'connecting' || link?.status === 'connected') && link.attempt === which;
  }
});
