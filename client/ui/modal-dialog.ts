import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { X } from 'lucide';
import './icon.ts';

/**
 * A modal dialog with its heading as its name. Escape, the cross and a click beside it close it.
 * Not an element with a slot: what stands in a slot is, for whoever looks into the page, not inside of the dialog.
 */
export function modalDialog(heading: string, content: TemplateResult): TemplateResult {
  return html`
    <dialog aria-labelledby="heading" @click=${closeFromBackdrop}>
      <div class="heading">
        <h2 id="heading">${heading}</h2>
        <button class="quiet icon-only" type="button" aria-label=${msg('Close')} @click=${closeAround}>
          <ll-icon .icon=${X}></ll-icon>
        </button>
      </div>
      <div class="content">${content}</div>
    </dialog>
  `;
}

const closeAround = (event: Event) => (event.currentTarget as Element).closest('dialog')?.close();

/** The frame has no padding of its own, so a click whose target is the dialog hit the backdrop. */
function closeFromBackdrop(event: Event): void {
  if (event.target === event.currentTarget) closeAround(event);
}

export const modalDialogStyles = css`
  :host {
    display: contents;
  }

  dialog {
    width: min(27rem, 100vw - 2rem);
    max-height: min(44rem, 100dvh - 2rem);
    padding: 0;
    border: 1px solid var(--ll-line);
    border-radius: var(--ll-radius-3);
    background: var(--ll-raised);
    color: var(--ll-text);
    overflow-wrap: anywhere;
    box-shadow: var(--ll-shadow-high);
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
    animation: appear var(--ll-quick);
  }

  dialog::backdrop {
    background: var(--ll-veil);
  }

  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }

  dialog > .heading {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-block: var(--ll-space-3) var(--ll-space-2);
    padding-inline: var(--ll-space-5) var(--ll-space-3);
  }

  h2 {
    font-size: var(--ll-large);
  }

  dialog > .content {
    display: grid;
    /* In a low window the content scrolls as a whole: a list in it that scrolls by itself would give way to nothing. */
    grid-auto-rows: max-content;
    gap: var(--ll-space-4);
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: var(--ll-space-1) var(--ll-space-5) var(--ll-space-5);
  }

  @media (max-width: 30rem) {
    dialog > .heading,
    dialog > .content {
      padding-inline-start: var(--ll-space-4);
    }

    dialog > .content {
      padding-inline-end: var(--ll-space-4);
    }
  }

  .content > .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--ll-space-2);
  }
`;
