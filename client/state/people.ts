import { msg, str } from '@lit/localize';
import type { Member } from '../../shared/signaling-protocol.ts';
import { isRelayed } from '../net/link-report.ts';
import { isOpen, type MeshPeer, type MeshState } from '../net/mesh-state.ts';
import type { Acquaintance, Acquaintances } from './acquaintances.ts';
import { causeSentence, linkSentence } from './sentences.ts';
import type { Person, PersonState } from './views.ts';

/** The list of people: this browser's person first, the others as the mesh knows them. */
export function listPeople(
  self: { readonly name: string; readonly member: Member },
  mesh: MeshState,
  acquaintances: Pick<Acquaintances, 'of'>,
): readonly Person[] {
  const you: Person = {
    peerId: self.member.peerId,
    name: self.name,
    address: addressOf(self.member),
    state: { status: 'you' },
    recognition: undefined,
    roundTripMs: undefined,
    linked: false,
  };
  const others = [...mesh.peers.values()].map((peer) => describe(peer, acquaintances.of(peer.peerId)));
  return [you, ...others];
}

/**
 * The list as it is now, of the old objects as far as they say the same, and the old one itself when all of them do: the
 * mesh changes much more often than what is shown of it, and only what is new must be drawn.
 */
export function keepSame(before: readonly Person[], now: readonly Person[]): readonly Person[] {
  const known = new Map(before.map((person) => [person.peerId, person]));
  const people = now.map((person) => {
    const same = known.get(person.peerId);
    return same !== undefined && JSON.stringify(same) === JSON.stringify(person) ? same : person;
  });
  const isSame = people.length === before.length && people.every((person, index) => person === before[index]);
  return isSame ? before : people;
}

const describe = (peer: MeshPeer, acquaintance: Acquaintance): Person => ({
  peerId: peer.peerId,
  name: acquaintance.name,
  address: peer.member && addressOf(peer.member),
  state: stateOf(peer, acquaintance),
  recognition: acquaintance.recognition,
  roundTripMs: acquaintance.report?.route?.roundTripMs,
  linked: isOpen(peer.link),
});

/** A port of 0 is one that the server does not know: they come by a proxy. */
function addressOf({ address, port }: Member): string {
  if (port === 0) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function stateOf({ link, away, failures }: MeshPeer, { name, report, cause }: Acquaintance): PersonState {
  const route = report?.route;
  if (link.status === 'connected') return { status: 'connected', relayed: route !== undefined && isRelayed(route) };
  if (link.status === 'down') return { status: 'cannot-connect', reason: linkSentence(link.reason) };
  if (away) return { status: 'away' };
  // It stays said while another attempt is made in the same way.
  if (cause !== undefined && failures > 0) return { status: 'cannot-connect', reason: causeSentence(cause) };
  if (link.status === 'resting') return { status: 'cannot-connect', reason: linkSentence(link.reason) };
  return { status: name === undefined ? 'connecting' : 'reconnecting' };
}

/** A person's state in words. */
export function stateInWords(state: PersonState): string {
  switch (state.status) {
    case 'you':
      return msg('you');
    case 'connecting':
      return msg('connecting');
    case 'reconnecting':
      return msg('reconnecting');
    case 'away':
      return msg('away');
    case 'connected':
      return state.relayed ? msg('connected through a relay') : msg('connected');
    case 'cannot-connect':
      return msg(str`cannot connect: ${state.reason}`);
  }
}
