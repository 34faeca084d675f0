import { msg } from '@lit/localize';
import type { Command } from './command.ts';

export const who: Command = {
  name: 'who',
  usage: '/who',
  get summary() {
    return msg('Show who is here, with their addresses');
  },
  run: (_argument, { people, print }) =>
    print(people().map(({ name, address, state }) => `${name} (${state}) — ${address}`)),
};
