import { css } from 'lit';

/** How what `messageText` gives looks, wherever it stands. */
export const messageTextStyles = css`
  code {
    padding: 0.1em 0.35em;
    border-radius: var(--ll-radius-1);
    background: color-mix(in oklab, var(--ll-text) 8%, transparent);
    font: 0.9em / 1.4 var(--ll-mono);
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
  }

  ll-code-block {
    max-width: 100%;
    margin-block: var(--ll-space-1);
  }

  .text:has(> .emoji) {
    padding: 0;
    border-color: transparent;
    background: none;
  }

  .emoji {
    font-size: 2.75rem;
    line-height: 1.25;
  }
`;
