import type { CommandHelp } from '../../state/views.ts';

/** What a draft can become. */
export interface Suggestion {
  /** Such as `/nick NAME`, or a name. */
  readonly label: string;
  readonly summary: string;
  /** The draft once this is chosen, ready for what comes next. */
  readonly draft: string;
  /** A draft that says all of it already: Enter sends it. Undefined when more must follow. */
  readonly typedOut: string | undefined;
}

/** Commands while their word is typed, and then what their first argument may be. */
export function suggestionsFor(
  commands: readonly CommandHelp[],
  names: readonly string[],
  draft: string,
): readonly Suggestion[] {
  const [, word, argument] = /^(\/\S*)(?:\s+(.*))?$/su.exec(draft) ?? [];
  if (word === undefined) return [];
  const typed = word.toLowerCase();
  if (!/\s/u.test(draft)) return commands.filter((command) => wordOf(command).startsWith(typed)).map(suggestCommand);
  const command = commands.find((candidate) => wordOf(candidate) === typed);
  if (command?.completes === undefined) return [];
  const beginning = (argument ?? '').toLowerCase();
  const options = command.completes === 'name' ? names : command.completes;
  return options
    .filter((option) => option.toLowerCase().startsWith(beginning))
    .map((option) => suggestArgument(command, option));
}

/** The word that calls a command, such as `/nick` of `/nick NAME`. */
const wordOf = ({ usage }: CommandHelp) => usage.split(' ', 1)[0] ?? usage;

function suggestCommand(command: CommandHelp): Suggestion {
  const word = wordOf(command);
  const draft = command.usage === word ? word : `${word} `;
  return { label: command.usage, summary: command.summary, draft, typedOut: word };
}

/** What is said to somebody follows their name; one of a few words is all that there is to type. */
function suggestArgument(command: CommandHelp, option: string): Suggestion {
  const draft = `${wordOf(command)} ${option}`;
  return command.completes === 'name'
    ? { label: option, summary: '', draft: `${draft} `, typedOut: undefined }
    : { label: option, summary: '', draft, typedOut: draft };
}
