import { find } from 'linkifyjs';
import { html, type TemplateResult } from 'lit';

/** A bare "report.zip" is also a domain name: only what looks like an address on purpose becomes a link. */
const looksLikeAddress = /^(?:https?:\/\/|www\.)/i;

/** A message's text with its web addresses as links. All of it goes through text bindings: nothing is ever parsed as HTML. */
export function messageText(text: string): (string | TemplateResult)[] {
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
