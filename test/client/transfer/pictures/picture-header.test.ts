import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPictureHeader } from '../../../../client/transfer/pictures/picture-header.ts';
import {
  extendedWebpBytes,
  gifBytes,
  jpegBytes,
  losslessWebpBytes,
  pngBytes,
  webpBytes,
} from '../../../support/pictures.ts';

const makers = [
  ['image/jpeg', jpegBytes],
  ['image/png', pngBytes],
  ['image/gif', gifBytes],
  ['image/webp', webpBytes],
  ['image/webp', losslessWebpBytes],
  ['image/webp', extendedWebpBytes],
] as const;

const size = fc.record({ width: fc.integer({ min: 1, max: 16_383 }), height: fc.integer({ min: 1, max: 16_383 }) });

describe('the header of a picture', () => {
  test.each(makers)('tells type and size: %s', (type, make) => {
    fc.assert(
      fc.property(size, (given) => {
        expect(readPictureHeader(make(given))).toEqual({ type, ...given });
      }),
    );
  });

  test.each(makers)('is not found where it is cut off: %s', (_type, make) => {
    const bytes = make({ width: 300, height: 200 });
    fc.assert(
      fc.property(fc.nat(bytes.length - 5), (length) => {
        expect(readPictureHeader(bytes.subarray(0, length))).toBeUndefined();
      }),
    );
  });

  test('of a JPEG is found behind what a camera writes', () => {
    const bytes = jpegBytes({ width: 4_000, height: 3_000 }, [65_535, 20_000, 2]);
    expect(readPictureHeader(bytes)).toEqual({ type: 'image/jpeg', width: 4_000, height: 3_000 });
  });

  test('is read where a view begins, not its buffer', () => {
    const bytes = new Uint8Array([1, 2, 3, ...webpBytes({ width: 7, height: 9 })]).subarray(3);
    expect(readPictureHeader(bytes)).toEqual({ type: 'image/webp', width: 7, height: 9 });
  });

  test.each([
    ['nothing', ''],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'],
    ['a document', '<!doctype html><script>1</script>'],
    ['a document behind a mark', '\ufeff<html></html>'],
    ['an SVG behind the beginning of a GIF', 'GIF8<svg/>'],
  ])('does not stand in %s', (_what, text) => {
    expect(readPictureHeader(new TextEncoder().encode(text))).toBeUndefined();
  });

  test.each([
    ['an empty picture', pngBytes({ width: 0, height: 5 })],
    ['an animation', extendedWebpBytes({ width: 5, height: 5 }, { width: 5, height: 5 }, 0x02)],
    [
      'a canvas of another size than its frame',
      extendedWebpBytes({ width: 5, height: 5 }, { width: 9_000, height: 5 }),
    ],
    ['a JPEG whose scan comes first', new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0, 0, 0])],
    ['a JPEG whose segment has no length', jpegBytes({ width: 5, height: 5 }, [0])],
  ])('is not taken from %s', (_what, bytes) => {
    expect(readPictureHeader(bytes)).toBeUndefined();
  });
});
