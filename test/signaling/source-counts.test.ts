import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceCounts } from '../../signaling/source-counts.ts';

test('An address has as many as it may, and others have theirs', () => {
  const counts = new SourceCounts(2);
  expect(counts.take('192.0.2.1')).toBeDefined();
  expect(counts.take('::ffff:192.0.2.1')).toBeDefined();
  expect(counts.take('192.0.2.1')).toBeUndefined();
  expect(counts.take('192.0.2.2')).toBeDefined();
});

test('An IPv6 /64 is one source', () => {
  const counts = new SourceCounts(1);
  expect(counts.take('2001:db8::1')).toBeDefined();
  expect(counts.take('2001:db8::2')).toBeUndefined();
  expect(counts.take('2001:db8:0:1::1')).toBeDefined();
});

test('What is given back counts once', () => {
  const counts = new SourceCounts(1);
  const giveBack = counts.take('192.0.2.1');
  giveBack?.();
  expect(counts.take('192.0.2.1')).toBeDefined();
  giveBack?.();
  expect(counts.take('192.0.2.1')).toBeUndefined();
});

test('An address that is none counts as one source, and nothing throws', () => {
  const counts = new SourceCounts(1);
  expect(counts.take('')).toBeDefined();
  expect(counts.take('')).toBeUndefined();
});

test('Whatever is taken and given back, nobody has more than the bound, and nothing is left in the end', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), fc.boolean())), (steps) => {
      const counts = new SourceCounts(2);
      const held: { source: number; giveBack: () => void }[] = [];
      for (const [source, taking] of steps) {
        const giveBack = taking ? counts.take(`192.0.2.${source}`) : undefined;
        if (giveBack !== undefined) held.push({ source, giveBack });
        if (!taking) held.shift()?.giveBack();
        expect(held.filter((one) => one.source === source).length).toBeLessThanOrEqual(2);
      }
      for (const { giveBack } of held) giveBack();
      expect(counts.size).toBe(0);
    }),
  );
});
