import { THUMBNAIL_BYTES_MAX, THUMBNAIL_EDGE } from '../../../shared/limits.ts';
import type { MakeThumbnail } from '../sending/own-pictures.ts';
import { asShowable } from './showable.ts';

/** In this order: the first that is small enough, and that the browser can write, is taken. */
const encodings = [
  { type: 'image/webp', quality: 0.75 },
  { type: 'image/jpeg', quality: 0.7 },
  { type: 'image/jpeg', quality: 0.4 },
] as const;

/** A {@link MakeThumbnail} of the browser: decodes and scales off the main thread, as far as the browser does so. */
export const makeCanvasThumbnail: MakeThumbnail = async (file) => {
  try {
    const picture = await asShowable(file);
    if (picture === undefined) return undefined;
    const { width, height } = picture.header;
    const bitmap = await createImageBitmap(picture.blob, {
      // The other side follows.
      resizeWidth: scaled(width, Math.max(width, height)),
      resizeQuality: 'high',
    });
    const canvas = draw(bitmap);
    bitmap.close();
    return await encode(canvas);
  } catch {
    // It is no picture that this browser can read, or it is gone.
    return undefined;
  }
};

const scaled = (side: number, longest: number) => Math.max(1, Math.round(side * Math.min(1, THUMBNAIL_EDGE / longest)));

/** A picture that was taken upright comes out higher than its header says, and is scaled once more. */
function draw(bitmap: ImageBitmap): OffscreenCanvas {
  const longest = Math.max(bitmap.width, bitmap.height);
  const canvas = new OffscreenCanvas(scaled(bitmap.width, longest), scaled(bitmap.height, longest));
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('there is no canvas');
  // What is transparent would be black.
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function encode(canvas: OffscreenCanvas): Promise<Blob | undefined> {
  for (const { type, quality } of encodings) {
    const blob = await canvas.convertToBlob({ type, quality });
    // A browser that cannot write a type writes PNG instead.
    if (blob.type === type && blob.size <= THUMBNAIL_BYTES_MAX) return blob;
  }
  return undefined;
}
