import type { PeerId } from '../../../shared/ids.ts';

/** The first one is as the system has it. */
export const themes = ['system', 'light', 'dark'] as const;

export type ExportFormat = 'text' | 'json';

/** What a slash command may use. To its own person it speaks through `print`. */
export interface CommandContext {
  /** Every command there is, in the order of the list. */
  readonly commands: readonly Command[];
  /** Changes the own name, or answers with a sentence that says why not. */
  rename(name: string): string | undefined;
  /** Everybody in the room, this browser's person first. */
  people(): readonly { readonly name: string; readonly address: string; readonly state: string }[];
  /** Everybody else whose name is known. */
  others(): readonly { readonly peerId: PeerId; readonly name: string }[];
  /** Says something to one person alone. */
  tell(peerId: PeerId, text: string): void;
  /** Says what this person does. */
  act(text: string): void;
  /** Puts what was typed back into the message field, since it was not done. */
  putBack(): void;
  /** Takes messages and notices out of the own view. */
  clear(): void;
  changeTheme(theme: (typeof themes)[number]): void;
  /** How this browser and its links stand, for a bug report: without addresses. */
  examine(): Promise<readonly string[]>;
  /** Opens the file picker. */
  pickFiles(): void;
  leaveRoom(): void;
  /** Saves the conversation as a file; answers with its name, or undefined when there is nothing to save. */
  exportConversation(format: ExportFormat): string | undefined;
  print(lines: readonly string[], tone?: 'quiet' | 'problem'): void;
}

export interface Command {
  /** What follows the slash. */
  readonly name: string;
  /** How it is typed, such as `/nick NAME`, and what it does: in the page's language, so they are evaluated when shown. */
  readonly usage: string;
  readonly summary: string;
  /** What the first argument may be: a person's name, or one of these words. */
  readonly completes?: 'name' | readonly string[];
  /** `argument` is what follows the name, without spaces around it. */
  run(argument: string, context: CommandContext): void;
}
