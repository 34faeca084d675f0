import fc from 'fast-check';

/** Values of JSON that parsers stumble over, besides any. */
const oddValues = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(-1, 0.5, 1e308, 2 ** 53, '', '\u0000', '\ud800', '__proto__', [], {}, null, true),
);

/** A value of JSON with one of its parts, at any depth, replaced, doubled or taken out. */
export const mutatedJson = (valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(valid, fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), oddValues, fc.nat(2))
    .map(([value, path, odd, kind]) => mutate(structuredClone(value), path, odd, kind));

function mutate(value: unknown, [at = 0, ...deeper]: readonly number[], odd: unknown, kind: number): unknown {
  if (typeof value !== 'object' || value === null) return odd;
  const parts = value as Record<string, unknown>;
  const keys = Object.keys(parts);
  const key = keys[at % keys.length];
  if (key === undefined) return odd;
  if (deeper.length > 0 && typeof parts[key] === 'object') parts[key] = mutate(parts[key], deeper, odd, kind);
  else if (kind === 0) parts[key] = odd;
  else if (kind === 1) delete parts[key];
  else parts[`${key}${at}`] = parts[key];
  return value;
}

/** Bytes of which some are changed, and some are cut off or put behind. */
export const mutatedBytes = (valid: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array<ArrayBuffer>> =>
  fc
    .tuple(valid, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.integer({ min: -8, max: 8 }))
    .map(([bytes, changes, longer]) => {
      const mutated = new Uint8Array(Math.max(0, bytes.length + longer));
      mutated.set(bytes.subarray(0, mutated.length));
      for (const [at, value] of changes) if (mutated.length > 0) mutated[at % mutated.length] = value;
      return mutated;
    });
