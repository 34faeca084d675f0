import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../support/fake-clock.ts';
import type { Answer, Question } from './question.ts';
import { runQuestions } from './runner.ts';

/** Nothing here takes as long. */
const LIMIT_MS = 60_000;

const answer: Answer = { rows: [], notes: ['done'] };
const ask = (name: string, measure: Question['measure']): Question => ({ name, asks: `${name}?`, measure });

describe('the runner', () => {
  test('asks one question after the other, and says how long each took', async () => {
    const clock = createFakeClock();
    const takes = (ms: number) => () => {
      clock.advance(ms);
      return Promise.resolve(answer);
    };
    const outcomes = await runQuestions([ask('one', takes(1_000)), ask('other', takes(2_500))], {
      scale: 'quick',
      limitMs: LIMIT_MS,
      now: clock.now,
      report: () => undefined,
    });
    expect(outcomes).toMatchObject([
      { status: 'answered', seconds: 1, answer },
      { status: 'answered', seconds: 2.5, answer },
    ]);
  });

  test('hands the scale on', async () => {
    const scales: string[] = [];
    const question = ask('one', (scale) => {
      scales.push(scale);
      return Promise.resolve(answer);
    });
    await runQuestions([question], { scale: 'full', limitMs: LIMIT_MS, now: () => 0, report: () => undefined });
    expect(scales).toEqual(['full']);
  });

  test('goes on after a question that fails, and says why it did', async () => {
    const lines: string[] = [];
    const outcomes = await runQuestions(
      [ask('broken', () => Promise.reject(new Error('no browser'))), ask('whole', () => Promise.resolve(answer))],
      { scale: 'quick', limitMs: LIMIT_MS, now: () => 0, report: (line) => lines.push(line) },
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['failed', 'answered']);
    expect(outcomes[0]).toMatchObject({ reason: expect.stringContaining('no browser') });
    expect(lines.join('\n')).toContain('no browser');
  });

  test('goes on after a question that does not end', async () => {
    const outcomes = await runQuestions(
      [ask('endless', () => new Promise(() => undefined)), ask('whole', () => Promise.resolve(answer))],
      { scale: 'quick', limitMs: 1, now: () => 0, report: () => undefined },
    );
    expect(outcomes).toMatchObject([
      { status: 'failed', reason: expect.stringContaining('did not end within 0.001 s') },
      { status: 'answered' },
    ]);
  });
});
