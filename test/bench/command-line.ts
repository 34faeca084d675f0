import { parseArgs } from 'node:util';
import type { Question, Scale } from './question.ts';

/** What a run was asked for. */
export interface Wish {
  readonly questions: readonly Question[];
  readonly scale: Scale;
  /** Whether the results go into the document. */
  readonly write: boolean;
}

/** The command line says something that cannot be done; the message says what can. */
export class CommandLineError extends Error {}

/** Reads `[--quick] [--write] [NAME …]`; all questions when none is named. */
export function readCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  known: readonly Question[],
): Wish {
  const { values, positionals } = parsed(args);
  const named = positionals.map((name) => {
    const question = known.find((one) => one.name === name);
    if (question === undefined) {
      throw new CommandLineError(
        `There is no question ${name}: name some of ${known.map((one) => one.name).join(', ')}.`,
      );
    }
    return question;
  });
  const quick = values.quick || env.LANLINE_BENCH_QUICK === '1';
  return { questions: named.length > 0 ? named : known, scale: quick ? 'quick' : 'full', write: values.write };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new CommandLineError(error instanceof Error ? error.message : String(error));
  }
}
