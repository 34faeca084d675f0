import { msg } from '@lit/localize';
import type { Command } from './command.ts';

export const nick: Command = {
  name: 'nick',
  get usage() {
    return msg('/nick NAME', { desc: 'The word before the space must stay as it is' });
  },
  get summary() {
    return msg('Change your name');
  },
  run(argument, { rename, print }) {
    const problem = rename(argument);
    if (problem !== undefined) print([problem], 'problem');
  },
};
