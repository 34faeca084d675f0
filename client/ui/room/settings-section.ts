import { css } from 'lit';

/** How the parts of the settings look: a quiet heading, and what belongs together below it. */
export const settingsSectionStyles = css`
  section {
    display: grid;
    gap: var(--ll-space-4);
    padding-block: var(--ll-space-4);
    border-block-start: 1px solid var(--ll-line);
  }

  h3 {
    color: var(--ll-muted);
    font-size: var(--ll-small);
    font-weight: 600;
  }

  .rows {
    display: grid;
    margin-block: calc(-1 * var(--ll-space-1));
  }
`;
