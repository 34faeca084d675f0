import { describe, expect, test } from 'vitest';
import type { MeshLink, MeshPeer } from '../../../client/net/mesh-state.ts';
import { whyNotLetIn } from '../../../client/state/letting-in.ts';
import { fakeAttemptId, fakePeerId } from '../../support/fake-ids.ts';

const attempt = fakeAttemptId(1);
const wrong: MeshLink = { status: 'down', reason: { type: 'wrong-code' } };
const tooMany: MeshLink = { status: 'down', reason: { type: 'too-many-tries' } };
const intercepted: MeshLink = { status: 'down', reason: { type: 'intercepted' } };
const resting: MeshLink = { status: 'resting', reason: { type: 'timed-out' } };
const connecting: MeshLink = { status: 'connecting', attempt, initiator: true, answered: false };
const connected: MeshLink = { status: 'connected', attempt, initiator: true };
const awaited: MeshLink = { status: 'awaited' };

/** The first two were here first. */
const hosts = new Set([fakePeerId(1), fakePeerId(2)]);

function whyNot(links: readonly MeshLink[], isAway: (index: number) => boolean = () => false) {
  const peers = links.map((link, at): [MeshPeer['peerId'], MeshPeer] => {
    const peerId = fakePeerId(at + 1);
    return [peerId, { peerId, member: undefined, away: isAway(at), failures: 0, link }];
  });
  return whyNotLetIn({ self: fakePeerId(9), peers: new Map(peers) }, hosts);
}

describe('nobody lets a newcomer in', () => {
  test.each([
    ['when everybody has another code', [wrong, wrong], 'wrong-code'],
    ['when the only one has another code', [wrong], 'wrong-code'],
    ['when everybody has had enough tries', [tooMany, tooMany], 'too-many-tries'],
    ['when one has another code and the other has had enough tries', [tooMany, wrong], 'wrong-code'],
    ['when one has another code and the other cannot be reached', [resting, wrong], 'wrong-code'],
    ['when one has another code and somebody is between them and the other', [intercepted, wrong], 'wrong-code'],
  ] as const)('%s', (_when, links, reason) => {
    expect(whyNot(links)).toBe(reason);
  });

  test('when one has another code and the other is away', () => {
    expect(whyNot([awaited, wrong], (at) => at === 0)).toBe('wrong-code');
  });

  test('whatever those say who came later', () => {
    expect(whyNot([wrong, wrong, connected])).toBe('wrong-code');
  });
});

describe('somebody may let a newcomer in', () => {
  test.each([
    ['while nobody is there', []],
    ['while one is still asked', [wrong, connecting]],
    ['while one is still to call', [wrong, awaited]],
    ['when one has done so', [wrong, connected]],
    ['when nobody has another code', [resting, resting]],
    ['when somebody is between all of them', [intercepted, intercepted]],
    ['when only somebody who came later has another code', [resting, resting, wrong]],
  ] as const)('%s', (_when, links) => {
    expect(whyNot(links)).toBeUndefined();
  });
});
