import { describe, expect, test } from 'vitest';
import { suggestionsFor } from '../../../client/ui/composer/suggestions.ts';

const help = { usage: '/help', summary: 'List the commands' };
const nick = { usage: '/nick NAME', summary: 'Change your name' };
const msg = { usage: '/msg NAME TEXT', summary: 'Say something to one person', completes: 'name' } as const;
const theme = { usage: '/theme light|dark', summary: 'Change the look', completes: ['light', 'dark'] };
const commands = [help, nick, msg, theme];
const names = ['Ann', 'Ann Maria', 'Ben'];

const labelsFor = (draft: string) => suggestionsFor(commands, names, draft).map(({ label }) => label);

describe('commands', () => {
  test('are all listed for a slash alone', () => {
    expect(labelsFor('/')).toEqual(commands.map(({ usage }) => usage));
  });

  test('are narrowed by what is typed, whatever its case', () => {
    expect(labelsFor('/NI')).toEqual(['/nick NAME']);
  });

  test('are not listed once the word is finished, and never for plain text', () => {
    for (const draft of ['/nick ', '/nick\n', 'see /nick', '']) expect(labelsFor(draft)).toEqual([]);
  });

  test('are completed to what can be sent, or be followed by more', () => {
    expect(suggestionsFor(commands, names, '/h')).toEqual([
      { label: '/help', summary: 'List the commands', draft: '/help', typedOut: '/help' },
    ]);
    expect(suggestionsFor(commands, names, '/n')).toMatchObject([{ draft: '/nick ', typedOut: '/nick' }]);
  });
});

describe('the first argument', () => {
  test('is a name, as long as what is typed can become one', () => {
    expect(labelsFor('/msg ')).toEqual(names);
    expect(labelsFor('/msg ann')).toEqual(['Ann', 'Ann Maria']);
    expect(labelsFor('/MSG  Ann ')).toEqual(['Ann Maria']);
    expect(labelsFor('/msg Ben')).toEqual(['Ben']);
    for (const draft of ['/msg Ben ', '/msg Ben hello', '/msg Cy']) expect(labelsFor(draft)).toEqual([]);
  });

  test('that is a name is followed by what to say, so that Enter does not send it yet', () => {
    expect(suggestionsFor(commands, names, '/msg be')).toEqual([
      { label: 'Ben', summary: '', draft: '/msg Ben ', typedOut: undefined },
    ]);
  });

  test('is one of the words of the command, which can be sent then', () => {
    expect(suggestionsFor(commands, names, '/theme D')).toEqual([
      { label: 'dark', summary: '', draft: '/theme dark', typedOut: '/theme dark' },
    ]);
  });
});
