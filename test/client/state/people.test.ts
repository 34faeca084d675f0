import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { Route } from '../../../client/net/link-report.ts';
import type { MeshLink, MeshPeer, MeshState } from '../../../client/net/mesh-state.ts';
import { Acquaintances } from '../../../client/state/acquaintances.ts';
import { keepSame, listPeople, stateInWords } from '../../../client/state/people.ts';
import { KnownPeople } from '../../../client/trust/known-people.ts';
import { identityKeySchema } from '../../../shared/ids.ts';
import type { Member } from '../../../shared/signaling-protocol.ts';
import { fakeAttemptId, fakePeerId } from '../../support/fake-ids.ts';
import { directRoute, failedLinkReport, fakeLinkReport, relayedRoute } from '../../support/fake-link-report.ts';
import { FakeTabStorage } from '../../support/fake-tab-storage.ts';

const [annId, benId] = [fakePeerId(1), fakePeerId(2)];
const memberOf = (peerId: Member['peerId'], address = '10.0.0.1', port = 5_000): Member => ({ peerId, address, port });
const self = { name: 'Ann', member: memberOf(annId) };
const attempt = fakeAttemptId(1);

const member = memberOf(benId, '10.0.0.2', 6_000);

function meshWith(link: MeshLink, ben: Partial<MeshPeer> = {}): MeshState {
  const peer: MeshPeer = { peerId: benId, member, away: false, failures: 0, link, ...ben };
  return { self: annId, peers: new Map([[benId, peer]]) };
}

const createAcquaintances = () => new Acquaintances(new KnownPeople(new FakeTabStorage()));
const benKey = v.parse(identityKeySchema, 'b'.repeat(64));
const met = createAcquaintances();
met.meet(benId, benKey, 'Ben');
const nobody = createAcquaintances();
const connected: MeshLink = { status: 'connected', attempt, initiator: true };
const listWith = (link: MeshLink, ben?: Partial<MeshPeer>, acquaintances = met) =>
  listPeople(self, meshWith(link, ben), acquaintances);

