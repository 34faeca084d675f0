/** What a benchmark is: the runner, the table and the questions know each other by this alone. */

/** `quick` shows in a minute or two that everything runs; its figures mean nothing. */
export type Scale = 'quick' | 'full';

/** One column of a row: a value for each round, or one value alone. */
export interface Figure {
  readonly name: string;
  /** Empty for a ratio. */
  readonly unit: string;
  readonly values: readonly number[];
}

/** What was measured of one subject. Rows of a question may have different figures. */
export interface Row {
  readonly subject: string;
  readonly figures: readonly Figure[];
}

export interface Answer {
  readonly rows: readonly Row[];
  /** Sentences on what was measured and how, such as sizes and rounds. */
  readonly notes: readonly string[];
}

export interface Question {
  /** What it is called on the command line. */
  readonly name: string;
  /** A sentence. */
  readonly asks: string;
  readonly measure: (scale: Scale) => Promise<Answer>;
}
