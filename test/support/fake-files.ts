import type { ChosenFile, ChosenFiles } from '../../client/transfer/files/chosen-files.ts';
import { patternBytes } from '../contract/contract.ts';

/** A file of so many bytes, whose content differs from name to name. */
export const fakeFile = (name: string, bytes: number): File =>
  new File([patternBytes(bytes, name.length + name.charCodeAt(0))], name, {
    type: 'text/plain',
    lastModified: 1_700_000_000_000,
  });

/** A file that was deleted since it was chosen: it has a size, and cannot be read. */
export function unreadableFile(name: string, bytes: number): File {
  return fileWithSlices(name, bytes, () => ({
    arrayBuffer: () => Promise.reject(new DOMException('The file could not be read.', 'NotReadableError')),
  }));
}

/** A file that has become shorter, in a browser that answers with what is left. */
export function shrunkFile(name: string, bytes: number, leftBytes: number): File {
  const left = patternBytes(leftBytes);
  return fileWithSlices(name, bytes, (start, end) => new Blob([left]).slice(start, end));
}

function fileWithSlices(
  name: string,
  size: number,
  slice: (start: number, end: number) => Pick<Blob, 'arrayBuffer'>,
): File {
  const file = new File([], name);
  const arrayBuffer = () => slice(0, size).arrayBuffer();
  Object.defineProperties(file, {
    size: { value: size },
    slice: { value: slice },
    arrayBuffer: { value: arrayBuffer },
  });
  return file;
}

/** Files as a picker gives them: each under its own name. */
export const chosen = (...files: readonly File[]): ChosenFiles => ({
  files: files.map((file) => ({ path: file.name, file })),
  emptyFolders: [],
});

/** A file out of a folder: named by the end of its path. */
export const chosenAt = (path: string, bytes: number): ChosenFile => ({
  path,
  file: fakeFile(path.slice(path.lastIndexOf('/') + 1), bytes),
});

export async function bytesOf(...blobs: readonly Blob[]): Promise<Uint8Array> {
  return new Uint8Array(await new Blob([...blobs]).arrayBuffer());
}
