import { expect, test } from 'vitest';
import { Deadlines } from '../../signaling/deadlines.ts';

test('The next deadline is the earliest, and there is none when there are no entries', () => {
  const deadlines = new Deadlines<string>();
  expect(deadlines.next()).toBeUndefined();
  deadlines.set('late', 30);
  deadlines.set('early', 10);
  expect(deadlines.next()).toBe(10);
});

test('What is due is taken out, the earliest first, and the rest stays', () => {
  const deadlines = new Deadlines<string>();
  deadlines.set('second', 20);
  deadlines.set('first', 10);
  deadlines.set('later', 21);
  expect(deadlines.takeDue(20)).toEqual(['first', 'second']);
  expect(deadlines.takeDue(20)).toEqual([]);
  expect(deadlines.next()).toBe(21);
});

test('A deadline is replaced by a later one of the same key, and can be deleted', () => {
  const deadlines = new Deadlines<string>();
  deadlines.set('one', 10);
  deadlines.set('one', 20);
  expect(deadlines.takeDue(10)).toEqual([]);
  deadlines.delete('one');
  expect(deadlines.next()).toBeUndefined();
});
