import { msg, str } from '@lit/localize';
import { formatList } from '../../languages/numbers.ts';
import { findAddressee } from './addressee.ts';
import type { Command, CommandContext } from './command.ts';

export const direct: Command = {
  name: 'msg',
  get usage() {
    return msg('/msg NAME TEXT', { desc: 'The word before the space must stay as it is' });
  },
  get summary() {
    return msg('Say something to one person alone');
  },
  completes: 'name',
  run(argument, context) {
    const addressee = findAddressee(argument, context.others());
    if (addressee.type === 'found' && addressee.text !== '') context.tell(addressee.peerId, addressee.text);
    else refuse(whyNot(addressee), context);
  },
};

function refuse(why: string, { print, putBack }: CommandContext): void {
  print([why], 'problem');
  putBack();
}

function whyNot(addressee: ReturnType<typeof findAddressee>): string {
  switch (addressee.type) {
    case 'found':
      return msg(str`This was not sent: write what you want to say after the name ${addressee.name}.`);
    case 'several':
      return msg(
        str`This was not sent: the name fits ${formatList(addressee.names)}. Write more of it, or ask one of them to change it with /nick.`,
      );
    case 'nobody':
      return msg('This was not sent: nobody in the room has this name. /who shows everybody.');
  }
}
