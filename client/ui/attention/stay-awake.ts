import type { Stores } from '../../state/stores.ts';
import { someTransferMoves } from '../running-transfers.ts';
import type { PageVisibility } from './attention.ts';

/** A hold on the screen (Screen Wake Lock, W3C). */
export interface WakeLock {
  release(): Promise<void>;
}

/**
 * Keeps the screen on while bytes move and the page is seen: a phone that dims would soon stop the transfer. The browser
 * lets go of the lock when the page is hidden, so it is asked for again when it is seen. `request` answers undefined
 * where there is none, or the device refuses. Answers how to stop.
 */
export function stayAwake(
  { transfers }: Pick<Stores, 'transfers'>,
  visibility: PageVisibility,
  request: () => Promise<WakeLock | undefined>,
): () => void {
  let lock: Promise<WakeLock | undefined> | undefined;
  const want = (wanted: boolean) => {
    if (wanted === (lock !== undefined)) return;
    void lock?.then((held) => held?.release());
    lock = wanted ? request() : undefined;
  };
  const update = () => want(!visibility.isHidden() && someTransferMoves(transfers.get()));
  const stops = [transfers.listen(update), visibility.listen(update)];
  update();
  return () => {
    for (const stop of stops) stop();
    want(false);
  };
}
