/** Paths that are named; the others are counted. */
const NAMED_MAX = 3;

/** What the person hears of entries that the browser could not read; `paths` has one or more. */
export function unreadableSentence(paths: readonly string[]): string {
  const more = paths.length - NAMED_MAX;
  const named = paths.slice(0, NAMED_MAX).map((path) => `“${path}”`);
  const all = more > 0 ? [...named, `${more.toLocaleString('en')} more`] : named;
  const list = new Intl.ListFormat('en').format(all);
  return `This browser could not read ${list}: left out. Check that you may open it, then send it again.`;
}
