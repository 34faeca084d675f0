/** How much is tried, and from which seed: a finding can be repeated with the seed that it is told with. */
export const fuzz = { numRuns: 100_000, seed: Number(process.env.LANLINE_FUZZ_SEED ?? 1) };

/** Says whether a parser took its input, or refused it as it should; anything else that it throws is a finding. */
export function outcomeOf(parse: () => unknown, Refusal: new (...args: never[]) => Error): 'taken' | 'refused' {
  try {
    parse();
    return 'taken';
  } catch (error) {
    if (error instanceof Refusal) return 'refused';
    throw error;
  }
}
