/** What the page and the worker of one file in the browser's own file system say to each other: an answer a request. */
export type OpfsRequest =
  /** Opens the file, made if need be, and cuts off what is beyond `startBytes`. */
  | { readonly type: 'open'; readonly folder: string; readonly name: string; readonly startBytes: number }
  /** The buffers are moved, not copied. */
  | { readonly type: 'write'; readonly chunks: readonly Uint8Array<ArrayBuffer>[] }
  | { readonly type: 'flush' }
  /** Flushes, and lets go of the file. */
  | { readonly type: 'close' };

export type OpfsReply =
  /** How much of the file is on disk. */
  | { readonly type: 'done'; readonly flushedBytes: number }
  /** The name is that of the `DOMException`. Writing goes on at `flushedBytes`. */
  | { readonly type: 'failed'; readonly name: string; readonly message: string; readonly flushedBytes: number };
