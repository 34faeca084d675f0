import type { PeerId } from '../../shared/ids.ts';
import type { Cause } from '../net/diagnosis.ts';
import type { LinkReport } from '../net/link-report.ts';

/** What this browser knows of somebody besides how their link stands. */
export interface Acquaintance {
  /** Undefined until their browser has introduced itself. */
  readonly name?: string;
  /** Of the link, or of the last attempt to make one. */
  readonly report?: LinkReport;
  /** Why no link came about; known until one does. */
  readonly cause?: Cause;
}

/** Everybody in the room, as far as this browser has come to know them. */
export class Acquaintances {
  readonly #known = new Map<PeerId, Acquaintance>();

  of(peerId: PeerId): Acquaintance {
    return this.#known.get(peerId) ?? {};
  }

  /** They are linked, and have said their name. */
  meet(peerId: PeerId, name: string): void {
    this.#known.set(peerId, { name });
  }

  rename(peerId: PeerId, name: string): void {
    this.#known.set(peerId, { ...this.of(peerId), name });
  }

  /** Does nothing for somebody who has gone meanwhile. */
  measure(peerId: PeerId, report: LinkReport): void {
    const known = this.#known.get(peerId);
    if (known !== undefined) this.#known.set(peerId, { ...known, report });
  }

  /** No link came about. Answers whether the cause is another one than before. */
  miss(peerId: PeerId, report: LinkReport, cause: Cause): boolean {
    const before = this.of(peerId);
    this.#known.set(peerId, { ...before, report, cause });
    return JSON.stringify(before.cause) !== JSON.stringify(cause);
  }

  forget(peerId: PeerId): void {
    this.#known.delete(peerId);
  }
}
