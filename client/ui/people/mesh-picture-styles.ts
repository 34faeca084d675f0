import { css } from 'lit';

export const meshPictureStyles = css`
  svg {
    display: block;
    width: 100%;
    max-width: 22rem;
    height: auto;
    max-height: 14rem;
    margin-inline: auto;
  }

  @media (max-height: 30rem) {
    svg {
      max-height: 8rem;
    }
  }

  .link {
    stroke: var(--ll-line-strong);
    stroke-width: 1.25;
    stroke-linecap: round;
    stroke-dasharray: 1 6;
  }

  .link.connecting,
  .link.reconnecting {
    stroke: var(--ll-wait);
    stroke-dasharray: 4 5;
  }

  .link.connected {
    stroke: var(--ll-accent);
    stroke-width: 1.75;
    stroke-dasharray: none;
    opacity: 0.75;
  }

  .crowd .link {
    stroke-width: 0.75;
  }

  .link.relayed {
    stroke-dasharray: 8 4;
  }

  /*
   * Nothing here is animated: that would have the page drawn 60 times a second, which slows the links and the files that it
   * shows. The way of a file is a broad line, parcels that move along it whenever progress is told, and an arrow for whoever
   * wants nothing to move.
   */
  .way {
    stroke: var(--ll-accent);
    stroke-width: 5;
    stroke-linecap: round;
  }

  .parcels {
    stroke: var(--ll-parcel);
    stroke-width: 4;
    stroke-linecap: round;
    stroke-dasharray: 0.1 13.9;
  }

  @media (prefers-reduced-motion: reduce) {
    .parcels {
      stroke-dashoffset: 0;
    }
  }

  .arrow {
    fill: var(--ll-parcel);
    stroke: var(--ll-surface);
    stroke-width: 1.5;
    stroke-linejoin: round;
    paint-order: stroke;
  }

  .away,
  .cannot-connect {
    opacity: 0.55;
  }

  .ring {
    fill: none;
    stroke: var(--ll-accent);
    stroke-width: 2;
  }

  text {
    fill: white;
    font: 650 10px var(--ll-font);
    text-anchor: middle;
    dominant-baseline: central;
  }
`;
