import { msg, str } from '@lit/localize';
import { formatCount, formatList, formatListStart } from '../../languages/numbers.ts';
import type { Person } from '../../state/views.ts';
import { shownName } from '../person-look.ts';
import type { Flow, Flows } from './mesh-flows.ts';

/** More names than that are counted: nobody listens to a hundred. */
const NAMED_MAX = 8;

/** What the picture of the mesh shows, in words. */
export function meshInWords(others: readonly Person[], flows: Flows): string {
  const withState = (status: Person['state']['status']) => others.filter(({ state }) => state.status === status);
  const withFlow = (way: keyof Flow) => others.filter(({ peerId }) => flows.get(peerId)?.[way]);
  const connected = withState('connected');
  const parts: readonly (readonly [readonly Person[], (names: string) => string])[] = [
    [connected, (names) => msg(str`Linked to ${names}`)],
    [connected.filter(isRelayed), (names) => msg(str`By relay: ${names}`)],
    [withFlow('isReceiving'), (names) => msg(str`Receiving from ${names}`)],
    [withFlow('isSending'), (names) => msg(str`Sending to ${names}`)],
    [withState('connecting'), (names) => msg(str`Connecting to ${names}`)],
    [withState('reconnecting'), (names) => msg(str`Reconnecting to ${names}`)],
    [withState('cannot-connect'), (names) => msg(str`No link to ${names}`)],
    [withState('away'), (names) => msg(str`Away: ${names}`)],
  ];
  const sentences = parts.flatMap(([people, say]) => (people.length === 0 ? [] : [say(namesOf(people))]));
  return sentences.length === 0 ? msg('Linked to nobody yet') : sentences.join('. ');
}

const isRelayed = ({ state }: Person) => state.status === 'connected' && state.relayed;

function namesOf(people: readonly Person[]): string {
  const names = people.map(({ name }) => shownName(name));
  if (names.length <= NAMED_MAX) return formatList(names);
  const first = formatListStart(names.slice(0, NAMED_MAX - 1));
  return msg(str`${first} and ${formatCount(names.length - NAMED_MAX + 1)} more`);
}
