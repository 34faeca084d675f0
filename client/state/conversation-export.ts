import { msg, str } from '@lit/localize';
import type { ExportFormat } from '../chat/commands/command.ts';
import { formatListStart } from '../languages/numbers.ts';
import type { NamedBlob } from '../transfer/sinks/save-download.ts';
import type { Stores } from './stores.ts';

/** What is kept of a conversation when it is exported: what people said and offered, in order. */
export type ExportedEntry = {
  /** Wall time in ms since 1970. */
  readonly at: number;
  readonly author: string;
  /** Whether this browser's person said it. */
  readonly own: boolean;
} & (
  | {
      readonly type: 'message';
      /** Empty once it is deleted. */
      readonly text: string;
      readonly action?: true;
      readonly change?: 'edited' | 'deleted';
      /** The name of whom alone it was said to, or who alone got it: of a direct message. */
      readonly onlyTo?: string;
    }
  | {
      readonly type: 'files';
      /** The first few names. */
      readonly names: readonly string[];
      readonly fileCount: number;
      readonly totalBytes: number;
    }
);

export interface ConversationExport {
  /** The number of the room. Its words are a secret, and no part of an export. */
  readonly room: number;
  /** Wall time in ms since 1970. */
  readonly savedAt: number;
  readonly entries: readonly ExportedEntry[];
}

type ShownStores = Pick<Stores, 'conversation' | 'transfers' | 'settings'>;

/** The file that somebody saves of what the stores show; undefined when nothing was said or offered. */
export function exportConversation(
  stores: ShownStores,
  format: ExportFormat,
  room: number,
  savedAt: number,
): NamedBlob | undefined {
  const conversation = { room, savedAt, entries: exportedEntries(stores) };
  if (conversation.entries.length === 0) return undefined;
  const type = format === 'json' ? 'application/json' : 'text/plain';
  return { name: exportName(conversation, format), blob: new Blob([formatExport(conversation, format)], { type }) };
}

/** What the stores show, without what the page itself has said. */
export function exportedEntries(stores: ShownStores): ExportedEntry[] {
  const transfers = stores.transfers.get();
  return stores.conversation.get().flatMap((entry): ExportedEntry[] => {
    const { at } = entry;
    if (entry.type === 'message') {
      const { author, own, text, action, change, onlyTo } = entry;
      const marks = { ...(action && { action }), ...(change && { change }), ...(onlyTo && { onlyTo: onlyTo.name }) };
      return [{ at, author, own, type: 'message', text, ...marks }];
    }
    const view = entry.type === 'transfer' ? transfers[entry.transfer] : undefined;
    if (view === undefined) return [];
    const own = view.direction === 'outgoing';
    const { names, fileCount, totalBytes } = view;
    const author = own ? stores.settings.get().name : view.sender;
    return [{ at, author, own, type: 'files', names, fileCount, totalBytes }];
  });
}

/** Such as `lanline-42-2026-11-21.txt`, by the day here. */
export function exportName({ room, savedAt }: ConversationExport, format: ExportFormat): string {
  return `lanline-${room}-${dayOf(savedAt)}.${format === 'json' ? 'json' : 'txt'}`;
}

export const formatExport = (conversation: ConversationExport, format: ExportFormat): string =>
  format === 'json' ? asJson(conversation) : asText(conversation);

/** The format is described in docs/conversation-export.md. */
function asJson({ room, savedAt, entries }: ConversationExport): string {
  const moment = (at: number) => new Date(at).toISOString();
  const listed = entries.map(({ type, at, author, own, ...content }) => ({
    type,
    at: moment(at),
    author,
    own,
    ...content,
  }));
  const all = { format: 'lanline-conversation', version: 1, room, savedAt: moment(savedAt), entries: listed };
  return `${JSON.stringify(all, undefined, 2)}\n`;
}

/** Lines for people, with days and times as they are here. */
function asText({ room, savedAt, entries }: ConversationExport): string {
  const lines = [msg(str`Lanline, room ${room}, saved on ${dayOf(savedAt)} at ${timeOf(savedAt)}`)];
  let day: string | undefined;
  for (const entry of entries) {
    if (dayOf(entry.at) !== day) {
      day = dayOf(entry.at);
      lines.push('', day);
    }
    lines.push(`${timeOf(entry.at)}  ${indented(lineOf(entry))}`);
  }
  return `${lines.join('\n')}\n`;
}

function lineOf(entry: ExportedEntry): string {
  const marks = entry.type === 'message' ? marksOf(entry) : [];
  const about = marks.length === 0 ? entry.author : `${entry.author} (${formatListStart(marks)})`;
  const isAction = entry.type === 'message' && entry.action === true;
  return `${isAction ? `* ${about}` : `${about}:`} ${contentOf(entry)}`.trimEnd();
}

function marksOf({ own, onlyTo, change }: Extract<ExportedEntry, { type: 'message' }>): readonly string[] {
  const marks: string[] = [];
  if (onlyTo !== undefined) marks.push(own ? msg(str`only to ${onlyTo}`) : msg('only to you'));
  if (change !== undefined) marks.push(change === 'edited' ? msg('edited') : msg('message deleted'));
  return marks;
}

function contentOf(entry: ExportedEntry): string {
  if (entry.type === 'message') return entry.text;
  const more = entry.fileCount - entry.names.length;
  const names = entry.names.join(', ');
  return more > 0 ? msg(str`[files: ${names} and ${more} more]`) : msg(str`[files: ${names}]`);
}

/** Nobody's line break begins a line that looks like somebody else's message. */
const indented = (text: string) => text.replace(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/gu, '\n       ');

const twoDigits = (value: number) => `${value}`.padStart(2, '0');

function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

function timeOf(at: number): string {
  const date = new Date(at);
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}
