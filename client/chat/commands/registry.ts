import { msg, str } from '@lit/localize';
import { isolate } from '../../languages/isolate.ts';
import { clear } from './clear.ts';
import type { Command, CommandContext } from './command.ts';
import { doctor } from './doctor.ts';
import { exporting } from './export.ts';
import { help } from './help.ts';
import { me } from './me.ts';
import { direct } from './msg.ts';
import { nick } from './nick.ts';
import { quit } from './quit.ts';
import { send } from './send.ts';
import { theme } from './theme.ts';
import { who } from './who.ts';

/** Every slash command, in the order that `/help` lists them. A new one is a module and a name here. */
export const commands: readonly Command[] = [help, direct, me, nick, who, send, exporting, clear, theme, doctor, quit];

export const isCommand = (text: string): boolean => text.startsWith('/');

/** Runs the command that `text` names. An unknown one is answered with a line that helps, and shows what was typed. */
export function runCommand(text: string, context: Omit<CommandContext, 'commands'>): void {
  const [, name = '', argument = ''] = /^\/(\S*)\s*(.*)$/su.exec(text.trim()) ?? [];
  const command = commands.find((candidate) => candidate.name === name.toLowerCase());
  if (command !== undefined) command.run(argument, { ...context, commands });
  else
    context.print(
      [msg(str`“${isolate(text)}” was not sent: there is no command ${isolate(`/${name}`)}.`), hint(name)],
      'problem',
    );
}

function hint(typed: string): string {
  const meant = commands.find(({ name }) => typed !== '' && name.startsWith(typed.charAt(0).toLowerCase()));
  const list = msg('Type /help for the list, or put a space before the slash to send it as text.');
  return meant === undefined ? list : `${msg(str`Did you mean ${isolate(meant.usage)}?`)} ${list}`;
}
