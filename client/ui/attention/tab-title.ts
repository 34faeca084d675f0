import { msg, str } from '@lit/localize';
import type { Screen } from '../../state/views.ts';
import { formatPercent } from '../format.ts';

const APP_NAME = 'Lanline';

/** Such as "(2) 45% · Room 42 · Lanline". */
export function titleOf(screen: Screen, unread: number, percent: number | undefined): string {
  // The number alone: the words are the room's secret, and titles end up in histories.
  const place = screen.status === 'room' ? `${msg(str`Room ${screen.code.number}`)} · ${APP_NAME}` : APP_NAME;
  const news = unread > 0 ? `(${unread}) ` : '';
  return `${news}${percent === undefined ? '' : `${formatPercent(percent)} · `}${place}`;
}
