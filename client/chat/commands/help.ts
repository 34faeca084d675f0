import { msg } from '@lit/localize';
import { isolate } from '../../languages/isolate.ts';
import type { Command } from './command.ts';

export const help: Command = {
  name: 'help',
  usage: '/help',
  get summary() {
    return msg('List the commands');
  },
  run: (_argument, { commands, print }) =>
    print(commands.map(({ usage, summary }) => `${isolate(usage)} — ${summary}`)),
};
