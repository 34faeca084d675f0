import { beforeEach, describe, expect, test } from 'vitest';
import type { ConversationEntry } from '../../../client/state/views.ts';
import { ShownEntries } from '../../../client/ui/conversation/shown-entries.ts';

const entry = (number: number): ConversationEntry => ({
  type: 'notice',
  id: `n${number}`,
  at: number,
  tone: 'quiet',
  lines: ['Somebody said something.'],
});
const entries = (count: number) => Array.from({ length: count }, (_, number) => entry(number));

let shown: ShownEntries;

beforeEach(() => {
  shown = new ShownEntries();
});

/** Steps until nothing is left out. Answers how many steps that took. */
function fill(all: readonly ConversationEntry[], isAtEnd: boolean): number {
  let steps = 0;
  do {
    shown.step(all, isAtEnd);
    steps += 1;
  } while (shown.isShort);
  return steps;
}

describe('somebody at the end', () => {
  test('sees the newest screenful at once, and the rest comes in steps that are not told aloud', () => {
    const all = entries(1_000);
    shown.step(all, true);
    expect(shown).toMatchObject({ stretch: { start: 970, end: 1_000 }, isShort: true, hasEnd: true, hasNews: true });
    shown.step(all, true);
    expect(shown).toMatchObject({ stretch: { start: 940, end: 1_000 }, followsEnd: false, hasNews: false });
    expect(fill(all, true)).toBe(3);
    expect(shown.stretch).toEqual({ start: 850, end: 1_000 });
    shown.step(entries(1_001), true);
    expect(shown).toMatchObject({ stretch: { start: 851, end: 1_001 }, followsEnd: true, isShort: false });
  });

  test('is told what is new between those steps, in a step of its own', () => {
    shown.step(entries(1_000), true);
    shown.step(entries(1_002), true);
    expect(shown).toMatchObject({ stretch: { start: 970, end: 1_002 }, followsEnd: true, isShort: true });
    shown.step(entries(1_002), true);
    expect(shown).toMatchObject({ stretch: { start: 940, end: 1_002 }, followsEnd: false });
  });

  test('keeps what is in the document when history comes before it', () => {
    fill(entries(1_000).slice(500), true);
    shown.step(entries(1_000), true);
    expect(shown).toMatchObject({ stretch: { start: 850, end: 1_000 }, isShort: false });
  });

  test('has nothing to see where nothing was said', () => {
    shown.step([], true);
    expect(shown).toMatchObject({ stretch: { start: 0, end: 0 }, isShort: false, hasNews: false });
  });
});

describe('somebody who reads further up', () => {
  test('has the entries around them in the document, the nearest ones first', () => {
    const all = entries(1_000);
    fill(all, true);
    expect(shown.noteReading(10)).toBe(true);
    expect(shown.isShort).toBe(true);
    shown.step(all, false);
    expect(shown).toMatchObject({ stretch: { start: 820, end: 935 }, followsEnd: false, isShort: true, hasEnd: false });
    expect(fill(all, false)).toBe(2);
    expect(shown.stretch).toEqual({ start: 785, end: 935 });
    expect(shown.noteReading(75 + 25)).toBe(false);
    expect(shown.noteReading(75 + 26)).toBe(true);
  });

  test('stays where they are when more is said and the oldest is dropped', () => {
    const all = entries(1_000);
    shown.step(all, true);
    shown.center(entry(500));
    fill(all, false);
    expect(shown.stretch).toEqual({ start: 425, end: 575 });
    shown.step(entries(1_010).slice(10), false);
    expect(shown).toMatchObject({ stretch: { start: 415, end: 565 }, isShort: false, hasNews: true });
  });

  test('comes back to the end without being told aloud what was said meanwhile', () => {
    fill(entries(1_000), true);
    shown.center(entry(100));
    fill(entries(1_001), false);
    shown.step(entries(1_001), true);
    expect(shown).toMatchObject({ stretch: { start: 971, end: 1_001 }, followsEnd: false });
    fill(entries(1_001), true);
    expect(shown.followsEnd).toBe(false);
  });
});
