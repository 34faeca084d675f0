import { str, msg as text } from '@lit/localize';
import { findAddressee } from './addressee.ts';
import type { Command, CommandContext } from './command.ts';

export const msg: Command = {
  name: 'msg',
  usage: '/msg NAME TEXT',
  get summary() {
    return text('Say something to one person alone');
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
      return text(str`This was not sent: write what you want to say after the name ${addressee.name}.`);
    case 'several':
      return text(
        str`This was not sent: it could be for ${new Intl.ListFormat('en', { type: 'disjunction' }).format(addressee.names)}. Write more of the name, or ask one of them to change it with /nick.`,
      );
    case 'nobody':
      return text('This was not sent: nobody in the room has this name. /who shows everybody.');
  }
}
