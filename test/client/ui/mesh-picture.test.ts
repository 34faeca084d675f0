import { describe, expect, test } from 'vitest';
import type { Person, PersonState, TransferView } from '../../../client/state/views.ts';
import { areSameFlows, flowsOf } from '../../../client/ui/people/mesh-flows.ts';
import { radiusFor, spotOf, viewBoxFor, wayBetween } from '../../../client/ui/people/mesh-layout.ts';
import { meshInWords } from '../../../client/ui/people/mesh-words.ts';
import type { PeerId } from '../../../shared/ids.ts';
import { fakePeerId } from '../../support/fake-ids.ts';
import { incomingView, outgoingView, progressOf } from '../../support/fake-views.ts';

const connected: PersonState = { status: 'connected', relayed: false };
const person = (at: number, name: string | undefined, state: PersonState = connected): Person => ({
  peerId: fakePeerId(at),
  name,
  state,
  address: undefined,
  recognition: undefined,
  roundTripMs: undefined,
  linked: state.status === 'connected',
});
const [ann, ben, cleo] = [person(9, 'Ann'), person(0, 'Ben'), person(1, 'Cleo')];
const everybody = [ann, ben, cleo];

const progress = progressOf(1);
const receiving = incomingView({ status: 'receiving', progress });
const sending = outgoingView([{ status: 'sending', progress }, { status: 'waiting' }]);
const board = (...views: readonly TransferView[]) => Object.fromEntries(views.map((view) => [view.id, view]));
const flows = (people: readonly Person[], ...views: readonly TransferView[]) =>
  Object.fromEntries(flowsOf(board(...views), people)) as Record<PeerId, unknown>;

describe('bytes flow', () => {
  test('from whoever sends, and to those recipients who receive', () => {
    expect(flows(everybody, receiving, sending)).toEqual({
      [ann.peerId]: { isSending: false, isReceiving: true },
      [ben.peerId]: { isSending: true, isReceiving: false },
    });
  });

  test('both ways between two people', () => {
    const back = { ...receiving, senderId: ben.peerId };
    expect(flows(everybody, back, sending)).toEqual({ [ben.peerId]: { isSending: true, isReceiving: true } });
  });

  test('nowhere while a transfer waits, stands still or has ended', () => {
    const held = { status: 'held', hold: 'paused-by-you', savedBytes: 1, totalBytes: 2, outlivesPage: true } as const;
    expect(flows(everybody, incomingView(held), outgoingView([{ status: 'waiting' }, { status: 'saved' }]))).toEqual(
      {},
    );
  });

  test('from a sender who came back with another id, unless two have that name', () => {
    const again = person(5, 'Ann');
    expect(flows([again, ben], receiving)).toEqual({ [again.peerId]: { isSending: false, isReceiving: true } });
    expect(flows([again, person(6, 'Ann')], receiving)).toEqual({});
    expect(flows([ben], receiving)).toEqual({});
  });

  test('the same until a way is added, ends or turns', () => {
    const all = [board(), board(receiving), board(sending), board(receiving, sending)].map((views) =>
      flowsOf(views, everybody),
    );
    for (const [a, one] of all.entries()) {
      for (const [b, other] of all.entries()) expect(areSameFlows(one, other)).toBe(a === b);
    }
    const turned = flowsOf(board({ ...receiving, senderId: ben.peerId }), everybody);
    expect(areSameFlows(turned, flowsOf(board(sending), everybody))).toBe(false);
  });
});

describe('the picture in words', () => {
  const words = (people: readonly Person[], ...views: readonly TransferView[]) =>
    meshInWords(people, flowsOf(board(...views), people));

  test('says who is linked, and where files go', () => {
    expect(words(everybody, receiving, sending)).toBe(
      'Linked to Ann, Ben, and Cleo. Receiving from Ann. Sending to Ben',
    );
  });

  test('says how the others stand', () => {
    const others = [
      person(1, 'Ben', { status: 'connected', relayed: true }),
      person(2, undefined, { status: 'connecting' }),
      person(3, 'Dan', { status: 'reconnecting' }),
      person(4, 'Eve', { status: 'cannot-connect', reason: 'a wall' }),
      person(5, 'Fay', { status: 'away' }),
    ];
    expect(words(others)).toBe(
      'Linked to Ben. By relay: Ben. Connecting to Somebody new. Reconnecting to Dan. No link to Eve. Away: Fay',
    );
    expect(words([])).toBe('Linked to nobody yet');
  });

  test('counts people beyond the first few', () => {
    const crowd = Array.from({ length: 100 }, (_, at) => person(at, `P${at}`));
    expect(words(crowd)).toBe('Linked to P0, P1, P2, P3, P4, P5, P6 and 93 more');
  });
});

describe('the layout', () => {
  test.each([1, 2, 5, 16, 31, 100])('of %i others keeps them apart and inside of the picture', (count) => {
    const radius = radiusFor(count);
    const [left = 0, top = 0, width = 0, height = 0] = viewBoxFor(count).split(' ').map(Number);
    const spots = Array.from({ length: count }, (_, at) => spotOf(at, count));
    for (const [at, { x, y }] of spots.entries()) {
      expect(Math.min(x - left, y - top, left + width - x, top + height - y)).toBeGreaterThanOrEqual(radius);
      const next = spots[(at + 1) % count];
      if (count > 1 && next !== undefined) expect(Math.hypot(next.x - x, next.y - y)).toBeGreaterThan(2 * radius);
    }
  });

  test('lets two ways that meet each other pass on their own side', () => {
    const [a, b] = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ];
    expect(wayBetween(a, b, 3)).toEqual({ from: { x: 0, y: 3 }, to: { x: 10, y: 3 } });
    expect(wayBetween(b, a, 3).from.y).toBe(-3);
  });
});
