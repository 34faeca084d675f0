import type { PeerId } from '../../shared/ids.ts';
import type { MeshPeer, MeshState } from '../net/mesh-state.ts';

/** Why nobody in a room lets somebody in. */
export type NotLetIn = 'wrong-code' | 'too-many-tries';

const reasons: readonly NotLetIn[] = ['wrong-code', 'too-many-tries'];

/**
 * Undefined while one of those who were here first may still let this browser in, or when nobody of them has refused it.
 * Whoever cannot be reached cannot be asked.
 */
export function whyNotLetIn({ peers }: MeshState, hosts: ReadonlySet<PeerId>): NotLetIn | undefined {
  const present = [...peers.values()].filter(({ peerId }) => hosts.has(peerId));
  if (present.some(mayLetIn)) return undefined;
  return reasons.find((reason) => present.some(({ link }) => link.status === 'down' && link.reason.type === reason));
}

/** They are linked, or that is still under way. */
const mayLetIn = ({ link, away }: MeshPeer) => !away && link.status !== 'down' && link.status !== 'resting';
