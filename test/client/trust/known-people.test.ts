import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { KnownPeople } from '../../../client/trust/known-people.ts';
import { identityKeySchema } from '../../../shared/ids.ts';
import { KNOWN_PEOPLE_MAX } from '../../../shared/limits.ts';
import { FakeTabStorage } from '../../support/fake-tab-storage.ts';

const keyOf = (number: number) => v.parse(identityKeySchema, number.toString(16).padStart(64, '0'));
const [annKey, otherKey] = [keyOf(1), keyOf(2)];

describe('somebody', () => {
  test('is new at first, and recognised from then on, over pages', () => {
    const storage = new FakeTabStorage();
    expect(new KnownPeople(storage).meet(annKey, 'Ann')).toBe('new');
    expect(new KnownPeople(storage).meet(annKey, 'Ann')).toBe('recognised');
  });

  test('is recognised under another name', () => {
    const people = new KnownPeople(new FakeTabStorage());
    people.meet(annKey, 'Ann');
    expect(people.meet(annKey, 'Annabel')).toBe('recognised');
  });

  test.each(['Ann', 'ANN', 'Ａnn'])('who calls themselves %s with another key is not Ann, however often', (name) => {
    const people = new KnownPeople(new FakeTabStorage());
    people.meet(annKey, 'Ann');
    expect(people.meet(otherKey, name)).toBe('name-of-another');
    expect(people.meet(otherKey, name)).toBe('name-of-another');
    expect(people.meet(annKey, 'Ann')).toBe('recognised');
  });

  test('whom one knows under another name is not Ann either', () => {
    const people = new KnownPeople(new FakeTabStorage());
    people.meet(annKey, 'Ann');
    people.meet(otherKey, 'Ben');
    expect(people.meet(otherKey, 'Ann')).toBe('name-of-another');
    expect(people.meet(otherKey, 'Ben')).toBe('recognised');
  });

  test('who is said to be Ann as well is recognised with either key', () => {
    const people = new KnownPeople(new FakeTabStorage());
    people.meet(annKey, 'Ann');
    people.remember(otherKey, 'Ann');
    expect([people.meet(otherKey, 'Ann'), people.meet(annKey, 'Ann')]).toEqual(['recognised', 'recognised']);
  });

  test('may take a name that nobody has any more', () => {
    const people = new KnownPeople(new FakeTabStorage());
    people.meet(annKey, 'Ann');
    people.meet(annKey, 'Annabel');
    expect(people.meet(otherKey, 'Ann')).toBe('new');
  });

  test('who was met longest ago is forgotten when there are too many', () => {
    const storage = new FakeTabStorage();
    const met = Array.from({ length: KNOWN_PEOPLE_MAX }, (_, at) => ({ key: keyOf(at + 1), name: `Person ${at + 1}` }));
    storage.setItem('lanline-people', JSON.stringify(met));
    const people = new KnownPeople(storage);
    people.meet(keyOf(1), 'Person 1');
    people.meet(keyOf(5_000), 'One more');
    expect(people.meet(keyOf(1), 'Person 1')).toBe('recognised');
    expect(people.meet(keyOf(2), 'Person 2')).toBe('new');
  });
});

describe('a browser', () => {
  test.each(['', '{', 'null', '{}', '[{"key":1}]', '[{"key":"00","name":"Ann"}]'])(
    'that has stored %j begins anew',
    (text) => {
      const storage = new FakeTabStorage();
      storage.setItem('lanline-people', text);
      expect(new KnownPeople(storage).meet(annKey, 'Ann')).toBe('new');
    },
  );

  test('without storage knows people for as long as the page lives', () => {
    const forbid = (): never => {
      throw new DOMException('forbidden', 'SecurityError');
    };
    const people = new KnownPeople({ getItem: forbid, setItem: forbid });
    expect([people.meet(annKey, 'Ann'), people.meet(annKey, 'Ann')]).toEqual(['new', 'recognised']);
  });

  test('hears from its other tabs whom they have met', () => {
    const storage = new FakeTabStorage();
    const [here, there] = [new KnownPeople(storage), new KnownPeople(storage)];
    here.meet(annKey, 'Ann');
    expect(there.meet(annKey, 'Ann')).toBe('recognised');
    expect(there.meet(otherKey, 'Ben')).toBe('new');
    expect(here.meet(otherKey, 'Ben')).toBe('recognised');
  });
});
