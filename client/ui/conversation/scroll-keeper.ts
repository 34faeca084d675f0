import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Closer to the end than this counts as there, in CSS pixels. */
const NEAR_PX = 40;

/** What scrolls, and what is in it. */
export interface ScrollBox {
  readonly box: HTMLElement;
  readonly content: HTMLElement;
  /** What stays where it is while other rows come and go, from top to bottom. */
  readonly rows: () => ArrayLike<Element>;
  /** Whether the last row is the end of everything. */
  readonly hasEnd: () => boolean;
  /** Somebody reads at that row now, and not at the end. */
  readonly reading: (row: number) => void;
}

/**
 * Keeps a scrolling box at its end while its content grows, until the person scrolls up. From then on what they read
 * stays where it is, whatever is put in or taken out around it.
 */
export class ScrollKeeper implements ReactiveController {
  isAtEnd = true;

  private readonly host: ReactiveControllerHost;
  private readonly observer = new ResizeObserver(() => this.keep());
  private scrolled: ScrollBox | undefined;
  /** Where the box was when it was last looked at. */
  private seen: ScrollPosition = { scrollTop: 0, scrollHeight: 0, clientHeight: 0 };
  /** The topmost row that is seen, and how far below the top of the box it begins, in CSS pixels. */
  private anchor: { readonly row: Element; readonly offset: number } | undefined;
  /** Whether other rows have come since then, for which the anchor has not been put back to its place yet. */
  private isStale = false;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  watch(scrolled: ScrollBox): void {
    this.scrolled = scrolled;
    this.observer.observe(scrolled.box);
    this.observer.observe(scrolled.content);
    scrolled.box.addEventListener('scroll', () => this.noteScroll(scrolled), { passive: true });
  }

  toEnd(): void {
    this.isAtEnd = true;
    this.keep();
    this.host.requestUpdate();
  }

  /** Goes to a row, and away from the end. */
  toRow(row: Element): void {
    this.isAtEnd = false;
    row.scrollIntoView({ block: 'center' });
    if (this.scrolled !== undefined) this.takeAnchor(this.scrolled);
  }

  /** What is read is to stay, although the end is in sight. */
  leaveEnd(): void {
    this.isAtEnd = false;
  }

  hostDisconnected(): void {
    this.observer.disconnect();
  }

  /** Elements inside the rows render after the rows: before the next frame all of it is there. */
  hostUpdated(): void {
    this.isStale = true;
    requestAnimationFrame(() => this.keep());
  }

  private keep(): void {
    if (this.scrolled === undefined) return;
    const { box } = this.scrolled;
    if (this.isAtEnd) {
      box.scrollTop = box.scrollHeight;
      this.takeAnchor(this.scrolled);
    } else {
      this.putBack(box);
      this.noteSeen(box);
    }
  }

  private noteSeen(box: HTMLElement): void {
    this.seen = positionOf(box);
    this.isStale = false;
  }

  /** Puts the anchor to its place, or so far from it as the person has scrolled meanwhile, in CSS pixels. */
  private putBack(box: HTMLElement, scrolledPx = 0): void {
    if (this.anchor?.row.isConnected !== true) return;
    box.scrollTop += offsetIn(box, this.anchor.row) - (this.anchor.offset - scrolledPx);
  }

  private noteScroll(scrolled: ScrollBox): void {
    const position = positionOf(scrolled.box);
    const wasAtEnd = this.isAtEnd;
    const isNearEnd = position.scrollHeight - position.scrollTop - position.clientHeight < NEAR_PX;
    this.isAtEnd = (wasAtEnd && !hasScrolledUp(this.seen, position)) || (isNearEnd && scrolled.hasEnd());
    // Otherwise what is at the top now would be taken for what somebody reads.
    if (this.isStale && !this.isAtEnd) this.putBack(scrolled.box, position.scrollTop - this.seen.scrollTop);
    const row = this.takeAnchor(scrolled);
    if (!this.isAtEnd) scrolled.reading(row);
    if (this.isAtEnd !== wasAtEnd) this.host.requestUpdate();
  }

  /** Answers its number. */
  private takeAnchor({ box, rows }: ScrollBox): number {
    const all = rows();
    const number = firstSeen(box, all);
    const row = all[number];
    this.anchor = row && { row, offset: offsetIn(box, row) };
    this.noteSeen(box);
    return number;
  }
}

/** In CSS pixels, as the DOM names them. */
type ScrollPosition = Pick<Element, 'scrollTop' | 'scrollHeight' | 'clientHeight'>;

const positionOf = ({ scrollTop, scrollHeight, clientHeight }: Element): ScrollPosition => ({
  scrollTop,
  scrollHeight,
  clientHeight,
});

/** Whether a person did that: a browser, too, moves up what would end below its box when that grows. */
function hasScrolledUp(before: ScrollPosition, now: ScrollPosition): boolean {
  const grown = Math.max(0, now.clientHeight - before.clientHeight);
  const shrunk = Math.max(0, before.scrollHeight - now.scrollHeight);
  return before.scrollTop - now.scrollTop > grown + shrunk + 1;
}

const offsetIn = (box: Element, row: Element) => row.getBoundingClientRect().top - box.getBoundingClientRect().top;

/** The number of the first row that ends below the top of the box. */
function firstSeen(box: Element, rows: ArrayLike<Element>): number {
  const { top } = box.getBoundingClientRect();
  let [low, high] = [0, Math.max(0, rows.length - 1)];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && row.getBoundingClientRect().bottom <= top) low = middle + 1;
    else high = middle;
  }
  return low;
}
