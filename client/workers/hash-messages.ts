/** What the page and its hash worker say to each other: an answer a question, in any order. */
export interface HashRequest {
  readonly id: number;
  readonly task: HashTask;
}

type Chunks = readonly Uint8Array<ArrayBuffer>[];

export type HashTask =
  /** Their buffers are moved, not copied; the answer brings them back. */
  { readonly type: 'chunks'; readonly chunks: Chunks } | ({ readonly type: 'part' } & FilePartToRead);

/** From `start` to `end`, in bytes. */
export interface FilePartToRead {
  readonly file: Blob;
  /** A copy of a file comes with each message, and looks like another file: its number says which one it is. */
  readonly fileNumber: number;
  readonly start: number;
  readonly end: number;
  /** Buffers of `BULK_MESSAGE_BYTES` that may be filled again. */
  readonly spent: readonly ArrayBuffer[];
}

export type HashReply =
  | { readonly id: number; readonly type: 'hashed'; readonly chunks: Chunks; readonly digest: Uint8Array }
  /** The part could not be read. */
  | { readonly id: number; readonly type: 'unreadable'; readonly message: string };
