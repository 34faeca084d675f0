import type { PeerId } from '../../shared/ids.ts';
import type { Member } from '../../shared/signaling-protocol.ts';
import type { MeshLink, MeshState } from '../net/mesh.ts';
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
  };
  const others = [...mesh.peers.values()].map(({ peerId, member, link }) => ({
    peerId,
    name: names.get(peerId),
    address: member && addressOf(member),
    state: stateOf(link),
  }));
  return [you, ...others];
}

const addressOf = ({ address, port }: Member) =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

function stateOf(link: MeshLink): PersonState {
  switch (link.status) {
    case 'awaited':
    case 'connecting':
      return { status: 'connecting' };
    case 'connected':
      return { status: 'connected' };
    case 'down':
      return { status: 'cannot-connect', reason: linkSentence(link.reason) };
  }
}

/** A person's state in words. */
export function stateInWords(state: PersonState): string {
  switch (state.status) {
    case 'you':
      return 'you';
    case 'connecting':
    case 'connected':
      return state.status;
    case 'cannot-connect':
      return `cannot connect: ${state.reason}`;
  }
}
