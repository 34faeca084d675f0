import { html, type TemplateResult } from 'lit';
import { assertNever } from '../../../shared/assert-never.ts';
import './code-block.ts';
import { isEmojiOnly } from './emoji-only.ts';
import { type MessagePart, messageParts } from './message-parts.ts';

/** A bare "report.zip" is also a domain name: only what looks like an address on purpose becomes a link. */
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"“”«»]+/gi;

/** What ends a sentence rather than an address. */
const SENTENCE_END = ".,:;!?'’…*_~";

const OPENING_BRACKETS = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/**
 * A message's text with its web addresses as links and its code as code; a few emoji alone are large. All of it goes
 * through text bindings: nothing is ever parsed as HTML. It needs `messageTextStyles` around it.
 */
export function messageText(text: string): (string | TemplateResult)[] {
  if (isEmojiOnly(text)) return [html`<span class="emoji">${text}</span>`];
  return messageParts(text).flatMap(shownPart);
}

function shownPart(part: MessagePart): (string | TemplateResult)[] {
  switch (part.type) {
    case 'text':
      return linked(part.source);
    case 'code':
      return [html`<code dir="ltr">${part.code}</code>`];
    case 'code-block':
      return [html`<ll-code-block .code=${part.code} .language=${part.language}></ll-code-block>`];
    default:
      return assertNever(part);
  }
}

function linked(text: string): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let shownTo = 0;
  for (const { 0: match, index } of text.matchAll(ADDRESS)) {
    const address = match.slice(0, addressLength(match));
    const href = /^www/i.test(address) ? `https://${address}` : address;
    if (!hasHost(href)) continue;
    parts.push(text.slice(shownTo, index), link(address, href));
    shownTo = index + address.length;
  }
  return [...parts, text.slice(shownTo)];
}

/** Without what belongs to the sentence around it: its full stop, and the end of a bracket that began before the address. */
function addressLength(match: string): number {
  const unopened = new Map([...OPENING_BRACKETS].map(([end, start]) => [end, count(match, end) - count(match, start)]));
  let length = match.length;
  for (;;) {
    const last = match.charAt(length - 1);
    const excess = unopened.get(last) ?? 0;
    if (excess > 0) unopened.set(last, excess - 1);
    else if (last === '' || !SENTENCE_END.includes(last)) return length;
    length -= 1;
  }
}

const count = (text: string, character: string) => text.split(character).length - 1;

const hasHost = (href: string) => URL.canParse(href) && !/^https?:\/\/www\.?$/i.test(href);

const link = (value: string, href: string) =>
  html`<a href=${href} target="_blank" rel="noopener noreferrer">${value}</a>`;
