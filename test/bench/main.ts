import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { CommandLineError, readCommandLine, type Wish } from './command-line.ts';
import { readMachine } from './machine.ts';
import { questions } from './questions.ts';
import { runAsJson, runAsMarkdown, withResults } from './report.ts';
import { runQuestions } from './runner.ts';

/** `npm run bench -- [--quick] [--write] [NAME …]`: what it measures, and how, is in docs/benchmarks.md. */

/** More than any question takes where all of them take 20 minutes. */
const LIMIT_MS = 9 * 60_000;

const results = new URL('../../test-results/', import.meta.url);
const page = new URL('../../docs/benchmarks.md', import.meta.url);

/** Answers whether all questions were answered. */
async function bench(wish: Wish): Promise<boolean> {
  const [machine, at] = [await readMachine(), new Date().toISOString()];
  const report = (line: string) => process.stderr.write(`${line}\n`);
  const limits = { limitMs: LIMIT_MS, now: () => performance.now() };
  const outcomes = await runQuestions(wish.questions, { scale: wish.scale, ...limits, report });
  const run = { machine, at, scale: wish.scale, outcomes };
  await mkdir(results, { recursive: true });
  await writeFile(new URL('bench.json', results), runAsJson(run));
  process.stdout.write(`${runAsMarkdown(run)}\n`);
  if (wish.write) await writeFile(page, withResults(await readFile(page, 'utf8'), run));
  return outcomes.every(({ status }) => status === 'answered');
}

try {
  const wish = readCommandLine(process.argv.slice(2), process.env, questions);
  // A question that did not end may have left a server or a browser, which would keep this process.
  process.exit((await bench(wish)) ? 0 : 1);
} catch (error) {
  if (!(error instanceof CommandLineError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
