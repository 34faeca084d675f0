import type { ConversationEntry } from '../../state/views.ts';
import { Turns } from '../../turns.ts';
import { foldText } from './search-text.ts';

/** Finds messages by what they say. Each text is folded once, for as long as its entry is there. */
export class MessageSearch {
  readonly #folded = new WeakMap<ConversationEntry, string>();

  /** Ids of the messages that have `query` in them, in order. Rejects with the signal's reason when it is aborted. */
  async find(entries: readonly ConversationEntry[], query: string, signal: AbortSignal): Promise<readonly string[]> {
    const wanted = foldText(query);
    if (wanted === '') return [];
    const turns = new Turns(signal);
    const found: string[] = [];
    for (const entry of entries) {
      if (this.#textOf(entry).includes(wanted)) found.push(entry.id);
      if (turns.isOver) await turns.next();
    }
    return found;
  }

  #textOf(entry: ConversationEntry): string {
    const known = this.#folded.get(entry);
    if (known !== undefined) return known;
    const folded = entry.type === 'message' ? foldText(entry.text) : '';
    this.#folded.set(entry, folded);
    return folded;
  }
}

/** The match that is gone to when the messages that match have changed: the same one if it is still there, or else the newest. */
export const matchAfterChange = (current: string | undefined, matches: readonly string[]): string | undefined =>
  current !== undefined && matches.includes(current) ? current : matches.at(-1);

/** The match before or after the current one; after the last comes the first. */
export function neighbourOf(current: string | undefined, matches: readonly string[], step: -1 | 1): string | undefined {
  const index = current === undefined ? -1 : matches.indexOf(current);
  return matches.at((index + step) % matches.length);
}
