import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Closer to the end than this counts as there, in CSS pixels. */
const NEAR_PX = 40;

/** Keeps a scrolling box at its end while its content grows, until the person scrolls up. */
export class BottomKeeper implements ReactiveController {
  isAtBottom = true;

  private readonly host: ReactiveControllerHost;
  private readonly observer = new ResizeObserver(() => this.keep());
  private box: HTMLElement | undefined;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  /** Starts with the scrolling box and what grows in it. */
  watch(box: HTMLElement, content: HTMLElement): void {
    this.box = box;
    this.observer.observe(box);
    this.observer.observe(content);
    box.addEventListener('scroll', () => this.noteScroll(box), { passive: true });
  }

  toBottom(): void {
    this.isAtBottom = true;
    this.keep();
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.observer.disconnect();
  }

  private keep(): void {
    if (this.isAtBottom && this.box !== undefined) this.box.scrollTop = this.box.scrollHeight;
  }

  private noteScroll({ scrollHeight, scrollTop, clientHeight }: HTMLElement): void {
    const isAtBottom = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (isAtBottom === this.isAtBottom) return;
    this.isAtBottom = isAtBottom;
    this.host.requestUpdate();
  }
}
