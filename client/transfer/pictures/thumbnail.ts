import { THUMBNAIL_BYTES_MAX, THUMBNAIL_SIDE_MAX } from '../../../shared/limits.ts';
import { type FileThumbnail, ProtocolError } from '../../../shared/peer-protocol.ts';
import { readPictureHeader } from './picture-header.ts';

/** The small picture that a message carries. Throws {@link ProtocolError} for anything but a small JPEG or WebP. */
export function parseThumbnail({ image }: Pick<FileThumbnail, 'image'>): Blob {
  const bytes = fromBase64(image);
  const type = thumbnailType(bytes);
  if (type === undefined) throw new ProtocolError('it sent a thumbnail that is none');
  return new Blob([bytes], { type });
}

/** A small picture as a message carries it; undefined for one that no receiver takes. */
export async function encodeThumbnail(picture: Blob): Promise<string | undefined> {
  if (picture.size > THUMBNAIL_BYTES_MAX) return undefined;
  const bytes = new Uint8Array(await picture.arrayBuffer());
  return thumbnailType(bytes) === undefined ? undefined : btoa(String.fromCharCode(...bytes));
}

function thumbnailType(bytes: Uint8Array): 'image/jpeg' | 'image/webp' | undefined {
  if (bytes.length > THUMBNAIL_BYTES_MAX) return undefined;
  const header = readPictureHeader(bytes);
  if (header === undefined || Math.max(header.width, header.height) > THUMBNAIL_SIDE_MAX) return undefined;
  return header.type === 'image/jpeg' || header.type === 'image/webp' ? header.type : undefined;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch (cause) {
    throw new ProtocolError('it sent a thumbnail that is not in base64', { cause });
  }
}
