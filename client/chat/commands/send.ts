import { msg } from '@lit/localize';
import type { Command } from './command.ts';

export const send: Command = {
  name: 'send',
  usage: '/send',
  get summary() {
    return msg('Choose files to send');
  },
  run: (_argument, { pickFiles }) => pickFiles(),
};
