/** The icon is drawn anew after each of these shares, in per cent: in a tab a finer one is not seen. */
const STEP_PERCENT = 5;

const RING_RADIUS = 13.5;

/** The largest number that is readable in a tab; more is a dot. */
const READABLE_MAX = 9;

/**
 * The page's icon as SVG, with what a hidden page has to tell: a ring for how far the transfers are, a badge for what
 * nobody has read. Undefined when there is nothing to tell.
 */
export function tabIcon(unread: number, percent: number | undefined): string | undefined {
  if (unread === 0 && percent === undefined) return undefined;
  const drawing = `${percent === undefined ? PLAIN : ring(percent)}${unread === 0 ? '' : badge(unread)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${drawing}</svg>`;
}

const mark = (scale: number) =>
  `<g transform="translate(16 16) scale(${scale}) translate(-16 -16)">
    <path d="M9 8.5v12a3 3 0 0 0 3 3h9" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/>
    <circle cx="9" cy="8.5" r="3.4" fill="#fff"/><circle cx="22.8" cy="23.5" r="3.4" fill="#ffc46b"/>
  </g>`;

const PLAIN = `<rect width="32" height="32" rx="8" fill="#0f6470"/>${mark(1)}`;

function ring(percent: number): string {
  const shown = Math.floor(percent / STEP_PERCENT) * STEP_PERCENT;
  return `<circle cx="16" cy="16" r="16" fill="#0f6470"/>
    <g fill="none" stroke-width="4" transform="rotate(-90 16 16)">
      <circle cx="16" cy="16" r="${RING_RADIUS}" stroke="#fff" stroke-opacity=".25"/>
      <circle cx="16" cy="16" r="${RING_RADIUS}" stroke="#ffc46b" pathLength="100" stroke-dasharray="${shown} 100"/>
    </g>${mark(0.6)}`;
}

function badge(unread: number): string {
  const number = `<text x="22" y="15" text-anchor="middle" font-family="sans-serif" font-size="16" font-weight="700" fill="#fff">${unread}</text>`;
  return `<circle cx="22" cy="9.5" r="9.5" fill="#c8322b"/>${unread > READABLE_MAX ? '' : number}`;
}
