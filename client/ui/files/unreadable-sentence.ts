import { msg, str } from '@lit/localize';
import { isolate } from '../../languages/isolate.ts';
import { formatCount, formatList } from '../format.ts';

/** Paths that are named; the others are counted. */
const NAMED_MAX = 3;

/** What the person hears of entries that the browser could not read; `paths` has one or more. */
export function unreadableSentence(paths: readonly string[]): string {
  const more = paths.length - NAMED_MAX;
  const named = paths.slice(0, NAMED_MAX).map((path) => msg(str`“${isolate(path)}”`));
  const all = more > 0 ? [...named, msg(str`${formatCount(more)} more`)] : named;
  return msg(
    str`This browser could not read ${formatList(all)}: left out. Check that you may open it, then send it again.`,
  );
}
