import * as v from 'valibot';
import { expect } from 'vitest';
import type { CloseReason } from '../../client/net/link.ts';
import { stepMesh } from '../../client/net/mesh.ts';
import { emptyMesh, type MeshEffect, type MeshEvent, type MeshLink } from '../../client/net/mesh-state.ts';
import type { AttemptId } from '../../shared/ids.ts';
import { roomNumberSchema } from '../../shared/room-code.ts';
import type { Member, PresentMember, Signal } from '../../shared/signaling-protocol.ts';
import { fakeAttemptId, fakePeerId } from './fake-ids.ts';

/** Words for the tests of the mesh: who there is, what happens, what follows. */

export const memberOf = (number: number): Member => ({ peerId: fakePeerId(number), address: '10.0.0.1', port: number });

/** Ids are ordered: `low` < `self` < `high`. */
export const [low, self, high] = [memberOf(1), memberOf(2), memberOf(3)];
export const others = [low, high];

export const [here, there, elsewhere] = [fakeAttemptId(100), fakeAttemptId(200), fakeAttemptId(300)];
export const offer: Signal = { type: 'offer', sdp: 'offer' };
export const restart: Signal = { type: 'restart', sdp: 'restart' };
export const answer: Signal = { type: 'answer', sdp: 'answer' };
export const candidate: Signal = { type: 'candidate', candidate: { candidate: 'candidate' } };
export const brokeProtocol: CloseReason = { type: 'broke-protocol', detail: 'test' };

/** The other end has not proved what it must. */
export const refusals: readonly CloseReason[] = [
  { type: 'wrong-code' },
  { type: 'intercepted' },
  { type: 'old-version', end: 'there' },
  { type: 'too-many-tries' },
];

/** Somebody whom the server lists as away. */
export const absent = (member: Member): PresentMember => ({ ...member, away: true });

export const entered = (...members: (Member | PresentMember)[]): MeshEvent => ({
  type: 'entered',
  entered: {
    room: v.parse(roomNumberSchema, 1),
    self,
    members: members.map((member) => ({ away: false, ...member })),
    iceServers: [],
  },
});
export const joined = (member: Member): MeshEvent => ({ type: 'member-joined', member });
export const wentAway = ({ peerId }: Member): MeshEvent => ({ type: 'member-away', away: { peerId } });
export const returned = (member: Member): MeshEvent => ({ type: 'member-returned', member });
export const gone = ({ peerId }: Member, reason: 'left' | 'disconnected'): MeshEvent => ({
  type: 'member-left',
  gone: { peerId, reason },
});
export const signalled = ({ peerId }: Member, attempt: AttemptId, signal: Signal): MeshEvent => ({
  type: 'signal-relayed',
  relayed: { from: peerId, attempt, signal },
});
export const opened = ({ peerId }: Member, attempt: AttemptId): MeshEvent => ({ type: 'link-opened', peerId, attempt });
export const faltered = ({ peerId }: Member, attempt: AttemptId): MeshEvent => ({
  type: 'link-unstable',
  peerId,
  attempt,
});
export const recovered = ({ peerId }: Member, attempt: AttemptId): MeshEvent => ({
  type: 'link-recovered',
  peerId,
  attempt,
});
export const closed = ({ peerId }: Member, attempt: AttemptId, reason: CloseReason): MeshEvent => ({
  type: 'link-closed',
  peerId,
  attempt,
  reason,
});
export const timedOut = ({ peerId }: Member): MeshEvent => ({ type: 'connect-timed-out', peerId });
export const retryDue = ({ peerId }: Member): MeshEvent => ({ type: 'retry-due', peerId });
export const retryNow: MeshEvent = { type: 'retry-now' };

export const open = ({ peerId }: Member, attempt: AttemptId, initiator: boolean): MeshEffect => ({
  type: 'open-link',
  peerId,
  attempt,
  initiator,
});
export const startTimer = ({ peerId }: Member): MeshEffect => ({ type: 'start-connect-timer', peerId });
export const startRetry = ({ peerId }: Member, afterMs: number): MeshEffect => ({
  type: 'start-retry-timer',
  peerId,
  afterMs,
});
export const restartIce = ({ peerId }: Member): MeshEffect => ({ type: 'restart-ice', peerId });
export const close = ({ peerId }: Member, reason: CloseReason): MeshEffect => ({ type: 'close-link', peerId, reason });
export const deliver = ({ peerId }: Member, signal: Signal): MeshEffect => ({ type: 'deliver-signal', peerId, signal });

/** A mesh that draws `here` for its first own attempt, `elsewhere` for the second, and pauses for the whole time. */
export function createMesh(random = () => 0) {
  const attempts = [here, elsewhere];
  let state = emptyMesh(self.peerId);
  const step = (...events: MeshEvent[]): readonly MeshEffect[] => {
    let effects: readonly MeshEffect[] = [];
    for (const event of events) {
      const next = stepMesh(state, event, { createAttempt: () => attempts.shift() ?? fakeAttemptId(999), random });
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
export function connectedTo(member: Member) {
  const mesh = createMesh();
  mesh.step(entered(), joined(member), signalled(member, there, offer), opened(member, there));
  expect(mesh.linkTo(member)).toEqual({ status: 'connected', attempt: there, initiator: false });
  return mesh;
}

/** A mesh with somebody that this browser is calling. */
export function calling(member: Member, random?: () => number) {
  const mesh = createMesh(random);
  mesh.step(entered(member));
  return mesh;
}

/** A mesh with somebody whom this browser has called, and whose link is open. */
export function connectedByCalling(member: Member) {
  const mesh = calling(member);
  mesh.step(opened(member, here));
  return mesh;
}
