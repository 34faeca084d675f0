import * as v from 'valibot';
import { OFFER_NAME_LENGTH_MAX, OFFER_NAMES_MAX, TRANSFER_BYTES_MAX, TRANSFER_FILES_MAX } from '../../shared/limits.ts';
import { type FileOffer, ProtocolError } from '../../shared/peer-protocol.ts';
import { pathProblem } from './paths.ts';

/** The list of a transfer's files, in the order in which their bytes follow each other. Travels as UTF-8 JSON. */

const wholeNumber = (maximum: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maximum));

const manifestEntrySchema = v.object({
  path: v.pipe(
    v.string(),
    v.check(
      (path) => pathProblem(path) === undefined,
      ({ input }) => pathProblem(input) ?? '',
    ),
  ),
  size: wholeNumber(TRANSFER_BYTES_MAX),
  /** A media type, or empty when the browser knew none. */
  type: v.pipe(v.string(), v.maxLength(255), v.regex(/^[\x20-\x7e]*$/)),
  /** When the file was last changed, in ms since 1970. */
  modified: wholeNumber(8.64e15),
});
export type ManifestEntry = v.InferOutput<typeof manifestEntrySchema>;

const manifestSchema = v.object({
  files: v.pipe(v.array(manifestEntrySchema), v.minLength(1), v.maxLength(TRANSFER_FILES_MAX)),
});
export type Manifest = v.InferOutput<typeof manifestSchema>;

export const encodeManifest = (manifest: Manifest): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new TextEncoder().encode(JSON.stringify(manifest)));

export const totalBytesOf = ({ files }: Manifest): number => files.reduce((sum, { size }) => sum + size, 0);

/** What an offer shows before its manifest is fetched. */
export const firstNames = ({ files }: Manifest): string[] =>
  files.slice(0, OFFER_NAMES_MAX).map(({ path }) => path.slice(0, OFFER_NAME_LENGTH_MAX));

/** Rebuilds a manifest and holds it against its offer. Throws {@link ProtocolError}. */
export function parseManifest(
  bytes: Uint8Array,
  offer: Pick<FileOffer, 'fileCount' | 'totalBytes' | 'names'>,
): Manifest {
  const parsed = v.safeParse(manifestSchema, parseJson(bytes));
  if (!parsed.success) throw new ProtocolError(`a manifest is malformed: ${parsed.issues[0].message}`);
  const manifest = parsed.output;
  if (manifest.files.length !== offer.fileCount) throw new ProtocolError('a manifest has other files than its offer');
  if (totalBytesOf(manifest) !== offer.totalBytes) throw new ProtocolError('the sizes in a manifest do not add up');
  const names = firstNames(manifest);
  if (!offer.names.every((name, at) => name === names[at])) {
    throw new ProtocolError('a manifest has other names than its offer');
  }
  if (new Set(manifest.files.map(({ path }) => path)).size !== offer.fileCount) {
    throw new ProtocolError('a manifest names a path twice');
  }
  return manifest;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ProtocolError('a manifest is not JSON', { cause });
  }
}
