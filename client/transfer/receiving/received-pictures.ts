import type { FileOffer } from '../../../shared/peer-protocol.ts';
import type { Selection } from '../files/selection.ts';
import { pictureIndexes } from '../pictures/picture-names.ts';
import { asShowable } from '../pictures/showable.ts';
import type { Picture } from '../transfer-state.ts';
import type { WantedFiles } from './file-fetch.ts';

/**
 * The pictures among the first files of an offer, out of the blob that holds what came of it. What is called a picture
 * and is none stays a file. Never rejects.
 */
export async function receivedPictures(
  { names }: FileOffer,
  { entries: { files }, selection }: WantedFiles,
  whole: Blob,
): Promise<readonly Picture[]> {
  const pictures: Picture[] = [];
  for (const index of pictureIndexes(names)) {
    const file = fileAt(files, positionOf(index, selection), whole);
    // What cannot be read now is not shown; it was saved all the same.
    const showable = file && (await asShowable(file).catch(() => undefined));
    if (showable !== undefined) pictures.push({ index, whole: showable.blob });
  }
  return pictures;
}

/** Where a file of the offer stands among those that were wanted; -1 when it was not. */
function positionOf(index: number, selection: Selection): number {
  if (selection === 'all') return index;
  return selection.has(index) ? [...selection].filter((other) => other < index).length : -1;
}

function fileAt(files: readonly { readonly size: number }[], position: number, whole: Blob): Blob | undefined {
  const file = files[position];
  if (file === undefined) return undefined;
  const start = files.slice(0, position).reduce((sum, { size }) => sum + size, 0);
  return whole.slice(start, start + file.size);
}
