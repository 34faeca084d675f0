import type { ConversationEntry } from '../../state/views.ts';
import { isSameDay } from '../format.ts';

/** Messages of one author closer than this stand under one name, in ms. */
const GROUP_GAP_MS = 5 * 60 * 1000;

/** One entry, and how it stands to the one before it. */
export interface ConversationLine {
  readonly entry: ConversationEntry;
  readonly startsDay: boolean;
  /** Goes on with what the same person just said: name and time are not repeated. */
  readonly continues: boolean;
}

/** Those from index `start` on and before `end`; how they stand to the rest does not depend on what is shown of it. */
export function arrangeLines(
  entries: readonly ConversationEntry[],
  start = 0,
  end = entries.length,
): ConversationLine[] {
  return entries.slice(start, end).map((entry, at) => {
    const before = entries[start + at - 1];
    const startsDay = before === undefined || !isSameDay(before.at, entry.at);
    return { entry, startsDay, continues: !startsDay && continuesFrom(before, entry) };
  });
}

function continuesFrom(before: ConversationEntry, entry: ConversationEntry): boolean {
  if (before.type !== 'message' || entry.type !== 'message') return false;
  // An action has its author's name in its line, and nothing stands under it.
  if (before.action === true || entry.action === true) return false;
  return before.authorId === entry.authorId && entry.at - before.at < GROUP_GAP_MS;
}
