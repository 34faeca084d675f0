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
      <header>
        <h2 id="heading">${heading}</h2>
        <button class="quiet icon-only" type="button" aria-label=${msg('Close')} @click=${closeAround}>
          <ll-icon .icon=${X}></ll-icon>
        </button>
      </header>
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
    box-shadow: var(--ll-shadow-high);
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
    animation: appear 160ms ease-out;
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

  dialog > header {
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
    gap: var(--ll-space-4);
    overflow-y: auto;
    padding: var(--ll-space-1) var(--ll-space-5) var(--ll-space-5);
  }

  .content > .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--ll-space-2);
  }
`;
