/** What the page and its hash worker say to each other: an answer a question, in any order. */
export interface HashRequest {
  readonly id: number;
  readonly task: HashTask;
}

type Chunks = readonly Uint8Array<ArrayBuffer>[];

/** Buffers are moved, not copied; the answer brings them back. */
export type HashTask =
  /** Whoever sends them wants them `compressed` where that pays. */
  | { readonly type: 'chunks'; readonly chunks: Chunks; readonly compressed: boolean }
  | ({ readonly type: 'part'; readonly compressed: boolean } & FilePartToRead)
  /** They are the compressed form of so many bytes, which are hashed. */
  | { readonly type: 'compressed'; readonly chunks: Chunks; readonly length: number };

/** From `start` to `end`, in bytes. */
export interface FilePartToRead {
  readonly file: Blob;
  /** A copy of a file comes with each message, and looks like another file: its number says which one it is. */
  readonly fileNumber: number;
  readonly start: number;
  readonly end: number;
  /** May be filled again. */
  readonly spent: ArrayBuffer | undefined;
}

export type HashAnswer =
  /** `length` is that of the bytes that were hashed; the chunks have fewer when they are compressed. */
  | { readonly type: 'hashed'; readonly chunks: Chunks; readonly length: number; readonly digest: Uint8Array }
  /** The part could not be read. */
  | { readonly type: 'unreadable'; readonly message: string }
  /** What came is not the compressed form of so many bytes. */
  | { readonly type: 'damaged' };

export type HashReply =
  | ({ readonly id: number } & HashAnswer)
  /** From now on compressed chunks can be taken. */
  | { readonly type: 'decompresses' };
