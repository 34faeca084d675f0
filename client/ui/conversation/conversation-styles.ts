import { css } from 'lit';

export const conversationStyles = css`
  :host {
    display: flex;
    flex-direction: column;
  }

  .frame {
    position: relative;
    flex: 1;
    min-height: 0;
  }

  /* Its place is kept until it is loaded. */
  ll-typing-line {
    min-height: 1.5rem;
  }

  [role='log'] {
    height: 100%;
    overflow-y: auto;
    /* The page itself keeps what is read where it is, in every browser. */
    overflow-anchor: none;
    overscroll-behavior: contain;
    contain: strict;
  }

  [role='log']:focus-visible {
    outline-offset: -2px;
  }

  .lines {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    max-width: var(--ll-column);
    min-height: 100%;
    margin: 0 auto;
    padding: var(--ll-space-4) var(--ll-space-5);
  }

  .line {
    margin-top: var(--ll-space-4);
  }

  .line.continues {
    margin-top: var(--ll-space-1);
  }

  .line.found {
    border-radius: var(--ll-radius-3);
    box-shadow: 0 0 0 var(--ll-space-2) color-mix(in oklab, var(--ll-parcel) 14%, transparent);
    background: color-mix(in oklab, var(--ll-parcel) 14%, transparent);
  }

  .day {
    display: flex;
    align-items: center;
    gap: var(--ll-space-3);
    margin-bottom: var(--ll-space-4);
    color: var(--ll-muted);
    font-size: 0.75rem;
    font-weight: 600;
  }

  .day::before,
  .day::after {
    flex: 1;
    height: 1px;
    background: var(--ll-line);
    content: '';
  }

  .news {
    position: absolute;
    bottom: var(--ll-space-3);
    left: 50%;
    border-color: var(--ll-accent);
    border-radius: 999px;
    box-shadow: var(--ll-shadow-high);
    translate: -50% 0;
  }

  .search {
    position: absolute;
    top: var(--ll-space-2);
    inset-inline-end: var(--ll-space-4);
    border-color: var(--ll-line);
    border-radius: 50%;
    color: var(--ll-muted);
    box-shadow: var(--ll-shadow);
  }

  ll-search-bar {
    position: absolute;
    top: var(--ll-space-2);
    inset-inline: var(--ll-space-3);
    max-width: 34rem;
    margin-inline: auto;
  }

  ll-invitation {
    margin: auto 0;
  }

  @media (max-width: 47.5rem) {
    .lines {
      padding: var(--ll-space-3);
    }

    /* In the row of the tabs, which keeps a place for it: here it would cover what is read. */
    .search {
      top: calc(-1px - var(--ll-touch));
      inset-inline-end: var(--ll-space-2);
      border-color: transparent;
      background: none;
      box-shadow: none;
    }
  }
`;
