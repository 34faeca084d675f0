import { describe, expect, test } from 'vitest';
import type { MeshLink, MeshState } from '../../../client/net/mesh.ts';
import { listPeople, stateInWords } from '../../../client/state/people.ts';
import type { Member } from '../../../shared/signaling-protocol.ts';
import { fakeAttemptId, fakePeerId } from '../../support/fake-ids.ts';

const [annId, benId] = [fakePeerId(1), fakePeerId(2)];
const memberOf = (peerId: Member['peerId'], address = '10.0.0.1', port = 5_000): Member => ({ peerId, address, port });
const self = { name: 'Ann', member: memberOf(annId) };
const attempt = fakeAttemptId(1);

function meshWith(link: MeshLink, member: Member | undefined = memberOf(benId, '10.0.0.2', 6_000)): MeshState {
  return { self: annId, peers: new Map([[benId, { peerId: benId, member, link }]]) };
}

const listWith = (link: MeshLink, member?: Member) =>
  listPeople(self, meshWith(link, member), new Map([[benId, 'Ben']]));

describe('the list of people', () => {
  test('begins with this browser’s person', () => {
    const nobodyElse: MeshState = { self: annId, peers: new Map() };
    expect(listPeople(self, nobodyElse, new Map())).toEqual([
      { peerId: annId, name: 'Ann', address: '10.0.0.1:5000', state: { status: 'you' } },
    ]);
  });

  test('has the others as the server and their browsers tell of them', () => {
    expect(listWith({ status: 'connected', attempt })[1]).toEqual({
      peerId: benId,
      name: 'Ben',
      address: '10.0.0.2:6000',
      state: { status: 'connected' },
    });
  });

  test('has somebody without a name who has not introduced themselves', () => {
    const list = listPeople(self, meshWith({ status: 'awaited' }), new Map());
    expect(list[1]?.name).toBeUndefined();
  });

  test('has somebody without an address whom only the link is left of', () => {
    const mesh: MeshState = {
      self: annId,
      peers: new Map([[benId, { peerId: benId, member: undefined, link: { status: 'connected', attempt } }]]),
    };
    expect(listPeople(self, mesh, new Map())[1]?.address).toBeUndefined();
  });

  test('shows an IPv6 address in brackets', () => {
    const list = listWith({ status: 'awaited' }, memberOf(benId, 'fd00::7', 6_000));
    expect(list[1]?.address).toBe('[fd00::7]:6000');
  });

  test.each<readonly [link: MeshLink, words: string]>([
    [{ status: 'awaited' }, 'connecting'],
    [{ status: 'connecting', attempt, initiator: true }, 'connecting'],
    [{ status: 'connected', attempt }, 'connected'],
    [{ status: 'down', reason: { type: 'timed-out' } }, 'cannot connect: no way between your two devices was found'],
    [{ status: 'down', reason: { type: 'broke-protocol', detail: 'why' } }, 'cannot connect: dropped, because why'],
  ])('says of a link that is %j: %s', (link, words) => {
    const state = listWith(link)[1]?.state;
    expect(state && stateInWords(state)).toContain(words);
  });

  test('says which one is this browser’s person', () => {
    expect(stateInWords({ status: 'you' })).toBe('you');
  });
});
