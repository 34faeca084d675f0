import { crc32, deflateSync } from 'node:zlib';
import type { PictureSize } from '../../client/transfer/pictures/picture-header.ts';

/** The first bytes of raster images, as far as their sizes stand in them. */

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const big16 = (value: number) => [value >> 8, value & 0xff];
const little16 = (value: number) => [value & 0xff, value >> 8];
const little24 = (value: number) => [...little16(value & 0xffff), value >> 16];
const little32 = (value: number) => [...little16(value & 0xffff), ...little16(value >>> 16)];

const bytesOf = (...parts: readonly (readonly number[])[]) => new Uint8Array(parts.flat());

/** `segments` are of the camera, before the frame: their sizes in bytes. */
export const jpegBytes = (
  { width, height }: PictureSize,
  segments: readonly number[] = [16],
): Uint8Array<ArrayBuffer> =>
  bytesOf(
    [0xff, 0xd8],
    ...segments.map((size) => [0xff, 0xe0, ...big16(size), ...Array.from({ length: size - 2 }, () => 0xff)]),
    [0xff, 0xc0, ...big16(17), 8, ...big16(height), ...big16(width), 3, 1, 0x11, 0],
  );

export const pngBytes = ({ width, height }: PictureSize): Uint8Array<ArrayBuffer> =>
  bytesOf(
    [0x89, ...ascii('PNG\r\n\x1a\n'), 0, 0, 0, 13, ...ascii('IHDR')],
    [0, 0, ...big16(width)],
    [0, 0, ...big16(height)],
  );

export const gifBytes = ({ width, height }: PictureSize): Uint8Array<ArrayBuffer> =>
  bytesOf(ascii('GIF89a'), little16(width), little16(height));

const riff = (...chunks: readonly (readonly number[])[]) =>
  bytesOf(ascii('RIFF'), little32(chunks.flat().length + 4), ascii('WEBP'), ...chunks);
const chunk = (name: string, body: readonly number[]) => [...ascii(name), ...little32(body.length), ...body];

const lossy = ({ width, height }: PictureSize) =>
  chunk('VP8 ', [0x10, 2, 0, 0x9d, 0x01, 0x2a, ...little16(width), ...little16(height), 0, 0]);
const lossless = ({ width, height }: PictureSize) =>
  chunk('VP8L', [0x2f, ...little32(((height - 1) << 14) | (width - 1)), 0, 0, 0, 0, 0]);
const canvas = ({ width, height }: PictureSize, flags = 0) =>
  chunk('VP8X', [flags, 0, 0, 0, ...little24(width - 1), ...little24(height - 1)]);

export const webpBytes = (size: PictureSize): Uint8Array<ArrayBuffer> => riff(lossy(size));
export const losslessWebpBytes = (size: PictureSize): Uint8Array<ArrayBuffer> => riff(lossless(size));

/** With a canvas before the frame, and what a browser puts between them: a profile of an odd length. */
export const extendedWebpBytes = (size: PictureSize, frame = size, flags = 0): Uint8Array<ArrayBuffer> =>
  riff(canvas(size, flags), [...chunk('ICCP', [1, 2, 3]), 0], lossy(frame));

/** A whole PNG of one colour, which browsers can draw. */
export function drawnPng({ width, height }: PictureSize): Buffer {
  const rows = Buffer.alloc(height * (1 + 3 * width), 0x80);
  for (let row = 0; row < height; row++) rows[row * (1 + 3 * width)] = 0;
  const part = (name: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(name), body]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of each of three colours.
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, ...ascii('PNG\r\n\x1a\n')]),
    part('IHDR', header),
    part('IDAT', deflateSync(rows)),
    part('IEND', Buffer.alloc(0)),
  ]);
}
