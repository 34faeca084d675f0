/** Why files cannot be offered together. `list-too-long`: their paths alone exceed what an offer may list. */
export type SourceProblem = 'no-files' | 'too-many-files' | 'too-large' | 'list-too-long';

/** The chosen files cannot be offered together; the page has a sentence for each problem. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly problem: SourceProblem;

  constructor(problem: SourceProblem) {
    super(`these files cannot be offered together: ${problem}`);
    this.problem = problem;
  }
}
