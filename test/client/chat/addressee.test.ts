import { describe, expect, test } from 'vitest';
import { findAddressee } from '../../../client/chat/commands/addressee.ts';
import { fakePeerId } from '../../support/fake-ids.ts';

const names = ['Ann', 'Ann Maria', 'Ben', 'Benno', 'Zoë', 'ÆBLE Σ', 'dan', 'Dan', 'Eve', 'Eve'];
const people = names.map((name, at) => ({ peerId: fakePeerId(at), name }));

describe('whom a message is for', () => {
  test.each([
    ['Ben hello', 'Ben', 'hello'],
    ['ben  hello  there ', 'Ben', 'hello  there'],
    ['BENNO\nhello', 'Benno', 'hello'],
    ['Ann Maria hello', 'Ann Maria', 'hello'],
    ['ann maria hello', 'Ann Maria', 'hello'],
    ['Ann Marianne is here', 'Ann', 'Marianne is here'],
    ['Ann', 'Ann', ''],
    ['zoë hi', 'Zoë', 'hi'],
    ['Zo hi', 'Zoë', 'hi'],
    ['æble σ hi', 'ÆBLE Σ', 'hi'],
    ['benn hi', 'Benno', 'hi'],
    ['dan hi', 'dan', 'hi'],
    ['Dan hi', 'Dan', 'hi'],
  ])('%j is %s', (argument, name, text) => {
    expect(findAddressee(argument, people)).toEqual({
      type: 'found',
      peerId: fakePeerId(names.indexOf(name)),
      name,
      text,
    });
  });

  test.each([
    ['eve hi', ['Eve', 'Eve']],
    ['DAN hi', ['dan', 'Dan']],
    ['be hi', ['Ben', 'Benno']],
    ['an hi', ['Ann', 'Ann Maria']],
  ])('%j could be several', (argument, several) => {
    expect(findAddressee(argument, people)).toEqual({ type: 'several', names: several });
  });

  test.each(['', 'Fay hello', 'Annabel hi', 'Be.n hi'])('%j is nobody', (argument) => {
    expect(findAddressee(argument, people)).toEqual({ type: 'nobody' });
  });

  test('is the one that the most words begin, when no name stands there in full', () => {
    const [maria, mark] = [
      { peerId: fakePeerId(1), name: 'Ann Maria' },
      { peerId: fakePeerId(2), name: 'Ann Mark' },
    ];
    expect(findAddressee('ann mari hi', [maria, mark])).toEqual({ type: 'found', ...maria, text: 'hi' });
    expect(findAddressee('ann hi', [maria, mark])).toEqual({ type: 'several', names: ['Ann Maria', 'Ann Mark'] });
  });
});
