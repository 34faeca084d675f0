import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CarriedItem } from './carried-files.ts';
import type { Findings } from './read-carried.ts';

/** Reads what drops and pastes carry, several at a time if need be, until done or cancelled. */
export class CarriedReading implements ReactiveController {
  /** How many files were found so far in the folders that are being read; undefined when none is. */
  get count(): number | undefined {
    if (this.counts.size === 0) return undefined;
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  private readonly host: ReactiveControllerHost;
  private readonly counts = new Map<symbol, number>();
  private reading = new AbortController();

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /** Undefined when it was cancelled. */
  async read(items: readonly CarriedItem[]): Promise<Findings | undefined> {
    const id = Symbol('reading');
    const { signal } = this.reading;
    const counted = (count: number) => {
      this.counts.set(id, count);
      this.host.requestUpdate();
    };
    try {
      if (items.some(({ type }) => type === 'folder')) counted(0);
      // Loaded with the first drop or paste: what they carry is taken out of them already.
      const { readCarried } = await import('./read-carried.ts');
      return await readCarried(items, { signal, counted });
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      this.counts.delete(id);
      this.host.requestUpdate();
    }
  }

  cancel(): void {
    this.reading.abort();
    this.reading = new AbortController();
  }
}
