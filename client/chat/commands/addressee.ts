import type { PeerId } from '../../../shared/ids.ts';

interface Candidate {
  readonly peerId: PeerId;
  readonly name: string;
}

/** Whom a command is for, and what follows the name. */
export type Addressee =
  | { readonly type: 'found'; readonly peerId: PeerId; readonly name: string; readonly text: string }
  | { readonly type: 'nobody' }
  | { readonly type: 'several'; readonly names: readonly string[] };

/**
 * Finds the name at the start of `argument`. Names may have spaces: the longest one that stands there counts, by its
 * exact letters if several differ in case alone; otherwise the most words that only one name begins with.
 */
export function findAddressee(argument: string, people: readonly Candidate[]): Addressee {
  const named = people.filter(({ name }) => isWordStart(fold(argument), fold(name)));
  const longest = Math.max(...named.map(({ name }) => name.length));
  const best = named.filter(({ name }) => name.length === longest);
  const exact = best.filter(({ name }) => isWordStart(argument, name));
  const found = exact.length > 0 ? exact : best;
  if (found.length > 0) return decide(found, argument.slice(longest));
  return findByBeginning(argument, people);
}

function findByBeginning(argument: string, people: readonly Candidate[]): Addressee {
  const ends = [...argument.matchAll(/\S+/gu)].map(({ index, 0: word }) => index + word.length);
  for (const end of ends.toReversed()) {
    const beginning = fold(argument.slice(0, end));
    const found = people.filter(({ name }) => fold(name).startsWith(beginning));
    if (found.length > 0) return decide(found, argument.slice(end));
  }
  return { type: 'nobody' };
}

function decide(found: readonly Candidate[], rest: string): Addressee {
  const [one, ...more] = found;
  if (one === undefined) return { type: 'nobody' };
  if (more.length > 0) return { type: 'several', names: found.map(({ name }) => name) };
  return { type: 'found', ...one, text: rest.trim() };
}

/** Letter by letter, so that lengths stay as they are. */
const fold = (text: string) => text.replace(/./gsu, (letter) => sameLength(letter, letter.toLowerCase()));

const sameLength = (letter: string, folded: string) => (folded.length === letter.length ? folded : letter);

const isWordStart = (text: string, name: string) => text.startsWith(name) && /^(?:\s|$)/u.test(text.slice(name.length));
