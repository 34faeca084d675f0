/** What the page and its hash worker say to each other; the buffers are moved, not copied. */
export interface HashRequest {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface HashReply {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly digest: Uint8Array;
}
