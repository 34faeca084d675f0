import type { Stores } from '../state/stores.ts';
import type { ConversationEntry } from '../state/views.ts';

const APP_NAME = 'Lanline';

const needsReading = (entry: ConversationEntry) =>
  entry.type === 'transfer' || (entry.type === 'message' && !entry.own);

/** Keeps the tab's title: the room, and what came while nobody was looking. Returns how to stop that. */
export function keepTabTitle({ screen, conversation }: Stores): () => void {
  let hiddenSince = Number.POSITIVE_INFINITY;

  const show = () => {
    const shown = screen.get();
    // The number alone: the words are the room's secret, and titles end up in histories.
    const place = shown.status === 'room' ? `Room ${shown.code.number} · ${APP_NAME}` : APP_NAME;
    const unread = conversation.get().filter((entry) => entry.at >= hiddenSince && needsReading(entry)).length;
    document.title = unread > 0 ? `(${unread}) ${place}` : place;
  };
  const noteVisibility = () => {
    hiddenSince = document.hidden ? Date.now() : Number.POSITIVE_INFINITY;
    show();
  };

  const stops = [screen.listen(show), conversation.listen(show)];
  document.addEventListener('visibilitychange', noteVisibility);
  noteVisibility();
  return () => {
    for (const stop of stops) stop();
    document.removeEventListener('visibilitychange', noteVisibility);
  };
}
