import { msg, str } from '@lit/localize';
import type { PeerId } from '../../../shared/ids.ts';
import type { Person } from '../../state/views.ts';
import { shownName } from '../person-look.ts';

/** Who is typing, in words; empty while nobody is. */
export function typingSentence(typing: readonly PeerId[], people: readonly Person[]): string {
  const [first, second, ...more] = typing.map((peerId) =>
    shownName(people.find((person) => person.peerId === peerId)?.name),
  );
  if (first === undefined) return '';
  if (second === undefined) return msg(str`${first} is typing…`);
  if (more.length === 0) return msg(str`${first} and ${second} are typing…`);
  return msg('Several people are typing…');
}
