import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Question, Scale } from './question.ts';

/** What came of a question. `seconds` is how long it took. */
export type Outcome = { readonly question: Question; readonly seconds: number } & (
  | { readonly status: 'answered'; readonly answer: Answer }
  | { readonly status: 'failed'; readonly reason: string }
);

export interface RunnerOptions {
  readonly scale: Scale;
  /** How long a question may take, in ms. What it still does then disturbs those that follow, and is left alone. */
  readonly limitMs: number;
  /** Any clock that does not go back, in ms. */
  readonly now: () => number;
  /** Hears of each question before it is measured and after. */
  readonly report: (line: string) => void;
}

/** Asks one question after the other. One that fails, or does not end, does not keep the next ones from being asked. */
export async function runQuestions(
  questions: readonly Question[],
  { scale, limitMs, now, report }: RunnerOptions,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    report(`${question.name}: ${question.asks}`);
    const startedAt = now();
    const result = await attempt(question, scale, limitMs);
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

async function attempt({ measure }: Question, scale: Scale, limitMs: number): Promise<Result> {
  const limit = new AbortController();
  const tooLong = pause(limitMs, undefined, { signal: limit.signal }).then(() => {
    throw new Error(`it did not end within ${limitMs / 1_000} s`);
  });
  try {
    return { status: 'answered', answer: await Promise.race([measure(scale), tooLong]) };
  } catch (error) {
    return { status: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    limit.abort();
    await tooLong.catch(() => undefined); // it was aborted, or has told
  }
}
