import type { IdentityKey, PeerId, TransferId } from '../../shared/ids.ts';
import type { RoomCode } from '../../shared/room-code.ts';
import type { LanguageChoice } from '../languages/languages.ts';
import type { SavePreferences } from '../transfer/receiving/deliveries.ts';
import type { IncomingState, Picture, RecipientState } from '../transfer/transfer-state.ts';
import type { Recognition } from '../trust/known-people.ts';

export type { ChosenFile, ChosenFiles } from '../transfer/files/chosen-files.ts';
export type {
  Destination,
  Hold,
  IncomingState,
  OfferedFile,
  OfferedFiles,
  Picture,
  Progress,
  RecipientState,
  SavedFile,
} from '../transfer/transfer-state.ts';
export type { Recognition } from '../trust/known-people.ts';

/** What the page shows, as plain data: the session writes it, the elements read it. */

/** Which screen the page is on. A problem is one sentence that says what happened and what to do. */
export type Screen =
  | { readonly status: 'start'; readonly problem?: string; readonly codeDraft?: string; readonly reopenable?: RoomCode }
  | { readonly status: 'entering'; readonly codeDraft: string }
  | { readonly status: 'room'; readonly code: RoomCode; readonly url: string };

/** The way to the signaling server. Links between browsers do not need it once they are made. */
export type ServerConnection = 'connecting' | 'connected' | 'disconnected';

export type PersonState =
  | { readonly status: 'you' }
  | { readonly status: 'connecting' }
  /** `relayed` is whether a TURN server passes everything on. */
  | { readonly status: 'connected'; readonly relayed: boolean }
  /** They were connected before. */
  | { readonly status: 'reconnecting' }
  /** The server has lost them, and so has this browser; they may return. */
  | { readonly status: 'away' }
  | { readonly status: 'cannot-connect'; readonly reason: string };

export interface Person {
  readonly peerId: PeerId;
  /** Undefined until the person's browser has introduced itself. */
  readonly name: string | undefined;
  /** Where the server sees them, such as `192.168.1.7:53122`; undefined when only the link is left. */
  readonly address: string | undefined;
  readonly state: PersonState;
  /** Undefined for oneself, and until their browser has proved its key. */
  readonly recognition: Recognition | undefined;
  /** There and back over the link, in ms, as last measured. */
  readonly roundTripMs: number | undefined;
  /** Whether there is a link to offer them files over, however they are. */
  readonly linked: boolean;
}

/** Who has an own message. */
export interface Delivery {
  /** Who was in the room when it was said, apart from its author. */
  readonly audience: ReadonlySet<PeerId>;
  /** Whose browsers have it. */
  readonly deliveredTo: ReadonlySet<PeerId>;
}

/** The message that another one answers. */
export interface Quote {
  readonly id: string;
  /** Undefined when it is not in this conversation. */
  readonly said: { readonly author: string; readonly own: boolean; readonly line: string } | undefined;
}

/** One line of the conversation. `at` is wall time in ms: when it came, or was said if that was before this page. */
export type ConversationEntry = { readonly id: string; readonly at: number } & (
  | {
      readonly type: 'message';
      readonly author: string;
      readonly authorId: PeerId;
      /** By which the message is signed. */
      readonly authorKey: IdentityKey;
      readonly own: boolean;
      /** Empty once it is deleted. */
      readonly text: string;
      /** Of own messages alone. */
      readonly delivery?: Delivery;
      /** The text tells what the author does, and follows the name. */
      readonly action?: true;
      /** What its author has done with it since. */
      readonly change?: 'edited' | 'deleted';
      /** Besides its author, nobody has it but this person. */
      readonly onlyTo?: { readonly peerId: PeerId; readonly name: string };
      readonly quote?: Quote;
      /** It is the newest own message: it can be edited and deleted. */
      readonly editable?: true;
    }
  | { readonly type: 'notice'; readonly tone: 'quiet' | 'problem'; readonly lines: readonly string[] }
  | { readonly type: 'transfer'; readonly transfer: TransferId }
);

export type MessageEntry = Extract<ConversationEntry, { readonly type: 'message' }>;

/** What the message field is asked for. Each request is an object of its own. */
export type ComposeRequest =
  | { readonly type: 'reply'; readonly id: string }
  | { readonly type: 'edit'; readonly id: string }
  /** A direct message to somebody. */
  | { readonly type: 'address'; readonly name: string }
  /** What could not be sent, and the message that it answers. */
  | { readonly type: 'put-back'; readonly text: string; readonly quote: string | undefined };

export interface Recipient {
  readonly peerId: PeerId;
  readonly name: string;
  readonly state: RecipientState;
}

interface TransferSummary {
  readonly id: TransferId;
  readonly fileCount: number;
  /** Folders without files, which come besides. */
  readonly folderCount: number;
  readonly totalBytes: number;
  /** The first few names. */
  readonly names: readonly string[];
  /** Those of the first few that look like pictures, when there are any. */
  readonly pictures?: readonly Picture[];
}

export type TransferView = TransferSummary &
  (
    | {
        readonly direction: 'incoming';
        readonly sender: string;
        /** Who that was in the room where it was offered. */
        readonly senderId: PeerId;
        readonly state: IncomingState;
        /** It was accepted without asking, as the person wants it from those who are recognised. */
        readonly isUnasked?: true;
      }
    | {
        readonly direction: 'outgoing';
        readonly recipients: readonly Recipient[];
        /** Why the files must be chosen again before it can go on: one sentence. */
        readonly filesProblem?: string;
        /** They need not be chosen, only allowed, which the browser asks about when it is resumed. */
        readonly filesAtHand?: true;
      }
  );

export type IncomingView = Extract<TransferView, { direction: 'incoming' }>;
export type OutgoingView = Extract<TransferView, { direction: 'outgoing' }>;

export type { LanguageChoice } from '../languages/languages.ts';
export type { SaveTo } from '../transfer/sinks/sink.ts';

export type Theme = 'system' | 'light' | 'dark';

export interface Settings extends SavePreferences {
  readonly name: string;
  readonly theme: Theme;
  /** A short sound for what comes while the page is hidden. */
  readonly sound: boolean;
  /** A notification of the system for the same, where the browser allows it. */
  readonly notifications: boolean;
  /** Takes files from people whom this browser has met without asking. */
  readonly acceptFromRecognised: boolean;
  readonly language: LanguageChoice;
}

/** A slash command, as the composer lists it. */
export interface CommandHelp {
  readonly usage: string;
  readonly summary: string;
  /** What the first argument may be: a person's name, or one of these words. */
  readonly completes?: 'name' | readonly string[];
}
