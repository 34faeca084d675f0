/** Time between two downloads, in ms: browsers drop some of those that start together. */
const BETWEEN_DOWNLOADS_MS = 300;

/** Time after which a download has surely been opened and its address may go, in ms. */
const REVOKE_AFTER_MS = 60_000;

export interface NamedBlob {
  readonly name: string;
  readonly blob: Blob;
}

/** Hands blobs to the browser's downloads, one after the other. */
export async function saveDownloads(files: readonly NamedBlob[]): Promise<void> {
  for (const [at, file] of files.entries()) {
    if (at > 0) await new Promise((resolve) => setTimeout(resolve, BETWEEN_DOWNLOADS_MS));
    startDownload(file);
  }
}

function startDownload({ name, blob }: NamedBlob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_AFTER_MS);
}
