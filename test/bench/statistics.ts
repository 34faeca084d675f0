import { median } from '../support/median.ts';
import type { Figure } from './question.ts';

/** A median and its spread. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export const summarize = (values: readonly number[]): Summary => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
});

/** What each round's value is of the reference's in the same round. Throws where one of them has more rounds. */
export function ratios(values: readonly number[], references: readonly number[]): readonly number[] {
  return values.map((value, round) => {
    const reference = references[round];
    if (reference === undefined || references.length !== values.length) {
      throw new RangeError(`${values.length} rounds cannot be compared with ${references.length}`);
    }
    return value / reference;
  });
}

/** Figures by name and unit, from what each round answered. */
export function figuresOf<Round>(
  rounds: readonly Round[],
  columns: readonly (readonly [name: string, unit: string, read: (round: Round) => number])[],
): readonly Figure[] {
  return columns.map(([name, unit, read]) => ({ name, unit, values: rounds.map(read) }));
}