describe('the list of people', () => {
  test('begins with this browser’s person', () => {
    const nobodyElse: MeshState = { self: annId, peers: new Map() };
    expect(listPeople(self, nobodyElse, nobody)).toEqual([
      {
        peerId: annId,
        name: 'Ann',
        address: '10.0.0.1:5000',
        state: { status: 'you' },
        recognition: undefined,
        roundTripMs: undefined,
        linked: false,
      },
    ]);
  });

  test('has the others as the server and their browsers tell of them', () => {
    expect(listWith(connected)[1]).toEqual({
      peerId: benId,
      name: 'Ben',
      address: '10.0.0.2:6000',
      state: { status: 'connected', relayed: false },
      recognition: 'new',
      roundTripMs: undefined,
      linked: true,
    });
  });

  test('has somebody without a name who has not introduced themselves', () => {
    const list = listPeople(self, meshWith({ status: 'awaited' }), nobody);
    expect(list[1]?.name).toBeUndefined();
  });

  test('has somebody without an address whom only the link is left of', () => {
    expect(listWith(connected, { member: undefined })[1]?.address).toBeUndefined();
  });

  test('shows an address alone when the server knows no port', () => {
    expect(listWith(connected, { member: memberOf(benId, 'fd00::7', 0) })[1]?.address).toBe('fd00::7');
  });

  test('shows an IPv6 address in brackets', () => {
    const list = listWith({ status: 'awaited' }, { member: memberOf(benId, 'fd00::7', 6_000) });
    expect(list[1]?.address).toBe('[fd00::7]:6000');
  });

  const timedOut = { type: 'timed-out' } as const;
  const unstable: MeshLink = { status: 'unstable', attempt, initiator: true };
  const barred: MeshLink = { status: 'down', reason: { type: 'broke-protocol', detail: 'why' } };

  test.each<readonly [link: MeshLink, words: string]>([
    [{ status: 'awaited' }, 'connecting'],
    [{ status: 'connecting', attempt, initiator: true, answered: false }, 'connecting'],
    [connected, 'connected'],
    [{ status: 'resting', reason: timedOut }, 'cannot connect: their page has not answered yet'],
    [barred, 'cannot connect: dropped, because why'],
  ])('says of a first link that is %j: %s', (link, words) => {
    const state = listWith(link, {}, nobody)[1]?.state;
    expect(state && stateInWords(state)).toContain(words);
  });

  test.each<readonly [link: MeshLink, words: string]>([
    [{ status: 'awaited' }, 'reconnecting'],
    [{ status: 'connecting', attempt, initiator: true, answered: false }, 'reconnecting'],
    [unstable, 'reconnecting'],
    [{ status: 'resting', reason: timedOut }, 'cannot connect: their page has not answered yet'],
  ])('says of somebody met before, whose link is %j: %s', (link, words) => {
    const state = listWith(link)[1]?.state;
    expect(state && stateInWords(state)).toContain(words);
  });

  test.each<readonly [link: MeshLink, words: string]>([
    [{ status: 'awaited' }, 'away'],
    [{ status: 'connecting', attempt, initiator: true, answered: false }, 'away'],
    [unstable, 'away'],
    [connected, 'connected'],
    [barred, 'cannot connect: dropped, because why'],
  ])('says of somebody whom the server has lost, and whose link is %j: %s', (link, words) => {
    const state = listWith(link, { away: true })[1]?.state;
    expect(state && stateInWords(state)).toContain(words);
  });

  test('tells whom files can be offered to: everybody whose link is open', () => {
    const isLinked = (link: MeshLink, ben?: Partial<MeshPeer>) => listWith(link, ben)[1]?.linked;
    expect([isLinked(connected), isLinked(unstable), isLinked(connected, { away: true })]).toEqual([true, true, true]);
    expect([isLinked({ status: 'awaited' }), isLinked(barred)]).toEqual([false, false]);
  });

  test('says when packets take the way through a relay, and how long they take', () => {
    const acquaintances = createAcquaintances();
    acquaintances.meet(benId, benKey, 'Ben');
    const wordsWith = (route: Route) => {
      acquaintances.measure(benId, fakeLinkReport({ route }));
      const [, ben] = listWith(connected, {}, acquaintances);
      return [ben && stateInWords(ben.state), ben?.roundTripMs];
    };
    expect(wordsWith(relayedRoute)).toEqual(['connected through a relay', 30]);
    expect(wordsWith({ ...relayedRoute, local: 'host', remote: 'relay' })).toEqual(['connected through a relay', 30]);
    expect(wordsWith(directRoute)).toEqual(['connected', 2]);
  });

  describe('with the cause of a failed attempt', () => {
    const acquaintances = createAcquaintances();
    acquaintances.miss(benId, failedLinkReport(), { type: 'kept-apart' });
    const wordsFor = (link: MeshLink, ben: Partial<MeshPeer>) => {
      const state = listWith(link, ben, acquaintances)[1]?.state;
      return state && stateInWords(state);
    };

    test('says it while the link rests and while another attempt is made', () => {
      const sentence = expect.stringMatching(/^cannot connect: both devices reach the server/);
      expect(wordsFor({ status: 'resting', reason: timedOut }, { failures: 1 })).toEqual(sentence);
      expect(wordsFor({ status: 'connecting', attempt, initiator: true, answered: false }, { failures: 1 })).toEqual(
        sentence,
      );
      expect(wordsFor({ status: 'awaited' }, { failures: 2 })).toEqual(sentence);
    });

    test('says no more of it when the link is there, or has been', () => {
      expect(wordsFor(connected, { failures: 0 })).toBe('connected');
      expect(wordsFor(unstable, { failures: 0 })).toBe('connecting');
      expect(wordsFor({ status: 'resting', reason: timedOut }, { failures: 1, away: true })).toBe('away');
    });
  });

  test('says which one is this browser’s person', () => {
    expect(stateInWords({ status: 'you' })).toBe('you');
  });
});

describe('a list of people that is made anew', () => {
  test('is the old one when it says the same', () => {
    const before = listWith(connected);
    expect(keepSame(before, listWith(connected))).toBe(before);
  });

  test('has the old entries for all who are as they were', () => {
    const before = listWith(connected);
    const now = keepSame(before, listWith(connected, { away: true, link: { status: 'awaited' } }));
    expect(now).not.toBe(before);
    expect(now[0]).toBe(before[0]);
    expect(now[1]).toMatchObject({ peerId: benId, state: { status: 'away' } });
  });

  test('is new when somebody is gone, or came', () => {
    const [both, alone] = [listWith(connected), listPeople(self, { self: annId, peers: new Map() }, nobody)];
    expect(keepSame(both, alone)).toEqual(alone);
    expect(keepSame(alone, both)).toEqual(both);
  });
});
