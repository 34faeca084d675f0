import { css } from 'lit';

/** What a search has found; the message that was gone to last is stronger. Each shadow root with such text needs them. */
export const foundStyles = css`
  ::highlight(ll-found) {
    background-color: color-mix(in oklab, var(--ll-parcel) 40%, transparent);
  }

  ::highlight(ll-found-current) {
    background-color: var(--ll-parcel);
    color: oklch(0.2 0.03 215);
  }
`;
