/** Where one file lies in the stream of bytes of its transfer. */
export interface FileSpan {
  readonly path: string;
  readonly startBytes: number;
  readonly endBytes: number;
}

export function fileSpans(files: readonly { readonly path: string; readonly size: number }[]): readonly FileSpan[] {
  let endBytes = 0;
  return files.map(({ path, size }) => {
    const startBytes = endBytes;
    endBytes += size;
    return { path, startBytes, endBytes };
  });
}

/**
 * The index of the first file that is not complete when the first `bytes` are there. An empty file that lies just there
 * counts as not complete: making it again costs nothing.
 */
export function firstIncomplete(spans: readonly FileSpan[], bytes: number): number {
  const index = spans.findIndex(
    ({ startBytes, endBytes }) => endBytes > bytes || (startBytes === endBytes && startBytes === bytes),
  );
  return index === -1 ? spans.length : index;
}
