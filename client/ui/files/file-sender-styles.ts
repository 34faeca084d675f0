import { css } from 'lit';

export const fileSenderStyles = css`
  .problem,
  .reading {
    align-items: center;
    width: min(100% - 2 * var(--ll-space-3), var(--ll-column) - 2 * var(--ll-space-5));
    margin: 0 auto var(--ll-space-3);
  }

  .problem > span {
    flex: 1;
  }

  .reading {
    display: flex;
    gap: var(--ll-space-3);
    color: var(--ll-muted);
    /* Most folders are read before anybody would have seen it. */
    animation: appear 0.3s step-end;
  }

  .reading > span {
    flex: 1;
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  .overlay {
    position: fixed;
    z-index: 2;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--ll-space-3);
    background: color-mix(in srgb, var(--ll-page) 90%, transparent);
    color: var(--ll-accent);
    font-size: var(--ll-title);
    font-weight: 650;
    pointer-events: none;
  }

  .overlay::before {
    position: absolute;
    inset: var(--ll-space-4);
    border: 2px dashed var(--ll-accent);
    border-radius: var(--ll-radius-3);
    content: '';
  }
`;
