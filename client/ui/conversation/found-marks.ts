import { css } from 'lit';
import { findInText, foldText } from './search-text.ts';

/** What a search has found; the message that was gone to last is stronger. Each shadow root with such text needs them. */
export const foundStyles = css`
  ::highlight(ll-found) {
    background-color: color-mix(in oklab, var(--ll-parcel) 40%, transparent);
  }

  ::highlight(ll-found-current) {
    background-color: var(--ll-parcel);
    color: oklch(0.2 0.03 215);
  }
`;

/** One message on the page, and the element whose text is searched. */
export interface SearchedText {
  readonly id: string;
  readonly element: Element | null | undefined;
}

/** Marks what is found, where the browser can paint over text without changing it (CSS Custom Highlight API). */
export function markFound(texts: Iterable<SearchedText>, query: string, currentId: string | undefined): void {
  if (!('highlights' in CSS)) return;
  const wanted = foldText(query);
  const [found, current] = [new Highlight(), new Highlight()];
  for (const { id, element } of texts) {
    if (!element) continue;
    for (const range of rangesIn(element, wanted)) (id === currentId ? current : found).add(range);
  }
  CSS.highlights.set('ll-found', found);
  CSS.highlights.set('ll-found-current', current);
}

export function unmarkFound(): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete('ll-found');
  CSS.highlights.delete('ll-found-current');
}

function* rangesIn(element: Element, wanted: string): Generator<StaticRange> {
  for (const node of textNodes(element)) {
    for (const [startOffset, endOffset] of findInText(node.data, wanted)) {
      yield new StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset });
    }
  }
}

/** Those of the message, and of the code in its blocks. */
function* textNodes(parent: Element | ShadowRoot): Generator<Text> {
  for (const child of parent.childNodes) {
    if (child instanceof Text) yield child;
    else if (child instanceof Element) yield* textNodes(child.shadowRoot?.querySelector('pre') ?? child);
  }
}
