import type { ReactiveControllerHost } from 'lit';
import type { Suggestion } from './suggestions.ts';

export interface SuggestionChoiceOptions {
  /** What the draft can become now. */
  readonly find: () => readonly Suggestion[];
  readonly draft: () => string;
  readonly choose: (suggestion: Suggestion) => void;
}

/** Which suggestion is chosen by keys, and whether they are shown at all. */
export class SuggestionChoice {
  activeIndex = 0;
  private isClosed = false;
  private readonly host: ReactiveControllerHost;
  private readonly options: SuggestionChoiceOptions;

  constructor(host: ReactiveControllerHost, options: SuggestionChoiceOptions) {
    this.host = host;
    this.options = options;
  }

  get shown(): readonly Suggestion[] {
    return this.isClosed ? [] : this.options.find();
  }

  open(): void {
    this.activeIndex = 0;
    this.isClosed = false;
    this.host.requestUpdate();
  }

  close(): true {
    this.isClosed = true;
    this.host.requestUpdate();
    return true;
  }

  /** Whether the shown list took the key. */
  handleKey({ key, shiftKey }: KeyboardEvent): boolean {
    const active = this.shown[this.activeIndex];
    if (active === undefined) return false;
    switch (key) {
      case 'ArrowDown':
        return this.move(1);
      case 'ArrowUp':
        return this.move(-1);
      case 'Escape':
        return this.close();
      case 'Tab':
        return !shiftKey && this.choose(active);
      case 'Enter':
        // What is typed out is sent, not completed once more.
        return !shiftKey && active.typedOut !== this.options.draft().toLowerCase() && this.choose(active);
      default:
        return false;
    }
  }

  private move(by: 1 | -1): true {
    const { length } = this.shown;
    this.activeIndex = (this.activeIndex + by + length) % length;
    this.host.requestUpdate();
    return true;
  }

  private choose(suggestion: Suggestion): true {
    this.options.choose(suggestion);
    return true;
  }
}
