import { bytesToNumberLE } from '@noble/curves/utils.js';
import { describe, expect, test } from 'vitest';
import {
  calculateGenerator,
  calculateIsk,
  calculateSidOutput,
  generatorString,
  IDENTITY,
  sampleScalar,
  scalarMult,
  scalarMultVfy,
} from '../../../client/trust/cpace.ts';
import { transcriptIr, transcriptOc } from '../../../client/trust/octet-strings.ts';
import { ristretto255Vectors as vectors } from './cpace-vectors.ts';

const { inputs, a, b, K, multiplication } = vectors;
const [ya, yb, s] = [vectors.ya, vectors.yb, multiplication.s].map(bytesToNumberLE) as [bigint, bigint, bigint];

describe('the test vectors of the draft', () => {
  test('hold for the generator string', () => {
    expect(generatorString(inputs)).toEqual(vectors.generatorString);
  });

  test('hold for the generator', () => {
    expect(calculateGenerator(inputs).toBytes()).toEqual(vectors.g);
  });

  test('hold for both public shares', () => {
    const g = calculateGenerator(inputs);
    expect(scalarMult(ya, g)).toEqual(a.Y);
    expect(scalarMult(yb, g)).toEqual(b.Y);
  });

  test('hold for the secret point, at either end', () => {
    expect(scalarMultVfy(ya, b.Y)).toEqual(K);
    expect(scalarMultVfy(yb, a.Y)).toEqual(K);
  });

  test('hold for both transcripts', () => {
    expect(transcriptIr(a, b)).toEqual(vectors.transcriptIr);
    expect(transcriptOc(a, b)).toEqual(vectors.transcriptOc);
    expect(transcriptOc(b, a)).toEqual(vectors.transcriptOc);
  });

  test('hold for the session key, with roles and without', () => {
    expect(calculateIsk(inputs.sid, K, vectors.transcriptIr)).toEqual(vectors.iskIr);
    expect(calculateIsk(inputs.sid, K, vectors.transcriptOc)).toEqual(vectors.iskOc);
  });

  test('hold for the session identifier that a run can produce', () => {
    expect(calculateSidOutput(vectors.transcriptIr)).toEqual(vectors.sidOutputIr);
    expect(calculateSidOutput(vectors.transcriptOc)).toEqual(vectors.sidOutputOc);
  });

  test('hold for a multiplication', () => {
    expect(scalarMultVfy(s, multiplication.X)).toEqual(multiplication.product);
  });

  test.each(vectors.invalid)('hold for an invalid point (%#), which ends the run', (point) => {
    const product = scalarMultVfy(s, point);
    expect(product).toEqual(IDENTITY);
    expect(calculateIsk(inputs.sid, product, vectors.transcriptOc)).toBeUndefined();
  });
});

describe('a point', () => {
  test.each([0, 31, 33])('of %i octets is none', (length) => {
    expect(scalarMultVfy(s, new Uint8Array(length).fill(2))).toEqual(IDENTITY);
  });
});

describe('a secret scalar', () => {
  const drawing = (...draws: readonly Uint8Array[]) => {
    const left = [...draws];
    return () => left.shift() ?? new Uint8Array(32);
  };

  test('is 252 bits of what was drawn, the lowest octet first', () => {
    const drawn = new Uint8Array(32).fill(0xff);
    expect(sampleScalar(drawing(drawn))).toBe(2n ** 252n - 1n);
    drawn.set([0x12], 0);
    expect(sampleScalar(drawing(drawn)) % 256n).toBe(0x12n);
  });

  test('is never zero', () => {
    const one = new Uint8Array(32);
    one[0] = 1;
    expect(sampleScalar(drawing(new Uint8Array(32), one))).toBe(1n);
  });
});
