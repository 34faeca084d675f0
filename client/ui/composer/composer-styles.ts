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

  textarea {
    display: block;
    flex: 1;
    min-width: 0;
    max-height: 10rem;
    resize: none;
  }

  /* It stands in the field, which ends where it begins. */
  ll-emoji-picker {
    flex: none;
    margin-inline-start: calc(-1 * (var(--ll-touch) + var(--ll-space-2)));
  }

  textarea {
    padding-inline-end: var(--ll-touch);
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
