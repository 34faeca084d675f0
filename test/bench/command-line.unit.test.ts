import { describe, expect, test } from 'vitest';
import { CommandLineError, readCommandLine } from './command-line.ts';
import type { Question } from './question.ts';

const question = (name: string): Question => ({
  name,
  asks: '',
  measure: () => Promise.resolve({ rows: [], notes: [] }),
});
const known = [question('chat'), question('mesh')];
const read = (args: readonly string[], env = {}) => {
  const { questions, scale, write } = readCommandLine(args, env, known);
  return { names: questions.map(({ name }) => name), scale, write };
};

describe('the command line', () => {
  test('asks everything in full unless told otherwise', () => {
    expect(read([])).toEqual({ names: ['chat', 'mesh'], scale: 'full', write: false });
  });

  test('asks what is named', () => {
    expect(read(['mesh'])).toMatchObject({ names: ['mesh'] });
  });

  test('takes its options', () => {
    expect(read(['--quick', '--write'])).toMatchObject({ scale: 'quick', write: true });
    expect(read([], { LANLINE_BENCH_QUICK: '1' })).toMatchObject({ scale: 'quick' });
  });

  test('says which questions there are when one is unknown', () => {
    expect(() => read(['chess'])).toThrow(CommandLineError);
    expect(() => read(['chess'])).toThrow('chat, mesh');
  });

  test('refuses options that there are not', () => {
    expect(() => read(['--fast'])).toThrow(CommandLineError);
  });
});
