import type { Command } from './command.ts';

export const quit: Command = {
  name: 'quit',
  usage: '/quit',
  summary: 'Leave the room',
  run: (_argument, { leaveRoom }) => leaveRoom(),
};
