import { msg, str } from '@lit/localize';
import { NOTIFICATION_TEXT_LENGTH_MAX } from '../../../shared/limits.ts';
import type { TransferView } from '../../state/views.ts';
import { formatBytes, formatNames } from '../format.ts';
import type { NewsEntry } from './unread.ts';

/** What a notification of the system shows. */
export interface Announcement {
  readonly title: string;
  readonly body: string;
  /** A newer one with the same tag takes its place: one for each author, one for each transfer. */
  readonly tag: string;
}

/** Who it is from, and the first words of it. Undefined when its transfer is gone. */
export function announce(
  entry: NewsEntry,
  transfers: Readonly<Record<string, TransferView>>,
): Announcement | undefined {
  if (entry.type === 'message') {
    return { title: entry.author, body: firstWords(entry.text), tag: `message-${entry.authorId}` };
  }
  const transfer = transfers[entry.transfer];
  if (transfer?.direction !== 'incoming') return undefined;
  const { id, sender, names, fileCount, folderCount, totalBytes } = transfer;
  const files = firstWords(formatNames(names, fileCount + folderCount));
  return {
    title: msg(str`${sender} offers files`),
    body: `${files} · ${formatBytes(totalBytes)}`,
    tag: `transfer-${id}`,
  };
}

/** The beginning of a text in one line, cut between words where that loses little. */
export function firstWords(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const letters = [...line];
  if (letters.length <= NOTIFICATION_TEXT_LENGTH_MAX) return line;
  const cut = letters.slice(0, NOTIFICATION_TEXT_LENGTH_MAX - 1).join('');
  const lastSpace = cut.lastIndexOf(' ');
  return `${lastSpace > cut.length / 2 ? cut.slice(0, lastSpace) : cut}…`;
}
