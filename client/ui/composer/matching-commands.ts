import type { CommandHelp } from '../../state/views.ts';

/** The word that calls a command, such as `/name` of `/name <new name>`. */
export const commandWord = ({ usage }: CommandHelp): string => usage.split(' ', 1)[0] ?? usage;

/** Commands that the draft can become: only while their first word is being typed. */
export function matchingCommands(commands: readonly CommandHelp[], draft: string): readonly CommandHelp[] {
  if (!/^\/\S*$/u.test(draft)) return [];
  const typed = draft.toLowerCase();
  return commands.filter((command) => commandWord(command).startsWith(typed));
}

/** The draft once a command is chosen, ready for what comes after its word. */
export function completedDraft(command: CommandHelp): string {
  const word = commandWord(command);
  return command.usage === word ? word : `${word} `;
}
