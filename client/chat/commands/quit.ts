import { msg } from '@lit/localize';
import type { Command } from './command.ts';

export const quit: Command = {
  name: 'quit',
  usage: '/quit',
  get summary() {
    return msg('Leave the room');
  },
  run: (_argument, { leaveRoom }) => leaveRoom(),
};
