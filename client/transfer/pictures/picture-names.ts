import { THUMBNAILS_MAX } from '../../../shared/limits.ts';

const pictureName = /\.(?:jpe?g|png|gif|webp)$/i;

/** Whether a file looks like a picture by its name. What it is, only its bytes tell. */
export const isPictureName = (name: string): boolean => pictureName.test(name);

/** Which of an offer's first files look like pictures, by their indexes: both ends keep room for as many thumbnails. */
export const pictureIndexes = (names: readonly string[]): readonly number[] =>
  [...names.keys()].filter((index) => isPictureName(names[index] ?? '')).slice(0, THUMBNAILS_MAX);
