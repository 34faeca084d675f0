import { css } from 'lit';

export const fileChecklistStyles = css`
  .box {
    max-height: 15.5rem;
    overflow-y: auto;
    border: 1px solid var(--ll-line);
    border-radius: var(--ll-radius-2);
    background: var(--ll-page);
    overscroll-behavior: contain;
  }

  ul {
    position: relative;
    contain: strict;
  }

  li {
    position: absolute;
    inset-inline: 0;
    height: var(--ll-touch);
    contain: strict;
  }

  label {
    display: flex;
    align-items: center;
    gap: var(--ll-space-2);
    height: 100%;
    padding: 0 var(--ll-space-3);
    font-size: var(--ll-small);
    font-weight: 400;
    cursor: pointer;
  }

  label:hover {
    background: var(--ll-accent-soft);
  }

  label:has(:focus-visible) {
    outline: 2px solid var(--ll-accent);
    outline-offset: -2px;
  }

  input:focus-visible {
    outline: none;
  }

  .folder,
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: pre;
  }

  .path {
    display: flex;
    flex: 1;
    min-width: 0;
  }

  /* A path is read from left to right in every language, but stands where the line begins. */
  :host(:dir(rtl)) .path {
    justify-content: flex-end;
  }

  /* The folders give way first: the name is what a file is known by. */
  .folder {
    flex: 0 9999 auto;
    color: var(--ll-muted);
  }

  .name {
    flex: 0 1 auto;
  }

  .size {
    flex: none;
    color: var(--ll-muted);
    font-variant-numeric: tabular-nums;
  }
`;
