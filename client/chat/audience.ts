import type { IdentityKey, PeerId } from '../../shared/ids.ts';
import type { ChatMessage } from '../../shared/peer-protocol.ts';

/** A tab, and the key that its browser has proved: whoever comes under the id of another has another key. */
export interface Party {
  readonly peerId: PeerId;
  readonly key: IdentityKey;
}

/** Whether somebody may have a message: it is for everybody, for them, or by them. */
export const concerns = ({ author, authorKey, to }: ChatMessage, { peerId, key }: Party): boolean =>
  to === undefined || (to.peerId === peerId && to.key === key) || (author === peerId && authorKey === key);
