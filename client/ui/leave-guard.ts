import type { Stores } from '../state/stores.ts';
import { someTransferRuns } from './running-transfers.ts';

/** Makes the browser ask before the page goes while a transfer is running. Returns how to stop that. */
export function guardLeaving({ transfers }: Stores): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    if (someTransferRuns(transfers.get())) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);
  return () => window.removeEventListener('beforeunload', ask);
}
