import { css } from 'lit';

export const composerStyles = css`
  form {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: var(--ll-space-2);
    padding: var(--ll-space-3) max(var(--ll-space-3), calc((100% - var(--ll-column)) / 2 + var(--ll-space-5)));
    border-top: 1px solid var(--ll-line);
    background: var(--ll-surface);
  }

  ll-composer-context {
    flex: 0 0 100%;
    min-width: 0;
  }

  /* What is typed, and the button for emoji beside it, look like one field. */
  .field {
    display: flex;
    flex: 1;
    align-items: flex-end;
    min-width: 0;
    border: 1px solid var(--ll-line-strong);
    border-radius: var(--ll-radius-2);
    background: var(--ll-surface);
    transition: border-color var(--ll-quick);
  }

  .field:has(textarea:focus-visible) {
    border-color: var(--ll-accent);
    outline: 2px solid var(--ll-accent);
    outline-offset: -1px;
  }

  textarea {
    display: block;
    flex: 1;
    min-width: 0;
    min-height: calc(var(--ll-touch) - 2px);
    max-height: 10rem;
    padding-block: calc(0.625rem - 1px);
    padding-inline-end: 0;
    border: 0;
    background: none;
    resize: none;
  }

  textarea:focus-visible {
    outline: none;
  }

  ll-emoji-picker {
    flex: none;
    /* Its place is kept until it is loaded. */
    min-width: var(--ll-touch);
    /* Its button is as high as a finger, and the field no higher. */
    margin-block: -1px;
  }

  .send {
    flex: none;
    width: var(--ll-touch);
    padding: 0;
  }

  /* Two names beside the message field need a wide window; the icons keep theirs in their labels. */
  @media (max-width: 72rem) {
    .folder {
      flex: none;
      width: var(--ll-touch);
      padding: 0;
    }

    .folder > span {
      display: none;
    }
  }

  @media (max-width: 47.5rem) {
    form {
      padding: var(--ll-space-2);
    }

    .files {
      flex: none;
      width: var(--ll-touch);
      padding: 0;
    }

    .files > span {
      display: none;
    }
  }
`;
