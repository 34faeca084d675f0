import type { IdentityKey, PeerId } from '../../shared/ids.ts';
import type { Cause } from '../net/diagnosis.ts';
import type { LinkReport } from '../net/link-report.ts';
import type { KnownPeople, Recognition } from '../trust/known-people.ts';

/** What this browser knows of somebody besides how their link stands. */
export interface Acquaintance {
  /** Undefined until their browser has introduced itself. */
  readonly name?: string;
  /** Proved by their browser when it introduced itself. */
  readonly key?: IdentityKey;
  readonly recognition?: Recognition | undefined;
  /** What they were under the first name of this stay that is not somebody else's: names make nobody recognised. */
  readonly firstRecognition?: Recognition | undefined;
  /** Of the link, or of the last attempt to make one. */
  readonly report?: LinkReport;
  /** Why no link came about; known until one does. */
  readonly cause?: Cause;
}

/** Everybody in the room, as far as this browser has come to know them. */
export class Acquaintances {
  readonly #known = new Map<PeerId, Acquaintance>();
  readonly #people: KnownPeople;

  constructor(people: KnownPeople) {
    this.#people = people;
  }

  of(peerId: PeerId): Acquaintance {
    return this.#known.get(peerId) ?? {};
  }

  /** They are linked, have proved their key and said their name. */
  meet(peerId: PeerId, key: IdentityKey, name: string): Recognition {
    const recognition = this.#people.meet(key, name);
    this.#known.set(peerId, { name, key, recognition, firstRecognition: unlessOfAnother(recognition) });
    return recognition;
  }

  /** Answers undefined for somebody who has not been met. */
  rename(peerId: PeerId, name: string): Recognition | undefined {
    const known = this.of(peerId);
    if (known.key === undefined) return undefined;
    const recognition = this.#people.meet(known.key, name);
    // Who was new here stays so for this stay.
    const firstRecognition = known.firstRecognition ?? unlessOfAnother(recognition);
    const shown = recognition === 'name-of-another' ? recognition : firstRecognition;
    this.#known.set(peerId, { ...known, name, recognition: shown, firstRecognition });
    return recognition;
  }

  /** They are who they say, although their name was known with another key. */
  vouchFor(peerId: PeerId): void {
    const known = this.of(peerId);
    if (known.key === undefined || known.name === undefined) return;
    this.#people.remember(known.key, known.name);
    this.#known.set(peerId, { ...known, recognition: 'recognised', firstRecognition: 'recognised' });
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

const unlessOfAnother = (recognition: Recognition) => (recognition === 'name-of-another' ? undefined : recognition);
