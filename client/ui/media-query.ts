import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The width at which a room has one pane instead of two. Style sheets name it, too: they cannot share it. */
export const NARROW = '(max-width: 47.5rem)';

/** Whether a media query holds; its element renders again when that changes. */
export class MediaQuery implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #query: MediaQueryList;

  constructor(host: ReactiveControllerHost, query: string) {
    this.#host = host;
    this.#query = matchMedia(query);
    host.addController(this);
  }

  get matches(): boolean {
    return this.#query.matches;
  }

  hostConnected(): void {
    this.#query.addEventListener('change', this.#update);
  }

  hostDisconnected(): void {
    this.#query.removeEventListener('change', this.#update);
  }

  readonly #update = () => this.#host.requestUpdate();
}
