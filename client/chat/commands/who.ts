import type { Command } from './command.ts';

export const who: Command = {
  name: 'who',
  usage: '/who',
  summary: 'Show who is here, with their addresses',
  run: (_argument, { people, print }) =>
    print(people().map(({ name, address, state }) => `${name} (${state}) — ${address}`)),
};
