/** What simple-peer needs of Node's Buffer: bytes that came on the control channel, on which only text is allowed. */
export const Buffer = { from: (bytes: ArrayBuffer) => new Uint8Array(bytes) };
