import { css } from 'lit';

export const messageStyles = css`
  .row {
    display: grid;
    grid-template-columns: 2.25rem minmax(0, 1fr);
    column-gap: var(--ll-space-3);
  }

  .row.own {
    grid-template-columns: minmax(0, 1fr);
  }

  .about {
    grid-column: -2 / -1;
    display: flex;
    align-items: baseline;
    gap: var(--ll-space-2);
    margin-bottom: 0.2rem;
    font-size: var(--ll-small);
  }

  .own .about {
    justify-content: flex-end;
  }

  .author {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  time {
    color: var(--ll-muted);
    font-size: 0.75rem;
    white-space: nowrap;
  }

  ll-avatar {
    grid-row: 1 / span 2;
    align-self: start;
  }

  /* The buttons have their place beside the bubble, seen or not: nothing moves when they appear. */
  .said {
    grid-column: -2 / -1;
    display: flex;
    align-items: center;
    gap: var(--ll-space-1);
  }

  .own .said {
    flex-direction: row-reverse;
  }

  .bubble {
    max-width: min(38rem, 100% - 7rem);
    padding: var(--ll-space-2) var(--ll-space-3);
    border: 1px solid var(--ll-line);
    border-radius: var(--ll-radius-3);
    border-start-start-radius: var(--ll-radius-1);
    background: var(--ll-surface);
    overflow-wrap: anywhere;
  }

  .own .bubble {
    border-color: transparent;
    border-start-start-radius: var(--ll-radius-3);
    border-start-end-radius: var(--ll-radius-1);
    background: var(--ll-accent-soft);
  }

  .bubble.direct {
    border-color: color-mix(in oklab, var(--ll-accent) 55%, transparent);
  }

  .text {
    /* Each line in the direction of its own words. */
    unicode-bidi: plaintext;
    white-space: pre-wrap;
  }

  .only {
    display: flex;
    align-items: center;
    gap: 0.35em;
    margin-bottom: 0.15rem;
    color: var(--ll-accent);
    font-size: 0.75rem;
    font-weight: 600;
  }

  .edited-mark {
    color: var(--ll-muted);
    font-size: 0.6875rem;
    line-height: 1.3;
    text-align: end;
  }

  .bubble.deleted {
    border: 1px dashed var(--ll-line-strong);
    background: none;
  }

  .deleted .text {
    color: var(--ll-muted);
    font-style: italic;
  }

  .action .bubble {
    padding: 0.2rem 0;
    border-color: transparent;
    background: none;
  }

  .action .text {
    color: var(--ll-muted);
  }

  .action .author {
    color: var(--ll-text);
    font-weight: 600;
  }

  .action ll-avatar {
    grid-row: 1;
    align-self: center;
    justify-self: end;
    width: 1.5rem;
    height: 1.5rem;
    font-size: 0.5625rem;
  }

  .delivery {
    grid-column: -2 / -1;
    justify-self: end;
    margin-top: 0.2rem;
    color: var(--ll-muted);
    font-size: 0.75rem;
    overflow-wrap: anywhere;
  }

  .own a {
    color: var(--ll-accent-strong);
  }

  @media (hover: hover) {
    ll-message-actions {
      opacity: 0;
      transition: opacity var(--ll-quick);
    }

    .row:hover ll-message-actions,
    ll-message-actions:focus-within {
      opacity: 1;
    }
  }

  @media (hover: none) {
    .bubble {
      max-width: min(38rem, 100% - 3rem);
    }
  }
`;
