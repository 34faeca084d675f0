import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CloseReason } from '../../../client/net/link.ts';
import { stepMesh } from '../../../client/net/mesh.ts';
import { emptyMesh, isOpen, type MeshEvent, type MeshState } from '../../../client/net/mesh-state.ts';
import type { Member } from '../../../shared/signaling-protocol.ts';
import { fakeAttemptId } from '../../support/fake-ids.ts';
import {
  absent,
  answer,
  brokeProtocol,
  candidate,
  closed,
  elsewhere,
  entered,
  faltered,
  gone,
  here,
  high,
  joined,
  low,
  offer,
  opened,
  others,
  recovered,
  refusals,
  retryDue,
  retryNow,
  returned,
  self,
  signalled,
  startRetry,
  there,
  timedOut,
  wentAway,
} from '../../support/mesh-lab.ts';

describe('whatever happens, in whatever order', () => {
  const anybody = fc.constantFrom(low, high);
  const attempt = fc.constantFrom(here, there, elsewhere);
  const reason = fc.constantFrom<CloseReason>(
    { type: 'left' },
    { type: 'lost' },
    { type: 'timed-out' },
    { type: 'failed', detail: '' },
    brokeProtocol,
    ...refusals,
  );
  const anyEvent: fc.Arbitrary<MeshEvent> = fc.oneof(
    fc.subarray(others).map((members) => entered(...members)),
    fc.subarray(others).map((members) => entered(...members.map(absent))),
    anybody.map(joined),
    anybody.map(wentAway),
    anybody.map(returned),
    fc.tuple(anybody, fc.constantFrom('left', 'disconnected')).map(([who, why]) => gone(who, why)),
    fc.tuple(anybody, attempt, fc.constantFrom(offer, answer, candidate)).map((given) => signalled(...given)),
    fc.tuple(anybody, attempt).map((given) => opened(...given)),
    fc.tuple(anybody, attempt, reason).map((given) => closed(...given)),
    fc.tuple(anybody, attempt).map((given) => faltered(...given)),
    fc.tuple(anybody, attempt).map((given) => recovered(...given)),
    anybody.map(timedOut),
    anybody.map(retryDue),
    fc.constant(retryNow),
  );
  const hasLink = (state: MeshState, { peerId }: Member) => {
    const link = state.peers.get(peerId)?.link;
    return link !== undefined && (link.status === 'connecting' || isOpen(link));
  };

  test('a link is opened only after an earlier one was closed, and closed only when there is one', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let attempts = 1_000;
        let state = emptyMesh(self.peerId);
        const standing = new Set<string>();
        for (const event of events) {
          if (event.type === 'link-closed' && stateHolds(state, event)) standing.delete(event.peerId);
          const next = stepMesh(state, event, { createAttempt: () => fakeAttemptId(attempts++), random: () => 0 });
          for (const effect of next.effects) {
            if (effect.type === 'open-link') {
              expect(standing.has(effect.peerId)).toBe(false);
              standing.add(effect.peerId);
            } else if (effect.type === 'close-link') {
              expect(standing.delete(effect.peerId)).toBe(true);
            } else if (effect.type === 'deliver-signal' || effect.type === 'restart-ice') {
              expect(standing.has(effect.peerId)).toBe(true);
            }
          }
          state = next.state;
          for (const member of others) expect(standing.has(member.peerId)).toBe(hasLink(state, member));
        }
      }),
    );
  });

  test('nobody is called who is away or broke the protocol, and whoever rests at the smaller id has a timer', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let attempts = 1_000;
        let state = emptyMesh(self.peerId);
        for (const event of events) {
          const before = state;
          const { state: next, effects } = stepMesh(state, event, {
            createAttempt: () => fakeAttemptId(attempts++),
            random: () => 0,
          });
          state = next;
          for (const effect of effects) {
            if (effect.type !== 'open-link' || !effect.initiator) continue;
            expect(next.peers.get(effect.peerId)?.away).toBe(false);
            expect(before.peers.get(effect.peerId)?.link.status).not.toBe('down');
          }
          const isResting = (which: MeshState) => which.peers.get(high.peerId)?.link.status === 'resting';
          if (!isResting(before) && isResting(next))
            expect(effects.at(-1)).toEqual(startRetry(high, expect.any(Number)));
        }
      }),
    );
  });

  function stateHolds(state: MeshState, { peerId, attempt: which }: Extract<MeshEvent, { type: 'link-closed' }>) {
    const link = state.peers.get(peerId)?.link;
    return link !== undefined && 'attempt' in link && link.attempt === which;
  }
});
