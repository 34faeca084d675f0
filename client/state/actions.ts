import type { PeerId, TransferId } from '../../shared/ids.ts';
import type { RoomCode } from '../../shared/room-code.ts';
import type { ChosenFiles } from '../transfer/files/chosen-files.ts';
import type { ComposeRequest, Settings } from './views.ts';

/** Everything a person can ask for. Elements emit these; the session performs them. */
export type Action =
  | { readonly type: 'create-room' }
  | { readonly type: 'join-room'; readonly code: string }
  | { readonly type: 'reopen-room'; readonly code: RoomCode }
  | { readonly type: 'leave-room' }
  | { readonly type: 'change-settings'; readonly changes: Partial<Settings> }
  /** Turns notifications on, after the browser has asked the person. Must run in a click. */
  | { readonly type: 'allow-notifications' }
  /** Measures the link to somebody. */
  | { readonly type: 'measure-link'; readonly peerId: PeerId }
  /** Somebody is who they say, although their name was known from another browser. */
  | { readonly type: 'vouch-for'; readonly peerId: PeerId }
  /** Leaves nothing of this browser's identity, settings, people and transfers. */
  | { readonly type: 'forget-browser' }
  /** `quote` is the id of the message that it answers. */
  | { readonly type: 'submit-text'; readonly text: string; readonly quote?: string }
  /** Of the newest own message alone. */
  | { readonly type: 'edit-message'; readonly id: string; readonly text: string }
  | { readonly type: 'delete-message'; readonly id: string }
  | { readonly type: 'compose'; readonly request: ComposeRequest }
  /** What stands in the message field has changed, by typing. */
  | { readonly type: 'note-draft'; readonly draft: string }
  | { readonly type: 'offer-files'; readonly files: ChosenFiles; readonly to: 'everyone' | readonly PeerId[] }
  /** Files that another app has shared are offered by now, or not wanted. */
  | { readonly type: 'discard-shared-files' }
  /** Asks for the list of an offer's files. */
  | { readonly type: 'list-files'; readonly transfer: TransferId }
  /** `selection` are indexes into the listed files; all of them when it is left out. */
  | { readonly type: 'accept-offer'; readonly transfer: TransferId; readonly selection?: ReadonlySet<number> }
  | { readonly type: 'decline-offer'; readonly transfer: TransferId }
  | { readonly type: 'pause-transfer'; readonly transfer: TransferId }
  /** Goes on with what is held. Where the sender's files are missing, `files` are those that were chosen again. */
  | { readonly type: 'resume-transfer'; readonly transfer: TransferId; readonly files?: ChosenFiles }
  /** Ends a transfer for good, whichever way its bytes go, and frees what is kept of it. */
  | { readonly type: 'cancel-transfer'; readonly transfer: TransferId }
  | { readonly type: 'save-again'; readonly transfer: TransferId };
