import { LOCALE_STATUS_EVENT, msg, str } from '@lit/localize';
import type { Stores } from '../state/stores.ts';
import type { ConversationEntry, Screen } from '../state/views.ts';
import { formatPercent } from './format.ts';
import { percentOfAll } from './running-transfers.ts';

const APP_NAME = 'Lanline';

const needsReading = (entry: ConversationEntry) =>
  entry.type === 'transfer' || (entry.type === 'message' && !entry.own);

/** Such as "(2) 45% · Room 42 · Lanline". */
export function titleOf(screen: Screen, unread: number, percent: number | undefined): string {
  // The number alone: the words are the room's secret, and titles end up in histories.
  const place = screen.status === 'room' ? `${msg(str`Room ${screen.code.number}`)} · ${APP_NAME}` : APP_NAME;
  const news = unread > 0 ? `(${unread}) ` : '';
  return `${news}${percent === undefined ? '' : `${formatPercent(percent)} · `}${place}`;
}

/** Keeps the tab's title: the room, how far its transfers are, and what came while nobody was looking. Returns how to stop. */
export function keepTabTitle({ screen, conversation, transfers }: Stores): () => void {
  let hiddenSince = Number.POSITIVE_INFINITY;
  let unread = 0;

  const show = () => {
    const title = titleOf(screen.get(), unread, percentOfAll(transfers.get()));
    // Progress is told much more often than the title changes.
    if (document.title !== title) document.title = title;
  };
  const countUnread = () => {
    unread = conversation.get().filter((entry) => entry.at >= hiddenSince && needsReading(entry)).length;
    show();
  };
  const noteVisibility = () => {
    hiddenSince = document.hidden ? Date.now() : Number.POSITIVE_INFINITY;
    countUnread();
  };

  const stops = [screen.listen(show), conversation.listen(countUnread), transfers.listen(show)];
  document.addEventListener('visibilitychange', noteVisibility);
  window.addEventListener(LOCALE_STATUS_EVENT, show);
  noteVisibility();
  return () => {
    for (const stop of stops) stop();
    document.removeEventListener('visibilitychange', noteVisibility);
    window.removeEventListener(LOCALE_STATUS_EVENT, show);
  };
}
