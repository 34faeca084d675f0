import { describeMachine, type Machine } from './machine.ts';
import type { Scale } from './question.ts';
import type { Outcome } from './runner.ts';
import { summarize } from './statistics.ts';
import { markdownTable } from './table.ts';

/** One run. */
export interface Run {
  readonly machine: Machine;
  readonly scale: Scale;
  /** When it began, as ISO 8601. */
  readonly at: string;
  readonly outcomes: readonly Outcome[];
}

/** The run as it is kept: every value of every round, with its summary. */
export function runAsJson({ machine, scale, at, outcomes }: Run): string {
  const questions = outcomes.map((outcome) => {
    const { question, seconds } = outcome;
    const asked = { name: question.name, asks: question.asks, seconds };
    if (outcome.status === 'failed') return { ...asked, failed: outcome.reason };
    const { rows, notes } = outcome.answer;
    const summarized = rows.map(({ subject, figures }) => ({
      subject,
      figures: figures.map((figure) => ({ ...figure, ...summarize(figure.values) })),
    }));
    return { ...asked, notes, rows: summarized };
  });
  return `${JSON.stringify({ at, scale, machine, questions }, undefined, 2)}\n`;
}

/** The run as a document: a section for each question. */
export function runAsMarkdown(run: Run): string {
  return run.outcomes
    .map((outcome) => `## ${outcome.question.name}\n\n${outcome.question.asks}\n\n${sectionOf(outcome, run)}`)
    .join('\n\n');
}

/** The table of one question, what is to be said of it, and where it was measured. */
export function sectionOf(outcome: Outcome, { machine, scale, at }: Run): string {
  const measured = `Measured ${at.slice(0, 10)} in ${outcome.seconds.toFixed(0)} s on ${describeMachine(machine)}.`;
  const warning = scale === 'quick' ? ['**A small run, which only shows that it works.**'] : [];
  if (outcome.status === 'failed') return [`Failed: ${firstLine(outcome.reason)}`, measured].join('\n\n');
  const { rows, notes } = outcome.answer;
  return [...warning, markdownTable(rows), ...notes, `<sub>${measured}</sub>`].join('\n\n');
}

const firstLine = (text: string) => text.split('\n')[0] ?? '';

/** Where a question's results stand in the document. */
const beginOf = (name: string) => `<!-- results of ${name} -->\n`;
const endOf = (name: string) => `\n<!-- end of ${name} -->`;

/** Puts what was answered into the document. What failed stays as it was measured before. */
export function withResults(document: string, run: Run): string {
  return run.outcomes
    .filter(({ status }) => status === 'answered')
    .reduce((text, outcome) => replaceBetween(text, outcome.question.name, sectionOf(outcome, run)), document);
}

/** Throws where the document has no place for that question. */
function replaceBetween(text: string, name: string, section: string): string {
  const [begin, end] = [text.indexOf(beginOf(name)), text.indexOf(endOf(name))];
  if (begin < 0 || end < begin) throw new RangeError(`the document has no place for the results of ${name}`);
  return text.slice(0, begin + beginOf(name).length) + section + text.slice(end);
}
