import { css, html, type TemplateResult } from 'lit';
import { formatRoomCode, type RoomCode } from '../../../shared/room-code.ts';

/** A room code to read aloud: the public number is set apart from the secret words. */
export function roomCodeText(code: RoomCode): TemplateResult {
  const number = String(code.number);
  return html`<span class="room-code" dir="ltr"><span>${number}</span>${formatRoomCode(code).slice(number.length)}</span>`;
}

export const roomCodeStyles = css`
  .room-code {
    font-family: var(--ll-mono);
    font-weight: 600;
    letter-spacing: -0.01em;
    /* A code is read from left to right in every language. */
    direction: ltr;
    unicode-bidi: isolate;
    user-select: all;
  }

  .room-code > span {
    color: var(--ll-accent);
  }
`;
