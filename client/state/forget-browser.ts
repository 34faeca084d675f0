/** What the page keeps in `localStorage` begins with this. */
const PREFIX = 'lanline-';

/** Takes out all that the page has put into a storage. Does nothing where the browser forbids it. */
export function clearStorage(open: () => Storage): void {
  try {
    const storage = open();
    for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key);
  } catch (error) {
    // Where storage is forbidden, there is nothing in it.
    if (!(error instanceof DOMException)) throw error;
  }
}
