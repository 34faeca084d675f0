import type { ConversationEntry } from '../../state/views.ts';
import { hasMovedAway, nextStretch, type Stretch, stretchAround, stretchAtEnd } from './shown-stretch.ts';

/** Which entries are in the document: those around where somebody reads, brought into it step by step. */
export class ShownEntries {
  /** Everything that was said, in order. */
  all: readonly ConversationEntry[] = [];
  stretch: Stretch = stretchAtEnd(0);

  /** Whether the newest entry is another one than before this step. */
  hasNews = false;
  /** Whether this step and the one before were at the end: then what is new in the document is new in the room. */
  followsEnd = false;
  /** Whether something is left out that has its place in the document: another step is to follow. */
  isShort = false;

  /** The entry around which the stretch lies, when it is not at the end. */
  #center: ConversationEntry | undefined;
  /** Ids of the entries that are in the document. */
  #ids: ReadonlySet<string> = new Set();

  /** Whether the last entry in the document is the newest one. */
  get hasEnd(): boolean {
    return this.stretch.end === this.all.length;
  }

  /** Takes the next step. It comes before each rendering, with all that was said until then. */
  step(all: readonly ConversationEntry[], isAtEnd: boolean): void {
    this.hasNews = all.at(-1)?.id !== this.all.at(-1)?.id;
    // A step brings either what is new or what is older, because only one of them is to be told aloud.
    const isNewOnly = this.isShort && this.hasNews;
    this.followsEnd = isAtEnd && this.#center === undefined && (isNewOnly || !this.isShort);
    this.all = all;
    if (isAtEnd) this.#center = undefined;
    const from = isAtEnd ? Math.max(0, all.length - 1) : this.#centerIndex();
    const wanted = isAtEnd ? stretchAtEnd(all.length) : stretchAround(from, all.length);
    const start = isNewOnly && isAtEnd ? this.#firstShown(wanted) : wanted.start;
    this.stretch = nextStretch({ ...wanted, start }, from, (index) => this.#isShown(index));
    this.isShort = this.stretch.start > wanted.start || this.stretch.end < wanted.end;
    this.#ids = new Set(all.slice(this.stretch.start, this.stretch.end).map(({ id }) => id));
  }

  /** The stretch is to lie around this entry, away from the end. */
  center(entry: ConversationEntry): void {
    this.#center = entry;
  }

  /** Somebody reads at that row of the document now. Answers whether a step is to follow. */
  noteReading(row: number): boolean {
    const index = this.stretch.start + row;
    const center = this.#center === undefined ? -1 : this.all.indexOf(this.#center);
    if (center !== -1 && !hasMovedAway(index, center)) return false;
    this.#center = this.all[index];
    this.isShort = true;
    return true;
  }

  /** What is no longer there was the oldest. */
  #centerIndex(): number {
    this.#center ??= this.all[this.stretch.start];
    const id = this.#center?.id;
    return Math.max(
      0,
      this.all.findIndex((entry) => entry.id === id),
    );
  }

  #firstShown({ start, end }: Stretch): number {
    for (let index = start; index < end; index++) if (this.#isShown(index)) return index;
    return start;
  }

  #isShown(index: number): boolean {
    const entry = this.all[index];
    return entry !== undefined && this.#ids.has(entry.id);
  }
}
