import type { Command } from './command.ts';

export const help: Command = {
  name: 'help',
  usage: '/help',
  summary: 'List the commands',
  run: (_argument, { commands, print }) => print(commands.map(({ usage, summary }) => `${usage} — ${summary}`)),
};
