/** What the page and its hash worker say to each other, an answer a question; buffers are moved, not copied. */
export type HashRequest =
  | { readonly type: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** From `start` to `end`, in bytes. */
  | { readonly type: 'part'; readonly file: Blob; readonly start: number; readonly end: number };

export type HashReply =
  | { readonly type: 'hashed'; readonly bytes: Uint8Array<ArrayBuffer>; readonly digest: Uint8Array }
  /** The part could not be read. */
  | { readonly type: 'unreadable'; readonly message: string };
