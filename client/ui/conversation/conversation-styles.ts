import { css } from 'lit';

export const conversationStyles = css`
  :host {
    position: relative;
  }

  [role='log'] {
    height: 100%;
    overflow-y: auto;
    overscroll-behavior: contain;
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

  .day {
    display: flex;
    align-items: center;
    gap: var(--ll-space-3);
    margin-top: var(--ll-space-4);
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

  ll-invitation {
    margin: auto 0;
  }

  @media (max-width: 47.5rem) {
    .lines {
      padding: var(--ll-space-3);
    }
  }
`;
