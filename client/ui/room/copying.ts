import { msg } from '@lit/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { assertNever } from '../../../shared/assert-never.ts';
import { copyText } from './copy-text.ts';

const RESULT_SHOWN_MS = 4_000;

/** Copies for an element, which shows for a while what came of it. */
export class Copying implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #result: 'none' | 'copied' | 'refused' = 'none';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get hasCopied(): boolean {
    return this.#result === 'copied';
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  async copy(text: string): Promise<void> {
    this.#show((await copyText(text)) ? 'copied' : 'refused');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show('none'), RESULT_SHOWN_MS);
  }

  /** Empty when there is nothing to say. `refused` is what to do when the browser did not copy. */
  inWords(refused: string): string {
    switch (this.#result) {
      case 'none':
        return '';
      case 'copied':
        return msg('Copied');
      case 'refused':
        return refused;
      default:
        return assertNever(this.#result);
    }
  }

  #show(result: 'none' | 'copied' | 'refused'): void {
    this.#result = result;
    this.#host.requestUpdate();
  }
}
