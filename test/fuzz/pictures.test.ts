import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPictureHeader } from '../../client/transfer/pictures/picture-header.ts';
import { extendedWebpBytes, gifBytes, jpegBytes, losslessWebpBytes, pngBytes, webpBytes } from '../support/pictures.ts';
import { fuzz } from './fuzz.ts';
import { mutatedBytes } from './mutations.ts';

const makers = [jpegBytes, pngBytes, gifBytes, webpBytes, losslessWebpBytes, extendedWebpBytes];
const side = fc.integer({ min: 1, max: 16_383 });
const anyPicture = fc
  .tuple(fc.constantFrom(...makers), fc.record({ width: side, height: side }))
  .map(([make, size]) => make(size));

test('any bytes have the header of a picture, or none: nothing else comes of them', () => {
  const seen = { pictures: 0, others: 0 };
  fc.assert(
    fc.property(fc.oneof(mutatedBytes(anyPicture), fc.uint8Array({ maxLength: 60 })), (bytes) => {
      const header = readPictureHeader(bytes);
      seen[header === undefined ? 'others' : 'pictures'] += 1;
      if (header === undefined) return;
      for (const length of [header.width, header.height]) {
        expect(Number.isInteger(length) && length >= 1 && length < 2 ** 32).toBe(true);
      }
    }),
    fuzz,
  );
  // Both happen often, or nothing was tried.
  expect(Math.min(seen.pictures, seen.others)).toBeGreaterThan(fuzz.numRuns / 50);
});
