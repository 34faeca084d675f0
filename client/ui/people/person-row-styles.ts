import { css } from 'lit';

export const personRowStyles = css`
  details {
    border-radius: var(--ll-radius-2);
  }

  details[open] {
    background: var(--ll-sunken);
  }

  summary {
    display: flex;
    align-items: center;
    gap: var(--ll-space-3);
    min-height: 3.25rem;
    padding: var(--ll-space-1) var(--ll-space-2);
    border-radius: var(--ll-radius-2);
    list-style: none;
    cursor: pointer;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary:hover {
    background: var(--ll-sunken);
  }

  .who {
    flex: 1;
    min-width: 0;
    line-height: 1.3;
  }

  .name {
    display: flex;
    align-items: center;
    gap: var(--ll-space-2);
    font-weight: 600;
  }

  .name > bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .mark {
    flex: none;
    padding: 0 0.4em;
    border: 1px solid var(--ll-line-strong);
    border-radius: var(--ll-radius-1);
    color: var(--ll-muted);
    font-size: 0.6875rem;
    font-weight: 600;
  }

  .recognised {
    border-color: var(--ll-good);
    color: var(--ll-good);
  }

  .name-of-another {
    border-color: var(--ll-bad);
    color: var(--ll-bad);
  }

  .more button {
    justify-self: start;
  }

  [open] .name > bdi {
    overflow-wrap: anywhere;
    white-space: normal;
  }

  .state {
    display: block;
    color: var(--ll-muted);
    font-size: var(--ll-small);
  }

  .connecting,
  .reconnecting {
    color: var(--ll-wait);
  }

  .cannot-connect {
    color: var(--ll-bad);
  }

  summary > ll-icon {
    color: var(--ll-muted);
    font-size: 0.8rem;
    transition: transform var(--ll-quick);
  }

  [open] > summary > ll-icon {
    transform: rotate(180deg);
  }

  .more {
    display: grid;
    gap: var(--ll-space-1);
    padding-block-end: var(--ll-space-3);
    padding-inline: 3.5rem var(--ll-space-3);
    font-size: var(--ll-small);
    overflow-wrap: anywhere;
  }

  .reason::first-letter {
    text-transform: uppercase;
  }

  .more span {
    color: var(--ll-muted);
  }
`;
