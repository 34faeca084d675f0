import { msg } from '@lit/localize';
import type { Command } from './command.ts';

export const clear: Command = {
  name: 'clear',
  usage: '/clear',
  get summary() {
    return msg('Clear your own view of the conversation');
  },
  run(_argument, { clear: clearView, print }) {
    clearView();
    print([msg('Your view was cleared. The others still see everything.')]);
  },
};
