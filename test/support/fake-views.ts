import type { ConversationEntry, IncomingView, OutgoingView, RecipientState } from '../../client/state/views.ts';
import { fakeKeyOf, fakePeerId, fakeTransferId } from './fake-ids.ts';

const summary = { fileCount: 1, folderCount: 0, totalBytes: 1_000_000_000, names: ['film.mkv'] };

/** A transfer of 1 GB from Ann. */
export const incomingView = (state: IncomingView['state']): IncomingView => ({
  ...summary,
  id: fakeTransferId(1),
  direction: 'incoming',
  sender: 'Ann',
  senderId: fakePeerId(9),
  state,
});

/** A transfer of 1 GB to Ben, Cleo and so on, one for each state. */
export const outgoingView = (states: readonly RecipientState[], filesProblem?: string): OutgoingView => ({
  ...summary,
  id: fakeTransferId(2),
  direction: 'outgoing',
  recipients: states.map((state, at) => ({ peerId: fakePeerId(at), name: ['Ben', 'Cleo', 'Dan'][at] ?? 'Eve', state })),
  ...(filesProblem === undefined ? {} : { filesProblem }),
});

/** What Ann says. */
export const heard = (id: string, at: number, text = 'Hello'): Extract<ConversationEntry, { type: 'message' }> => ({
  type: 'message',
  id,
  at,
  author: 'Ann',
  authorId: fakePeerId(9),
  authorKey: fakeKeyOf(fakePeerId(9)),
  own: false,
  text,
});

export const progressOf = (bytes: number) => ({
  bytes,
  totalBytes: summary.totalBytes,
  bytesPerSecond: undefined,
  secondsLeft: undefined,
});
