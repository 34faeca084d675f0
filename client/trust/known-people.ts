import * as v from 'valibot';
import { type IdentityKey, identityKeySchema } from '../../shared/ids.ts';
import { KNOWN_PEOPLE_MAX } from '../../shared/limits.ts';
import { nameSchema } from '../../shared/names.ts';

/** What this browser can say of somebody whose key has just been proved. */
export type Recognition =
  /** It has not met this key. */
  | 'new'
  /** It has. */
  | 'recognised'
  /** It knows this name, with another key alone: it may be the same person elsewhere, or somebody who pretends. */
  | 'name-of-another';

const storedSchema = v.array(v.object({ key: identityKeySchema, name: nameSchema }));
type KnownPerson = v.InferOutput<typeof storedSchema>[number];

const KEY = 'lanline-people';

/** The part of `localStorage` that is needed, which all tabs share; it may throw where the browser forbids storage. */
export type PeopleStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Everybody whom this browser has met, by their keys. Where storage is forbidden, for as long as the page lives. */
export class KnownPeople {
  readonly #storage: PeopleStorage;
  /** Who was met last comes last. */
  #people: readonly KnownPerson[] = [];

  constructor(storage: PeopleStorage) {
    this.#storage = storage;
  }

  /** Remembers who was met, unless they come with the name of somebody else. */
  meet(key: IdentityKey, name: string): Recognition {
    this.#read();
    const isKnown = this.#people.some((person) => person.key === key);
    const namesakes = this.#people.filter((person) => foldName(person.name) === foldName(name));
    if (namesakes.length > 0 && !namesakes.some((person) => person.key === key)) return 'name-of-another';
    this.remember(key, name);
    return isKnown ? 'recognised' : 'new';
  }

  /** From now on, this is their name, whoever else has it. */
  remember(key: IdentityKey, name: string): void {
    this.#read();
    const others = this.#people.filter((person) => person.key !== key);
    this.#people = [...others, { key, name }].slice(-KNOWN_PEOPLE_MAX);
    try {
      this.#storage.setItem(KEY, JSON.stringify(this.#people));
    } catch {
      // Storage is forbidden or full: they are known to this page, which is all that can be done.
    }
  }

  /** Other tabs remember, too. */
  #read(): void {
    try {
      const stored = this.#storage.getItem(KEY);
      const parsed = v.safeParse(storedSchema, JSON.parse(stored ?? '[]'));
      if (stored !== null && parsed.success) this.#people = parsed.output;
    } catch {
      // Storage is forbidden, or what is in it is not ours: what this page knows stands.
    }
  }
}

/** Names that look the same are the same. */
const foldName = (name: string) => name.normalize('NFKC').toLowerCase();
