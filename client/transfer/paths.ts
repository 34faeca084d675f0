import { PATH_LENGTH_MAX, PATH_NAME_BYTES_MAX } from '../../shared/limits.ts';

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
  return path.split('/').map(nameProblem).find(Boolean);
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'a path has an empty name or starts at the root';
  if (name === '.' || name === '..') return 'a path leads out of its folder';
  if (utf8.encode(name).length > PATH_NAME_BYTES_MAX) return 'a file name is too long';
  return undefined;
}

/** The name of a chosen file, made fit for {@link pathProblem}. It differs only for names that few systems could save. */
export function toSafeName(name: string): string {
  const replaced = name.replace(/[\p{Cc}\p{Cs}\\/]/gu, '_').replace(driveLetter, (drive) => `${drive.charAt(0)}_`);
  if (replaced === '' || replaced === '.' || replaced === '..') return 'file';
  return cutName(replaced, 0).join('');
}

/** Room for ` (200000)`, in bytes: the largest number that a transfer can need. */
const MARK_BYTES = 9;

/** The stem and the extension of a name; the stem is cut until both fit beside `spareBytes`. */
function cutName(name: string, spareBytes: number): [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 20 ? name.slice(dot) : '';
  let stem = [...name.slice(0, name.length - extension.length)];
  const fits = () => utf8.encode(stem.join('') + extension).length + spareBytes <= PATH_NAME_BYTES_MAX;
  while (!fits()) stem = stem.slice(0, -1);
  return [stem.join(''), extension];
}

/** `names` with ` (2)`, ` (3)` … before the extension of repeated ones, as file managers do. */
export function makeUnique(names: readonly string[]): string[] {
  const taken = new Set<string>();
  /** The number that comes next: thousands of equal names must not be counted from the start each time. */
  const numbers = new Map<string, number>();
  const renumber = (name: string) => {
    const [stem, extension] = cutName(name, MARK_BYTES);
    const number = numbers.get(stem + extension) ?? 2;
    numbers.set(stem + extension, number + 1);
    return `${stem} (${number})${extension}`;
  };
  return names.map((name) => {
    let unique = name;
    while (taken.has(unique)) unique = renumber(name);
    taken.add(unique);
    return unique;
  });
}
