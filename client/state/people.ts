import type { PeerId } from '../../shared/ids.ts';
import type { Member } from '../../shared/signaling-protocol.ts';
import { isOpen, type MeshPeer, type MeshState } from '../net/mesh-state.ts';
import { linkSentence } from './sentences.ts';
import type { Person, PersonState } from './views.ts';

/** The list of people: this browser's person first, the others as the mesh knows them. */
export function listPeople(
  self: { readonly name: string; readonly member: Member },
  mesh: MeshState,
  names: ReadonlyMap<PeerId, string>,
): readonly Person[] {
  const you: Person = {
    peerId: self.member.peerId,
    name: self.name,
    address: addressOf(self.member),
    state: { status: 'you' },
    linked: false,
  };
  const others = [...mesh.peers.values()].map((peer) => ({
    peerId: peer.peerId,
    name: names.get(peer.peerId),
    address: peer.member && addressOf(peer.member),
    state: stateOf(peer, names.has(peer.peerId)),
    linked: isOpen(peer.link),
  }));
  return [you, ...others];
}

/** A port of 0 is one that the server does not know: they come by a proxy. */
function addressOf({ address, port }: Member): string {
  if (port === 0) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** `wasLinked` is whether they have introduced themselves before. */
function stateOf({ link, away }: MeshPeer, wasLinked: boolean): PersonState {
  if (link.status === 'connected') return { status: 'connected' };
  if (link.status === 'down') return { status: 'cannot-connect', reason: linkSentence(link.reason) };
  if (away) return { status: 'away' };
  if (link.status === 'resting') return { status: 'cannot-connect', reason: linkSentence(link.reason) };
  return { status: wasLinked ? 'reconnecting' : 'connecting' };
}

/** A person's state in words. */
export function stateInWords(state: PersonState): string {
  switch (state.status) {
    case 'you':
      return 'you';
    case 'connecting':
    case 'connected':
    case 'reconnecting':
    case 'away':
      return state.status;
    case 'cannot-connect':
      return `cannot connect: ${state.reason}`;
  }
}
