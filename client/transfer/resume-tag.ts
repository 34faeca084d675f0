import type { PeerId, TransferId } from '../../shared/ids.ts';
import { fromHex, toHex } from '../../shared/random.ts';
import type { Hasher } from './pieces/hasher.ts';

export interface ResumeClaim {
  readonly transfer: TransferId;
  /** Who the files were offered to: the claimant's id at that time. */
  readonly recipient: PeerId;
  readonly claimant: PeerId;
  readonly sender: PeerId;
}

/**
 * Names a transfer to its sender without telling anybody else its id, which is what files are fetched with. It is bound
 * to both ends of the link, so that nobody who is told it can pass it on.
 */
export async function resumeTag(
  hasher: Hasher,
  { transfer, recipient, claimant, sender }: ResumeClaim,
): Promise<string> {
  const { digest } = await hasher.hash([fromHex(transfer + recipient + claimant + sender)]);
  return toHex(digest);
}
