import { THUMBNAILS_BYTES_MAX } from '../../../shared/limits.ts';
import { pictureIndexes } from '../pictures/picture-names.ts';
import { asShowable } from '../pictures/showable.ts';
import { encodeThumbnail } from '../pictures/thumbnail.ts';
import type { Picture } from '../transfer-state.ts';

/** Makes a small picture of a file; undefined when it cannot, for they are a courtesy. Never rejects. */
export type MakeThumbnail = (file: Blob) => Promise<Blob | undefined>;

export interface OwnPicture {
  readonly picture: Picture;
  /** The thumbnail in base64, as receivers take it; undefined when there is none. */
  readonly image: string | undefined;
}

/** The pictures among the files that an offer names, one after the other, so that nothing waits for them. Never throws. */
export async function* ownPictures(
  names: readonly string[],
  fileAt: (index: number) => File | undefined,
  makeThumbnail: MakeThumbnail,
): AsyncGenerator<OwnPicture> {
  let bytesLeft = THUMBNAILS_BYTES_MAX;
  for (const index of pictureIndexes(names)) {
    const file = fileAt(index);
    // A file that cannot be read is told of when it is sent.
    const whole = file && (await asShowable(file).catch(() => undefined))?.blob;
    if (whole === undefined) continue;
    const thumbnail = await makeThumbnail(whole);
    const image = thumbnail && thumbnail.size <= bytesLeft ? await encodeThumbnail(thumbnail) : undefined;
    if (thumbnail === undefined || image === undefined) {
      yield { picture: { index, whole }, image: undefined };
    } else {
      bytesLeft -= thumbnail.size;
      yield { picture: { index, whole, thumbnail }, image };
    }
  }
}
