import type { Command } from './command.ts';

export const send: Command = {
  name: 'send',
  usage: '/send',
  summary: 'Choose files to send',
  run: (_argument, { pickFiles }) => pickFiles(),
};
