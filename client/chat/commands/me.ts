import { msg } from '@lit/localize';
import type { Command } from './command.ts';

export const me: Command = {
  name: 'me',
  get usage() {
    return msg('/me TEXT', { desc: 'The word before the space must stay as it is' });
  },
  get summary() {
    return msg('Say what you are doing');
  },
  run(argument, { act, print, putBack }) {
    if (argument !== '') act(argument);
    else {
      print([msg('This was not sent: write what you are doing, as in “/me waves”.')], 'problem');
      putBack();
    }
  },
};
