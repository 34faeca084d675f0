import type { Figure, Row } from './question.ts';
import { summarize } from './statistics.ts';

/** The rows of a question as a Markdown table: a column for each figure that any row has. */
export function markdownTable(rows: readonly Row[]): string {
  const headings = [...new Set(rows.flatMap(({ figures }) => figures.map(headingOf)))];
  const lines = rows.map(({ subject, figures }) => {
    const cells = new Map(figures.map((figure) => [headingOf(figure), cellOf(figure)]));
    return line([subject, ...headings.map((heading) => cells.get(heading) ?? '')]);
  });
  return [line(['', ...headings]), `|---|${'---:|'.repeat(headings.length)}`, ...lines].join('\n');
}

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replaceAll('  ', ' ');

const headingOf = ({ name, unit }: Figure) => (unit === '' ? name : `${name}, ${unit}`);

/** The median, and from where to where the values go when there are several. */
function cellOf({ values }: Figure): string {
  const { median, min, max } = summarize(values);
  if (values.length === 1) return formatted(median);
  return `${formatted(median)} (${formatted(min)} to ${formatted(max)})`;
}

/** Three digits that count, and no more than two behind the point. What never happened is infinite, or no number. */
export function formatted(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : '∞';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
