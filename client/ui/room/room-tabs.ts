import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../../languages/numbers.ts';

export type Pane = 'conversation' | 'people';

export interface RoomTabs {
  readonly shown: Pane;
  readonly peopleCount: number;
  /** What was said and offered while the conversation is not shown. */
  readonly unread: number;
  readonly show: (pane: Pane) => void;
}

/**
 * The tabs of a room on a phone (WAI-ARIA Authoring Practices, "Tabs Pattern"): arrow keys go from one to the other. The
 * panes stand in the same tree, with the names of the tabs as their ids.
 */
export const roomTabs = ({ shown, peopleCount, unread, show }: RoomTabs): TemplateResult => html`
  <div class="tabs" role="tablist" aria-label=${msg('Parts of the room')} @keydown=${(event: KeyboardEvent) => goByKey(event, shown, show)}>
    ${tab('conversation', shown, show, html`${msg('Conversation')}${unreadMark(unread)}`)}
    ${tab('people', shown, show, html`${msg('People')} <span class="count">${formatCount(peopleCount)}</span>`)}
  </div>
`;

const tab = (pane: Pane, shown: Pane, show: (pane: Pane) => void, words: TemplateResult) => html`
  <button
    id="${pane}-tab"
    type="button"
    role="tab"
    aria-controls=${pane}
    aria-selected=${pane === shown}
    tabindex=${pane === shown ? 0 : -1}
    @click=${() => show(pane)}
  >
    ${words}
  </button>
`;

const unreadMark = (unread: number) =>
  unread === 0
    ? nothing
    : html` <span class="unread"><span class="visually-hidden">${msg(str`${formatCount(unread)} unread`)}</span
          ><span aria-hidden="true">${formatCount(unread)}</span></span>`;

function goByKey(event: KeyboardEvent, shown: Pane, show: (pane: Pane) => void): void {
  const other = shown === 'people' ? 'conversation' : 'people';
  const targets: Readonly<Record<string, Pane>> = {
    ArrowLeft: other,
    ArrowRight: other,
    Home: 'conversation',
    End: 'people',
  };
  const next = targets[event.key];
  if (next === undefined) return;
  event.preventDefault();
  show(next);
  (event.currentTarget as Element).querySelector<HTMLElement>(`#${next}-tab`)?.focus();
}

export const roomTabsStyles = css`
  .tabs {
    display: flex;
    grid-area: tabs;
    /* Where the conversation puts its search. */
    padding-inline-end: calc(var(--ll-touch) + var(--ll-space-3));
    border-block-end: 1px solid var(--ll-line);
    background: var(--ll-surface);
  }

  .tabs > button {
    position: relative;
    flex: 1;
    border: 0;
    border-radius: 0;
    background: transparent;
    color: var(--ll-muted);
    font-weight: 500;
  }

  .tabs > button::after {
    position: absolute;
    inset-block-end: -1px;
    inset-inline: var(--ll-space-4);
    height: 3px;
    border-start-start-radius: 3px;
    border-start-end-radius: 3px;
    content: '';
  }

  .tabs > button[aria-selected='true'] {
    color: var(--ll-text);
    font-weight: 650;
  }

  .tabs > button[aria-selected='true']::after {
    background: var(--ll-accent);
  }

  .tabs > button:active {
    transform: none;
  }

  .tabs > button:focus-visible {
    outline-offset: -3px;
  }

  .count {
    color: var(--ll-muted);
    font-weight: 400;
  }

  .unread {
    min-width: 1.375rem;
    padding: 0.125rem 0.375rem;
    border: 1px solid transparent;
    border-radius: var(--ll-radius-round);
    background: var(--ll-accent);
    color: var(--ll-on-accent);
    font-size: var(--ll-tiny);
    font-variant-numeric: tabular-nums;
    font-weight: 700;
    line-height: 1.1;
  }

  @media (forced-colors: active) {
    .tabs > button[aria-selected='true']::after {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
