import { css } from 'lit';

export const sendToStyles = css`
  .people {
    max-height: 15rem;
    overflow-y: auto;
    border: 1px solid var(--ll-line);
    border-radius: var(--ll-radius-2);
  }

  .choice {
    min-height: 3.25rem;
    padding: var(--ll-space-1) var(--ll-space-3);
    overflow-wrap: anywhere;
  }

  .choice:hover {
    background: var(--ll-accent-soft);
  }

  .everyone {
    font-weight: 600;
  }

  .total {
    font-weight: 600;
  }

  .files {
    max-height: 8rem;
    overflow-y: auto;
  }

  .files li {
    display: flex;
    justify-content: space-between;
    gap: var(--ll-space-4);
    padding: 0.2rem 0;
    color: var(--ll-muted);
    font-size: var(--ll-small);
  }

  .files li bdi {
    overflow-wrap: anywhere;
  }

  .files li span {
    flex: none;
  }
`;
