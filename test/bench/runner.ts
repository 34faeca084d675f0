import type { Answer, Question, Scale } from './question.ts';

/** What came of a question. `seconds` is how long it took. */
export type Outcome = { readonly question: Question; readonly seconds: number } & (
  | { readonly status: 'answered'; readonly answer: Answer }
  | { readonly status: 'failed'; readonly reason: string }
);

export interface RunnerOptions {
  readonly scale: Scale;
  /** Any clock that does not go back, in ms. */
  readonly now: () => number;
  /** Hears of each question before it is measured and after. */
  readonly report: (line: string) => void;
}

/** Asks one question after the other. One that fails does not keep the next ones from being asked. */
export async function runQuestions(
  questions: readonly Question[],
  { scale, now, report }: RunnerOptions,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    report(`${question.name}: ${question.asks}`);
    const startedAt = now();
    const result = await attempt(question, scale);
    const seconds = (now() - startedAt) / 1_000;
    const failure = result.status === 'failed' ? `: failed, ${result.reason}` : '';
    report(`${question.name}: ${seconds.toFixed(0)} s${failure}`);
    outcomes.push({ question, seconds, ...result });
  }
  return outcomes;
}

type Result =
  | { readonly status: 'answered'; readonly answer: Answer }
  | { readonly status: 'failed'; readonly reason: string };

async function attempt({ measure }: Question, scale: Scale): Promise<Result> {
  try {
    return { status: 'answered', answer: await measure(scale) };
  } catch (error) {
    return { status: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
