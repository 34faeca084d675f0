/** What a slash command may use. It speaks to its own person only, through `print`. */
export interface CommandContext {
  /** Every command there is, in the order of the list. */
  readonly commands: readonly Command[];
  /** Changes the own name, or answers with a sentence that says why not. */
  rename(name: string): string | undefined;
  /** Everybody in the room, this browser's person first. */
  people(): readonly { readonly name: string; readonly address: string; readonly state: string }[];
  /** How this browser and its links stand, for a bug report: without addresses. */
  examine(): Promise<readonly string[]>;
  /** Opens the file picker. */
  pickFiles(): void;
  leaveRoom(): void;
  print(lines: readonly string[], tone?: 'quiet' | 'problem'): void;
}

export interface Command {
  /** What follows the slash. */
  readonly name: string;
  /** How it is typed, such as `/nick NAME`, and what it does: in the page's language, so they are evaluated when shown. */
  readonly usage: string;
  readonly summary: string;
  /** `argument` is what follows the name, without spaces around it. */
  run(argument: string, context: CommandContext): void;
}
