import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeMachine, type Machine } from './machine.ts';
import { questions } from './questions.ts';
import { type Run, runAsJson, runAsMarkdown, withResults } from './report.ts';
import type { Outcome } from './runner.ts';

const machine: Machine = {
  processor: 'Snail 1',
  cores: 2,
  memoryBytes: 4 * 2 ** 30,
  system: 'Linux 6.1',
  node: 'v20.1.0',
  browser: 'Chromium 156',
  lanline: '0.1.0',
  load: 0.25,
};

const question = (name: string) => ({ name, asks: `How fast is ${name}?`, measure: () => Promise.reject(new Error()) });
const answered = (name: string): Outcome => ({
  question: question(name),
  seconds: 61,
  status: 'answered',
  answer: {
    rows: [{ subject: 'a link', figures: [{ name: 'time', unit: 'ms', values: [3, 1, 2] }] }],
    notes: ['By foot.'],
  },
});
const failed = (name: string): Outcome => ({
  question: question(name),
  seconds: 1,
  status: 'failed',
  reason: 'no browser\n  at line 1',
});
const run = (...outcomes: readonly Outcome[]): Run => ({
  machine,
  scale: 'full',
  at: '2026-01-02T03:04:05Z',
  outcomes,
});

test('a machine is described by all that figures depend on', () => {
  expect(describeMachine(machine)).toBe(
    '2 × Snail 1, 4 GiB of memory, Linux 6.1, Node v20.1.0, Chromium 156, Lanline 0.1.0, load 0.3 before the run',
  );
});

describe('a run as JSON', () => {
  test('keeps every value beside its summary', () => {
    expect(JSON.parse(runAsJson(run(answered('snails'))))).toMatchObject({
      scale: 'full',
      machine,
      questions: [
        {
          name: 'snails',
          seconds: 61,
          rows: [{ subject: 'a link', figures: [{ values: [3, 1, 2], median: 2, min: 1, max: 3 }] }],
        },
      ],
    });
  });

  test('names what failed', () => {
    expect(JSON.parse(runAsJson(run(failed('snails'))))).toMatchObject({
      questions: [{ name: 'snails', failed: expect.stringContaining('no browser') }],
    });
  });
});

describe('a run as Markdown', () => {
  test('has the question, the table, the notes and the machine', () => {
    const text = runAsMarkdown(run(answered('snails')));
    for (const part of [
      '## snails',
      'How fast is snails?',
      '| a link | 2.00 (1.00 to 3.00) |',
      'By foot.',
      'Snail 1',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('Measured 2026-01-02 in 61 s');
  });

  test('says of a small run that it is one', () => {
    expect(runAsMarkdown({ ...run(answered('snails')), scale: 'quick' })).toContain('A small run');
  });

  test('says what failed in one line', () => {
    const text = runAsMarkdown(run(failed('snails')));
    expect(text).toContain('Failed: no browser');
    expect(text).not.toContain('at line 1');
  });
});

describe('the document', () => {
  const document = 'Before\n<!-- results of snails -->\nold\n<!-- end of snails -->\nAfter\n';

  test('gets the results in their place, as often as one likes', () => {
    const once = withResults(document, run(answered('snails')));
    expect(once).toMatch(/^Before\n<!-- results of snails -->\n\| \| time, ms \|/);
    expect(once).toMatch(/\n<!-- end of snails -->\nAfter\n$/);
    expect(once).not.toContain('old');
    expect(withResults(once, run(answered('snails')))).toBe(once);
  });

  test('keeps what it has of a question that failed', () => {
    expect(withResults(document, run(failed('snails')))).toBe(document);
  });

  test('takes no results that it has no place for', () => {
    expect(() => withResults(document, run(answered('slugs')))).toThrow(RangeError);
  });

  test('has a place for every question', () => {
    const page = readFileSync(new URL('../../docs/benchmarks.md', import.meta.url), 'utf8');
    const all = run(...questions.map(({ name }) => answered(name)));
    expect(() => withResults(page, all)).not.toThrow();
  });
});
