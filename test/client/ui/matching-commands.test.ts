import { expect, test } from 'vitest';
import { completedDraft, matchingCommands } from '../../../client/ui/composer/matching-commands.ts';

const help = { usage: '/help', summary: 'List the commands' };
const name = { usage: '/name <new name>', summary: 'Change your name' };
const commands = [help, name];

test('a slash alone lists every command', () => {
  expect(matchingCommands(commands, '/')).toEqual(commands);
});

test('what is typed narrows the list, whatever its case', () => {
  expect(matchingCommands(commands, '/NA')).toEqual([name]);
});

test('the list closes once the word is finished, and never opens for plain text', () => {
  expect(matchingCommands(commands, '/name ')).toEqual([]);
  expect(matchingCommands(commands, 'see /name')).toEqual([]);
  expect(matchingCommands(commands, '')).toEqual([]);
});

test('a completed command is ready for its arguments, if it takes any', () => {
  expect(completedDraft(name)).toBe('/name ');
  expect(completedDraft(help)).toBe('/help');
});
