/**
 * What simple-peer needs of Node's streams. It extends Duplex, but Lanline sends past the stream and only listens: the
 * whole of `readable-stream`, with the Buffer that it brings, would be a sixth of the script that a browser loads.
 */

type Listener = (...values: unknown[]) => void;

export class Duplex {
  /** simple-peer reads these two when it is destroyed. */
  readonly _readableState = { ended: false };
  readonly _writableState = { finished: true };
  readonly #listeners = new Map<string, Set<Listener>>();
  /** What came before anybody listened. */
  #waiting: unknown[] = [];

  on(name: string, listener: Listener): this {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    if (name === 'data') queueMicrotask(() => this.#flow());
    return this;
  }

  once(name: string, listener: Listener): this {
    const once: Listener = (...values) => {
      this.removeListener(name, once);
      listener(...values);
    };
    return this.on(name, once);
  }

  removeListener(name: string, listener: Listener): this {
    this.#listeners.get(name)?.delete(listener);
    return this;
  }

  /** Throws an error that nobody listens to, as Node does. */
  emit(name: string, ...values: unknown[]): boolean {
    const listeners = [...(this.#listeners.get(name) ?? [])];
    if (name === 'error' && listeners.length === 0) throw values[0];
    for (const listener of listeners) listener(...values);
    return listeners.length > 0;
  }

  /** Takes what was received; null ends it. */
  push(chunk: unknown): void {
    if (chunk === null) this._readableState.ended = true;
    else this.#waiting.push(chunk);
    this.#flow();
  }

  #flow(): void {
    if (!this.#listeners.get('data')?.size) return;
    for (const chunk of this.#waiting.splice(0)) this.emit('data', chunk);
  }
}

/** As a whole, for who imports all of it. */
export default { Duplex };
