import type { ConversationEntry, TransferView } from '../../state/views.ts';

export type NewsEntry = Exclude<ConversationEntry, { type: 'notice' }>;

type Transfers = Readonly<Record<string, TransferView>>;

/** Whether it was meant for the person at this page: what others say and offer. */
export const isNews = (entry: ConversationEntry, transfers: Transfers): entry is NewsEntry =>
  (entry.type === 'message' && !entry.own) ||
  (entry.type === 'transfer' && transfers[entry.transfer]?.direction === 'incoming');

/** How many there are since `since`, in ms of wall time. */
export const countNews = (entries: readonly ConversationEntry[], transfers: Transfers, since: number): number =>
  entries.filter((entry) => entry.at >= since && isNews(entry, transfers)).length;

/** What came while nobody looked. A history that comes late counts for when it was said. */
export class Unread {
  #since = Number.POSITIVE_INFINITY;
  #count = 0;
  readonly #noticed = new Set<string>();

  get count(): number {
    return this.#count;
  }

  /** Nobody looks from now on. `now` is wall time in ms. */
  lookAway(now: number): void {
    this.#since = now;
  }

  lookBack(): void {
    this.#since = Number.POSITIVE_INFINITY;
    this.#count = 0;
    this.#noticed.clear();
  }

  /** Counts anew; answers what was not there the last time. */
  update(entries: readonly ConversationEntry[], transfers: Transfers): readonly NewsEntry[] {
    const news = entries.filter((entry) => entry.at >= this.#since).filter((entry) => isNews(entry, transfers));
    this.#count = news.length;
    const fresh = news.filter(({ id }) => !this.#noticed.has(id));
    for (const { id } of fresh) this.#noticed.add(id);
    return fresh;
  }
}
