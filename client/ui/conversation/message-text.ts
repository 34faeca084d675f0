import { find } from 'linkifyjs';
import { html, type TemplateResult } from 'lit';
import { assertNever } from '../../../shared/assert-never.ts';
import './code-block.ts';
import { isEmojiOnly } from './emoji-only.ts';
import { type MessagePart, messageParts } from './message-parts.ts';

/** A bare "report.zip" is also a domain name: only what looks like an address on purpose becomes a link. */
const looksLikeAddress = /^(?:https?:\/\/|www\.)/i;

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
  for (const { value, href, start, end } of find(text, 'url', { defaultProtocol: 'https' })) {
    if (!looksLikeAddress.test(value)) continue;
    parts.push(text.slice(shownTo, start), link(value, href));
    shownTo = end;
  }
  return [...parts, text.slice(shownTo)];
}

const link = (value: string, href: string) =>
  html`<a href=${href} target="_blank" rel="noopener noreferrer">${value}</a>`;
