import { msg, str } from '@lit/localize';
import { type Command, themes } from './command.ts';

export const theme: Command = {
  name: 'theme',
  usage: `/theme ${themes.join('|')}`,
  get summary() {
    return msg('Change how the page looks');
  },
  completes: themes,
  run(argument, { changeTheme, print, putBack }) {
    const chosen = themes.find((candidate) => candidate === argument.toLowerCase());
    if (chosen !== undefined) {
      changeTheme(chosen);
      print([msg(str`The theme is now: ${chosen}.`)]);
      return;
    }
    print([msg(str`A theme is one of ${themes.join(', ')}.`)], 'problem');
    putBack();
  },
};
