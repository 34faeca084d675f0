import { LATER_PARTS_DELAY_MS } from '../shared/limits.ts';
import type { Session } from './state/session.ts';

/**
 * Loads what no first screen needs, when the page has come to rest: so that a click finds it there, and that it is there
 * when the server is gone, which those who are connected need no more.
 */
export function loadLater(session: Session): void {
  setTimeout(() => void loadAll(session), LATER_PARTS_DELAY_MS);
}

/** One after the other: whatever the person does meanwhile comes first. */
async function loadAll(session: Session): Promise<void> {
  await import('./ui/start/start-screen.ts');
  await session.restore();
  await import('./ui/cards/incoming-card.ts');
  await import('./ui/cards/outgoing-card.ts');
  await import('./ui/files/send-to-dialog.ts');
  await import('./ui/room/qr-dialog.ts');
  await import('./ui/room/settings-dialog.ts');
  await import('./ui/room/question-dialog.ts');
  await import('./ui/files/read-carried.ts');
  await import('./state/examination.ts');
  await import('./state/conversation-export.ts');
  await import('./ui/people/mesh-picture.ts');
  await import('./ui/composer/emoji-list.ts');
  await import('./ui/conversation/search-bar.ts');
  await import('./ui/conversation/found-marks.ts');
}
