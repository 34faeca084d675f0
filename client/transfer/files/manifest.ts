import * as v from 'valibot';
import { OFFER_NAME_LENGTH_MAX, OFFER_NAMES_MAX, TRANSFER_BYTES_MAX } from '../../../shared/limits.ts';
import { type FileOffer, ProtocolError } from '../../../shared/peer-protocol.ts';
import { Turns } from '../../turns.ts';
import { joinLines, linesOf } from './manifest-lines.ts';
import { parentOf, pathProblem } from './paths.ts';

/**
 * The list of a transfer's files, in the order in which their bytes follow each other, and of its empty folders. Travels
 * as lines of JSON in UTF-8, an entry a line, so that both ends handle a huge one in many short turns.
 */
export interface Manifest {
  readonly files: readonly ManifestEntry[];
  /** Folders that have nothing in them, and would be lost otherwise. */
  readonly emptyFolders: readonly string[];
}

const wholeNumber = (maximum: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maximum));

const pathSchema = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    const problem = dataset.typed ? pathProblem(dataset.value) : undefined;
    if (problem !== undefined) addIssue({ message: problem });
  }),
);

const fileSchema = v.object({
  path: pathSchema,
  size: wholeNumber(TRANSFER_BYTES_MAX),
  /** A media type, or empty when the browser knew none. */
  type: v.pipe(v.string(), v.maxLength(255), v.regex(/^[\x20-\x7e]*$/)),
  /** When the file was last changed, in ms since 1970. */
  modified: wholeNumber(8.64e15),
});
export type ManifestEntry = Readonly<v.InferOutput<typeof fileSchema>>;

const folderSchema = v.object({ folder: pathSchema });

/** Rejects with `SourceError` when it would be too long to offer. */
export function encodeManifest(manifest: Manifest, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  return joinLines(entriesOf(manifest), signal);
}

function* entriesOf({ files, emptyFolders }: Manifest): Generator<ManifestEntry | { folder: string }> {
  yield* files;
  for (const folder of emptyFolders) yield { folder };
}

export const totalBytesOf = ({ files }: Pick<Manifest, 'files'>): number =>
  files.reduce((sum, { size }) => sum + size, 0);

/** What an offer shows before its manifest is fetched. */
export const firstNames = ({ files, emptyFolders }: Manifest): string[] =>
  [...files.slice(0, OFFER_NAMES_MAX).map(({ path }) => path), ...emptyFolders.slice(0, OFFER_NAMES_MAX)]
    .slice(0, OFFER_NAMES_MAX)
    .map((path) => path.slice(0, OFFER_NAME_LENGTH_MAX));

/** What an offer says of its manifest. */
export type ManifestSummary = Pick<FileOffer, 'fileCount' | 'folderCount' | 'totalBytes' | 'names'>;

/** Rebuilds a manifest and holds it against its offer. Rejects with {@link ProtocolError}, or the signal's reason. */
export async function parseManifest(
  bytes: Uint8Array,
  offer: ManifestSummary,
  signal?: AbortSignal,
): Promise<Manifest> {
  const turns = new Turns(signal);
  const files: ManifestEntry[] = [];
  const emptyFolders: string[] = [];
  for (const line of linesOf(bytes)) {
    if (isFolderLine(line)) emptyFolders.push(rebuild(folderSchema, line).folder);
    else files.push(rebuild(fileSchema, line));
    // At once: what is beyond the offer is not even kept.
    if (files.length > offer.fileCount || emptyFolders.length > offer.folderCount) throw otherFiles();
    if (turns.isOver) await turns.next();
  }
  const manifest = { files, emptyFolders };
  checkAgainst(offer, manifest);
  await checkPaths(manifest, turns);
  return manifest;
}

const isFolderLine = (line: unknown): boolean => typeof line === 'object' && line !== null && 'folder' in line;

function rebuild<Schema extends v.GenericSchema>(schema: Schema, line: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, line, { abortEarly: true });
  if (parsed.success) return parsed.output;
  throw new ProtocolError(`a manifest is malformed: ${parsed.issues[0].message}`);
}

const otherFiles = () => new ProtocolError('a manifest has other files than its offer');

function checkAgainst(offer: ManifestSummary, manifest: Manifest): void {
  const { files, emptyFolders } = manifest;
  if (files.length !== offer.fileCount || emptyFolders.length !== offer.folderCount) throw otherFiles();
  if (totalBytesOf(manifest) !== offer.totalBytes) throw new ProtocolError('the sizes in a manifest do not add up');
  const names = firstNames(manifest);
  if (!offer.names.every((name, at) => name === names[at])) {
    throw new ProtocolError('a manifest has other names than its offer');
  }
}

/** No path may stand twice, nor for two things: a file cannot have others in it, an empty folder neither. */
async function checkPaths({ files, emptyFolders }: Manifest, turns: Turns): Promise<void> {
  const paths = new Set<string>();
  for (const path of [...files.map(({ path }) => path), ...emptyFolders]) {
    if (paths.has(path)) throw new ProtocolError('a manifest names a path twice');
    paths.add(path);
    if (turns.isOver) await turns.next();
  }
  let checkedFolder = '';
  for (const path of paths) {
    const folder = parentOf(path);
    // Files of one folder mostly follow each other.
    if (folder !== checkedFolder) checkFolder(folder, paths);
    checkedFolder = folder;
    if (turns.isOver) await turns.next();
  }
}

function checkFolder(folder: string, paths: ReadonlySet<string>): void {
  for (let path = folder; path !== ''; path = parentOf(path)) {
    if (paths.has(path)) throw new ProtocolError('a manifest puts something into a file or an empty folder');
  }
}
