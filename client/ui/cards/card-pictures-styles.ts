import { css } from 'lit';

export const cardPicturesStyles = css`
  .tiles {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: var(--ll-space-2);
  }

  .tile {
    display: grid;
    place-items: center;
    width: 100%;
    aspect-ratio: 1;
    overflow: hidden;
    padding: 0;
    border: 1px solid var(--ll-line);
    border-radius: var(--ll-radius-2);
    background: var(--ll-page);
    color: var(--ll-muted);
    font-size: 1.1rem;
  }

  .single {
    grid-template-columns: minmax(0, 12.5rem);
  }

  .single .tile {
    aspect-ratio: 4 / 3;
  }

  button.tile {
    cursor: zoom-in;
    transition: border-color var(--ll-quick);
  }

  button.tile:hover {
    border-color: var(--ll-accent);
  }

  img {
    display: block;
    width: 100%;
    height: 100%;
    /* The percentage of a height is none while the row has none of its own. */
    min-height: 0;
    object-fit: cover;
  }
`;
