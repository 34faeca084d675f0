import { msg } from '@lit/localize';
import type { Command } from './command.ts';

export const doctor: Command = {
  name: 'doctor',
  usage: '/doctor',
  get summary() {
    return msg('Show how the links stand, for a bug report');
  },
  run: (_argument, { examine, print }) => void examine().then((lines) => print(lines)),
};
