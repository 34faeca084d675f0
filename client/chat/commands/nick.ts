import type { Command } from './command.ts';

export const nick: Command = {
  name: 'nick',
  usage: '/nick NAME',
  summary: 'Change your name',
  run(argument, { rename, print }) {
    const problem = rename(argument);
    if (problem !== undefined) print([problem], 'problem');
  },
};
