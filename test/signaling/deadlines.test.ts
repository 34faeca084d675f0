import fc from 'fast-check';
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

test('Whatever is set, deleted and taken, the next deadline is the earliest of what is left', () => {
  const key = fc.integer({ min: 0, max: 5 });
  const time = fc.integer({ min: 0, max: 20 });
  const change = fc.oneof(
    fc.tuple(fc.constant('set' as const), key, time),
    fc.tuple(fc.constant('delete' as const), key, time),
    fc.tuple(fc.constant('take' as const), key, time),
  );
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const deadlines = new Deadlines<number>();
      const left = new Map<number, number>();
      for (const [what, which, at] of changes) {
        if (what === 'set') {
          deadlines.set(which, at);
          left.set(which, at);
        } else if (what === 'delete') {
          deadlines.delete(which);
          left.delete(which);
        } else {
          const due = [...left].filter(([, dueAt]) => dueAt <= at).map(([one]) => one);
          expect(deadlines.takeDue(at).toSorted()).toEqual(due.toSorted());
          for (const one of due) left.delete(one);
        }
        expect(deadlines.next()).toBe(left.size === 0 ? undefined : Math.min(...left.values()));
      }
    }),
  );
});
