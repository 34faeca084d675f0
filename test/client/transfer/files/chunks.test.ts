import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinChunks, lengthOf, sliceChunks } from '../../../../client/transfer/files/chunks.ts';
import { joinBytes, patternBytes } from '../../../contract/contract.ts';

const LONGEST = 50;

/** Some chunks, each of other bytes. */
const anyChunks = fc
  .array(fc.nat(LONGEST), { maxLength: 5 })
  .map((lengths) => lengths.map((length, at) => patternBytes(length, at)));

describe('chunks', () => {
  test('are joined to what they are one after the other, with room for it or without', () => {
    fc.assert(
      fc.property(anyChunks, fc.option(fc.nat(2 * LONGEST), { nil: undefined }), (chunks, room) => {
        const joined = joinChunks(chunks, room === undefined ? undefined : patternBytes(room, 9));
        expect(joined).toEqual(joinBytes(chunks));
      }),
    );
  });

  test('are joined in the room that there is for them', () => {
    const room = new Uint8Array(5);
    expect(joinChunks([patternBytes(2, 0), patternBytes(3, 0)], room).buffer).toBe(room.buffer);
    expect(joinChunks([patternBytes(3, 0), patternBytes(3, 0)], room).buffer).not.toBe(room.buffer);
  });

  test('are not copied when there is but one', () => {
    const only = patternBytes(3, 0);
    expect(joinChunks([only], new Uint8Array(5))).toBe(only);
  });

  test('are cut where it is asked for, without copies', () => {
    fc.assert(
      fc.property(anyChunks, fc.nat(2 * LONGEST), fc.nat(2 * LONGEST), (chunks, start, length) => {
        const cut = sliceChunks(chunks, start, start + length);
        expect(joinChunks(cut)).toEqual(joinBytes(chunks).slice(start, start + length));
        expect(lengthOf(cut)).toBe(joinChunks(cut).length);
        expect(cut.every(({ buffer }) => chunks.some((chunk) => chunk.buffer === buffer))).toBe(true);
      }),
    );
  });
});
