import { readJpegSize } from './jpeg-size.ts';
import { readWebpSize } from './webp-size.ts';

/** What the first bytes of a raster image say. Width and height are in pixels, at least 1. */
export interface PictureHeader extends PictureSize {
  readonly type: PictureType;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export type PictureType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';

/**
 * Recognises raster images by their first bytes, whatever they are called: nothing that holds scripts or markup is one.
 * Undefined for anything else, and where the size does not stand within `bytes`. Looks at nothing behind them.
 */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  const type = typeOf(bytes);
  if (type === undefined) return undefined;
  const size = sizeReaders[type](bytes);
  return size === undefined || size.width < 1 || size.height < 1 ? undefined : { type, ...size };
}

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

/** The bytes that a file of each type begins with; undefined stands for any. */
const beginnings: Readonly<Record<PictureType, readonly (readonly (number | undefined)[])[]>> = {
  'image/jpeg': [[0xff, 0xd8, 0xff]],
  'image/png': [[0x89, ...ascii('PNG'), 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, ...ascii('IHDR')]],
  'image/gif': [ascii('GIF87a'), ascii('GIF89a')],
  'image/webp': [[...ascii('RIFF'), undefined, undefined, undefined, undefined, ...ascii('WEBP')]],
};

function typeOf(bytes: Uint8Array): PictureType | undefined {
  const types = Object.keys(beginnings) as PictureType[];
  return types.find((type) =>
    beginnings[type].some((beginning) => beginning.every((byte, at) => byte === undefined || byte === bytes[at])),
  );
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength);

const sizeReaders: Readonly<Record<PictureType, (bytes: Uint8Array) => PictureSize | undefined>> = {
  'image/jpeg': readJpegSize,
  'image/webp': readWebpSize,
  // Portable Network Graphics (W3C), section 11.2.1: the first chunk.
  'image/png': (bytes) =>
    bytes.length < 24 ? undefined : { width: viewOf(bytes).getUint32(16), height: viewOf(bytes).getUint32(20) },
  // GIF89a (CompuServe), section 18: the logical screen.
  'image/gif': (bytes) =>
    bytes.length < 10
      ? undefined
      : { width: viewOf(bytes).getUint16(6, true), height: viewOf(bytes).getUint16(8, true) },
};
