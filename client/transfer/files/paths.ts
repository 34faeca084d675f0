import { PATH_DEPTH_MAX, PATH_LENGTH_MAX, PATH_NAME_BYTES_MAX } from '../../../shared/limits.ts';

/** Paths inside a transfer: names joined by `/`, which must stay inside the folder that they are saved to. */

// Control characters (Cc), which includes NUL, and unpaired surrogates (Cs), which no file system keeps.
const unsavable = /[\p{Cc}\p{Cs}\\]/u;
const driveLetter = /^[a-z]:/i;

const utf8 = new TextEncoder();

/** What is wrong with a path that came from elsewhere; undefined when it is safe. */
export function pathProblem(path: string): string | undefined {
  if (path.length > PATH_LENGTH_MAX) return 'a path is too long';
  if (unsavable.test(path)) return 'a path holds characters that cannot be saved';
  if (driveLetter.test(path)) return 'a path names a drive';
  const names = path.split('/');
  if (names.length > PATH_DEPTH_MAX) return 'a path is too deep';
  return names.map(nameProblem).find(Boolean);
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'a path has an empty name or starts at the root';
  if (name === '.' || name === '..') return 'a path leads out of its folder';
  return lengthWithin(name, PATH_NAME_BYTES_MAX) === name.length ? undefined : 'a file name is too long';
}

/** The last name of a path: the file's own. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The folder that a path is in; empty for one at the top. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A single name, made fit for {@link pathProblem}. It differs only for names that few systems could save. */
export function toSafeName(name: string): string {
  const replaced = name.replace(/[\p{Cc}\p{Cs}\\/]/gu, '_').replace(driveLetter, (drive) => `${drive.charAt(0)}_`);
  if (replaced === '' || replaced === '.' || replaced === '..') return 'file';
  return cutName(replaced, PATH_NAME_BYTES_MAX).join('');
}

/** ` (200000)`, which {@link UniqueNames} may append: the largest number that a transfer can need. */
const MARK_LENGTH = ' (200000)'.length;
const SAFE_PATH_LENGTH_MAX = PATH_LENGTH_MAX - MARK_LENGTH;

/** A whole path, made fit for {@link pathProblem}: each name made safe, folders kept, with room left for a mark. */
export function toSafePath(path: string): string {
  if (path.length <= SAFE_PATH_LENGTH_MAX && pathProblem(path) === undefined) return path;
  const all = path.split('/').filter((name) => name !== '');
  // Deeper than any real folder: the innermost ones become one.
  const names = all.length > PATH_DEPTH_MAX ? [...all.slice(0, PATH_DEPTH_MAX - 1), all.at(-1) ?? ''] : all;
  const safe = names.map(toSafeName).join('/') || 'file';
  if (safe.length <= SAFE_PATH_LENGTH_MAX) return safe;
  const lengthMax = Math.floor((SAFE_PATH_LENGTH_MAX + 1) / names.length) - 1;
  return safe
    .split('/')
    .map((name) => (name.length > lengthMax ? cutName(name, lengthMax).join('') : name))
    .join('/');
}

/** The stem and the extension of a name; the stem is cut until both have at most `bytesMax` bytes. */
function cutName(name: string, bytesMax: number): [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  const short = dot > 0 && name.length - dot <= 20 ? name.slice(dot) : '';
  const extension = lengthWithin(short, bytesMax) === short.length ? short : '';
  const stem = name.slice(0, name.length - extension.length);
  return [stem.slice(0, lengthWithin(stem, bytesMax - utf8.encode(extension).length)), extension];
}

/** How many UTF-16 code units of a text fit into so many bytes of UTF-8, whole characters only. */
function lengthWithin(text: string, bytesMax: number): number {
  // A code unit takes 3 bytes at most.
  if (text.length * 3 <= bytesMax) return text.length;
  return utf8.encodeInto(text, new Uint8Array(bytesMax)).read;
}

/** Gives names out once each: ` (2)`, ` (3)` … come before the extension of repeated ones, as in file managers. */
export class UniqueNames {
  readonly #taken: Set<string>;
  /** The number that comes next: thousands of equal names must not be counted from the start each time. */
  readonly #numbers = new Map<string, number>();

  readonly #keyOf: (name: string) => string;

  /** `taken` are names that are not free, and what is given out is added to them. Names of one key are the same. */
  constructor(taken = new Set<string>(), keyOf = (name: string) => name) {
    this.#taken = taken;
    this.#keyOf = keyOf;
  }

  /** `path` itself, or with a number in its last name. */
  take(path: string): string {
    let unique = path;
    while (this.#taken.has(this.#keyOf(unique))) unique = this.#renumber(path);
    this.#taken.add(this.#keyOf(unique));
    return unique;
  }

  #renumber(path: string): string {
    const name = baseName(path);
    const [stem, extension] = cutName(name, PATH_NAME_BYTES_MAX - MARK_LENGTH);
    const start = path.slice(0, path.length - name.length) + stem;
    const key = this.#keyOf(start + extension);
    const number = this.#numbers.get(key) ?? 2;
    this.#numbers.set(key, number + 1);
    return `${start} (${number})${extension}`;
  }
}

/** All of `names`, each once. */
export function makeUnique(names: readonly string[]): string[] {
  const unique = new UniqueNames();
  return names.map((name) => unique.take(name));
}
