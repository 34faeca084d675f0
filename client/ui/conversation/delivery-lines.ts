import { msg, str } from '@lit/localize';
import type { PeerId } from '../../../shared/ids.ts';
import type { ConversationEntry, Delivery, Person } from '../../state/views.ts';
import { formatList } from '../format.ts';
import { shownName } from '../person-look.ts';

/**
 * What stands below own messages, by their ids: to whom the newest one was delivered, and of each one to whom it was
 * not. Nothing stands below where that says nothing.
 */
export function deliveryLines(
  entries: readonly ConversationEntry[],
  people: readonly Person[],
): ReadonlyMap<string, string> {
  const others = people.filter(({ state }) => state.status !== 'you');
  const lines = new Map<string, string>();
  /** Who has got something newer: nothing that they lack is under way. */
  const ahead = new Set<PeerId>();
  let isNewest = true;
  for (const entry of entries.toReversed()) {
    if (entry.type !== 'message' || entry.delivery === undefined) continue;
    const line = lineOf(entry.delivery, others, ahead, isNewest);
    if (line !== undefined) lines.set(entry.id, line);
    for (const peerId of entry.delivery.deliveredTo) ahead.add(peerId);
    isNewest = false;
  }
  return lines;
}

/** Whoever came later gets a message as history: only they who were here when it was said are waited for. */
function lineOf(
  { audience, deliveredTo }: Delivery,
  others: readonly Person[],
  ahead: ReadonlySet<PeerId>,
  isNewest: boolean,
): string | undefined {
  const missing = others.filter(({ peerId }) => audience.has(peerId) && !deliveredTo.has(peerId));
  const isStuck = ({ peerId, state }: Person) => state.status !== 'connected' || ahead.has(peerId);
  if (missing.some(isStuck)) return msg(str`Not delivered to ${namesOf(missing)} yet`);
  if (!isNewest) return undefined;
  return missing.length > 0 ? msg('Sending') : deliveredSentence(others, deliveredTo);
}

function deliveredSentence(others: readonly Person[], deliveredTo: ReadonlySet<PeerId>): string | undefined {
  const reached = others.filter(({ peerId }) => deliveredTo.has(peerId));
  if (reached.length === 0) return undefined;
  return reached.length > 1 && reached.length === others.length
    ? msg('Delivered to everyone')
    : msg(str`Delivered to ${namesOf(reached)}`);
}

const namesOf = (people: readonly Person[]) => formatList(people.map(({ name }) => shownName(name)));
