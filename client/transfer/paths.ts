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
  return shorten(replaced);
}

/** Cuts the stem, not the extension, until the name fits. */
function shorten(name: string): string {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 20 ? name.slice(dot) : '';
  let stem = [...name.slice(0, name.length - extension.length)];
  const fits = () => utf8.encode(stem.join('') + extension).length <= PATH_NAME_BYTES_MAX;
  while (!fits()) stem = stem.slice(0, -1);
  return stem.join('') + extension;
}

/** `names` with ` (2)`, ` (3)` … before the extension of repeated ones, as file managers do. */
export function makeUnique(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const unique = firstFree(name, taken);
    taken.add(unique);
    return unique;
  });
}

function firstFree(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const cut = dot > 0 ? dot : name.length;
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) {
    candidate = `${name.slice(0, cut)} (${number})${name.slice(cut)}`;
  }
  return candidate;
}
