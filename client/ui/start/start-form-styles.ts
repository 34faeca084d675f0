import { css } from 'lit';

export const startFormStyles = css`
  .panel {
    display: grid;
    gap: var(--ll-space-4);
    padding: clamp(1.25rem, 5vw, 2rem);
    border: 1px solid var(--ll-line);
    border-radius: var(--ll-radius-3);
    background: var(--ll-surface);
    box-shadow: var(--ll-shadow);
  }

  .or {
    display: flex;
    align-items: center;
    gap: var(--ll-space-3);
    color: var(--ll-muted);
    font-size: var(--ll-small);
  }

  .or::before,
  .or::after {
    flex: 1;
    height: 1px;
    background: var(--ll-line);
    content: '';
  }

  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--ll-space-2);
  }

  form label {
    grid-column: 1 / -1;
  }

  #code {
    font-family: var(--ll-mono);
  }

  .busy {
    color: var(--ll-muted);
  }

  .busy > ll-icon {
    animation: turn 1.1s linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }

  .busy:empty {
    position: absolute;
  }
`;
