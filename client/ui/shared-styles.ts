import { css } from 'lit';

/** What every element starts from. */
export const baseStyles = css`
  :host {
    display: block;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }

  ul {
    list-style: none;
  }

  a {
    color: var(--ll-accent);
    text-underline-offset: 0.15em;
  }

  :focus-visible {
    outline: 2px solid var(--ll-accent);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    border: 0;
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/** Buttons: plain, `primary` for the one next step, `quiet` without a frame, `icon-only` square. */
export const buttonStyles = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--ll-space-2);
    min-height: var(--ll-touch);
    padding: 0 var(--ll-space-4);
    border: 1px solid var(--ll-line-strong);
    border-radius: var(--ll-radius-2);
    background: var(--ll-surface);
    color: var(--ll-text);
    font: 600 var(--ll-body) / 1.2 var(--ll-font);
    white-space: nowrap;
    cursor: pointer;
    transition:
      background-color var(--ll-quick),
      border-color var(--ll-quick),
      transform var(--ll-quick);
  }

  button:hover {
    border-color: var(--ll-accent);
    background: var(--ll-accent-soft);
  }

  button:active {
    transform: translateY(1px);
  }

  button.primary {
    border-color: transparent;
    background: var(--ll-accent);
    color: var(--ll-on-accent);
  }

  button.primary:hover {
    background: var(--ll-accent-strong);
  }

  button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--ll-muted);
    font-weight: 500;
  }

  button.quiet:hover {
    background: var(--ll-accent-soft);
    color: var(--ll-text);
  }

  button.icon-only {
    flex: none;
    width: var(--ll-touch);
    padding: 0;
  }

  button:disabled {
    opacity: 0.55;
    cursor: default;
    transform: none;
  }

  /* Long words of some languages need a second line where there is little width. */
  @media (max-width: 22rem) {
    button {
      white-space: normal;
      overflow-wrap: anywhere;
    }
  }
`;

/** Text fields, labels above them and problems below. */
export const fieldStyles = css`
  label {
    font-weight: 600;
  }

  input[type='text'],
  select,
  textarea {
    width: 100%;
    min-height: var(--ll-touch);
    padding: 0.625rem var(--ll-space-3);
    border: 1px solid var(--ll-line-strong);
    border-radius: var(--ll-radius-2);
    background: var(--ll-surface);
    color: var(--ll-text);
    font: inherit;
    /* Phones zoom into fields with smaller letters. */
    font-size: 1rem;
    line-height: 1.375;
    transition: border-color var(--ll-quick);
  }

  input[type='text']:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    border-color: var(--ll-accent);
    outline-offset: -1px;
  }

  /* What is typed is read in the direction of its own words. */
  input[type='text'],
  textarea,
  ::placeholder {
    unicode-bidi: plaintext;
  }

  ::placeholder {
    color: var(--ll-muted);
    opacity: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  input[type='checkbox'],
  input[type='radio'] {
    flex: none;
    width: 1.25rem;
    height: 1.25rem;
    margin: 0;
    accent-color: var(--ll-accent);
  }

  .choice {
    display: flex;
    align-items: center;
    gap: var(--ll-space-3);
    min-height: var(--ll-touch);
    font-weight: 400;
    cursor: pointer;
  }
`;

/** A sentence with its icon: `problem` and `warning` need attention, `good` went well. */
export const sentenceStyles = css`
  .sentence {
    display: flex;
    align-items: flex-start;
    gap: var(--ll-space-2);
    overflow-wrap: anywhere;
  }

  .sentence > ll-icon {
    margin-block-start: 0.1em;
  }

  .sentence.good > ll-icon {
    color: var(--ll-good);
  }

  .sentence.problem > ll-icon {
    color: var(--ll-bad);
  }

  .sentence.warning > ll-icon {
    color: var(--ll-wait);
  }

  .sentence.problem.boxed,
  .sentence.warning {
    padding: var(--ll-space-3);
    border-radius: var(--ll-radius-2);
    background: var(--ll-bad-soft);
  }

  .sentence.warning {
    background: color-mix(in oklab, var(--ll-wait) 12%, var(--ll-surface));
  }
`;

/** The surface of a transfer in the conversation. */
export const cardStyles = css`
  article {
    display: grid;
    gap: var(--ll-space-3);
    padding: var(--ll-space-4);
    border: 1px solid var(--ll-line);
    border-radius: var(--ll-radius-3);
    background: var(--ll-surface);
    box-shadow: var(--ll-shadow);
  }

  /* The last button ends it, and stays where it is while others come and go. */
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--ll-space-2);
  }

  .muted {
    color: var(--ll-muted);
    font-size: var(--ll-small);
  }
`;
