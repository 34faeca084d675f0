import { Turns } from '../../turns.ts';
import type { Manifest } from './manifest.ts';
import { baseName, parentOf, toSafeName, UniqueNames } from './paths.ts';

/**
 * Names of received files, as they are shown and saved: what a sender calls a file must neither mislead whoever reads
 * it nor harm whoever saves it, on any system.
 */

// Those that turn the order of what is shown (Unicode, property Bidi_Control), separators of lines, and what Windows has
// other uses for (Microsoft, "Naming Files, Paths, and Namespaces").
const unfit = /[\p{Bidi_Control}\p{Zl}\p{Zp}<>:"|?*]/gu;
/** Windows drops these. */
const end = /[. ]+$/;
/** Devices on Windows, whatever follows the first dot. */
const device = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)/i;

const underscores = (text: string) => '_'.repeat(text.length);

/** One name of a path. */
export function toSavableName(name: string): string {
  const fit = name.replace(unfit, '_').replace(end, underscores);
  return device.test(fit) ? toSafeName(`_${fit}`) : fit;
}

/** A whole path. Of the dots that hide files, only one at the top is unexpected: folders have theirs. */
export const toSavablePath = (path: string): string =>
  path
    .split('/')
    .map((name, depth) => (depth === 0 ? toSavableName(name).replace(/^\./, '_') : toSavableName(name)))
    .join('/');

/** The name of a download, whatever it is made of. */
export const toDownloadName = (name: string): string => toSavablePath(toSafeName(name));

/**
 * The same files under savable paths, each of which stands once, even where upper and lower case are the same. Always the
 * same ones for the same manifest. Rejects with the signal's reason.
 */
export async function toSavable({ files, emptyFolders }: Manifest, signal?: AbortSignal): Promise<Manifest> {
  const turns = new Turns(signal);
  const tree = new SavableTree();
  const savable: { files: Manifest['files'][number][]; emptyFolders: string[] } = { files: [], emptyFolders: [] };
  for (const file of files) {
    savable.files.push({ ...file, path: tree.pathOf(file.path) });
    if (turns.isOver) await turns.next();
  }
  for (const folder of emptyFolders) {
    savable.emptyFolders.push(tree.pathOf(folder));
    if (turns.isOver) await turns.next();
  }
  return savable;
}

/** The folders and files that were named so far. */
class SavableTree {
  readonly #saved = new Map<string, string>();
  readonly #unique = new UniqueNames(undefined, (path) => path.normalize().toLowerCase());

  pathOf(path: string): string {
    const known = this.#saved.get(path);
    if (known !== undefined) return known;
    const parent = parentOf(path);
    const named = parent === '' ? toSavablePath(path) : `${this.pathOf(parent)}/${toSavableName(baseName(path))}`;
    const saved = this.#unique.take(named);
    this.#saved.set(path, saved);
    return saved;
  }
}
