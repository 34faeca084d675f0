import { PICTURE_BYTES_MAX, PICTURE_HEADER_BYTES, PICTURE_PIXELS_MAX } from '../../../shared/limits.ts';
import { type PictureHeader, readPictureHeader } from './picture-header.ts';

export interface ShowablePicture {
  readonly header: PictureHeader;
  /** Under its true type, so that a browser takes it for nothing else. */
  readonly blob: Blob;
}

/**
 * A raster image that a page can show without harm; undefined for all else, SVG among it. Rejects when the file cannot
 * be read.
 */
export async function asShowable(file: Blob): Promise<ShowablePicture | undefined> {
  if (file.size > PICTURE_BYTES_MAX) return undefined;
  const header = readPictureHeader(new Uint8Array(await file.slice(0, PICTURE_HEADER_BYTES).arrayBuffer()));
  if (header === undefined || header.width * header.height > PICTURE_PIXELS_MAX) return undefined;
  return { header, blob: file.slice(0, file.size, header.type) };
}
