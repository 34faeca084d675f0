import { describe, expect, test } from 'vitest';
import { encodeThumbnail, parseThumbnail } from '../../../../client/transfer/pictures/thumbnail.ts';
import { THUMBNAIL_BYTES_MAX, THUMBNAIL_LENGTH_MAX, THUMBNAIL_SIDE_MAX } from '../../../../shared/limits.ts';
import { ProtocolError } from '../../../../shared/peer-protocol.ts';
import { bytesOf } from '../../../support/fake-files.ts';
import { gifBytes, jpegBytes, pngBytes, webpBytes } from '../../../support/pictures.ts';

const small = { width: 160, height: 120 };
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const padded = (bytes: Uint8Array, length: number) => new Uint8Array([...bytes, ...new Uint8Array(length)]);

describe('a thumbnail', () => {
  test.each([
    ['image/jpeg', jpegBytes(small)],
    ['image/webp', webpBytes({ width: THUMBNAIL_SIDE_MAX, height: 1 })],
  ])('comes back as it was sent, under its true type: %s', async (type, bytes) => {
    const image = await encodeThumbnail(new Blob([bytes], { type: 'text/html' }));
    expect(image).toBe(base64(bytes));
    const blob = parseThumbnail({ image: image ?? '' });
    expect(blob.type).toBe(type);
    expect(await bytesOf(blob)).toEqual(bytes);
  });

  test('of the largest size fits its message', async () => {
    const bytes = jpegBytes(small);
    const largest = padded(bytes, THUMBNAIL_BYTES_MAX - bytes.length);
    expect((await encodeThumbnail(new Blob([largest])))?.length).toBeLessThanOrEqual(THUMBNAIL_LENGTH_MAX);
  });

  const bad: readonly (readonly [string, Uint8Array<ArrayBuffer>])[] = [
    ['an SVG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['another type', pngBytes(small)],
    ['an animation', gifBytes(small)],
    ['a picture that is too wide', webpBytes({ width: THUMBNAIL_SIDE_MAX + 1, height: 10 })],
    ['a picture that is too high', jpegBytes({ width: 10, height: THUMBNAIL_SIDE_MAX + 1 })],
    ['too many bytes', padded(jpegBytes(small), THUMBNAIL_BYTES_MAX)],
  ];

  test.each(bad)('is never %s', async (_what, bytes) => {
    expect(await encodeThumbnail(new Blob([bytes]))).toBeUndefined();
    expect(() => parseThumbnail({ image: base64(bytes) })).toThrow(ProtocolError);
  });

  test('is refused when it is not in base64', () => {
    expect(() => parseThumbnail({ image: 'AAAAA' })).toThrow(ProtocolError);
  });
});
