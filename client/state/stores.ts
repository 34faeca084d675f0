import { atom, type MapStore, map, type WritableAtom } from 'nanostores';
import type { PeerId, TransferId } from '../../shared/ids.ts';
import type { IceServer } from '../../shared/signaling-protocol.ts';
import type { NotificationAccess } from './notification-access.ts';
import type {
  CommandHelp,
  ComposeRequest,
  ConversationEntry,
  Person,
  Screen,
  ServerConnection,
  Settings,
  TransferView,
} from './views.ts';

/** What the page shows. The session writes; elements only read. */
export interface Stores {
  readonly screen: WritableAtom<Screen>;
  readonly server: WritableAtom<ServerConnection>;
  /** The same page over https, when that is worth offering. */
  readonly secureUrl: WritableAtom<string | undefined>;
  /** What the server named last, for new links. */
  readonly iceServers: WritableAtom<readonly IceServer[]>;
  readonly people: WritableAtom<readonly Person[]>;
  readonly conversation: WritableAtom<readonly ConversationEntry[]>;
  /** Who is typing now, in the order in which they began. */
  readonly typing: WritableAtom<readonly PeerId[]>;
  readonly transfers: MapStore<Record<TransferId, TransferView>>;
  readonly settings: WritableAtom<Settings>;
  readonly notificationAccess: WritableAtom<NotificationAccess>;
  readonly commands: WritableAtom<readonly CommandHelp[]>;
  /** What other apps have shared with this page, until it is offered or discarded. */
  readonly sharedFiles: WritableAtom<readonly File[]>;
  /** Whether something that is loaded later could not be. */
  readonly partMissing: WritableAtom<boolean>;
  /** Counts up each time a command asks for the file picker. */
  readonly pickerRequests: WritableAtom<number>;
  /** The last thing that the message field was asked for. */
  readonly composeRequest: WritableAtom<ComposeRequest | undefined>;
}

export function createStores(settings: Settings, commands: readonly CommandHelp[]): Stores {
  return {
    screen: atom<Screen>({ status: 'start' }),
    server: atom<ServerConnection>('connecting'),
    secureUrl: atom<string | undefined>(undefined),
    iceServers: atom<readonly IceServer[]>([]),
    people: atom<readonly Person[]>([]),
    conversation: atom<readonly ConversationEntry[]>([]),
    typing: atom<readonly PeerId[]>([]),
    transfers: map<Record<TransferId, TransferView>>({}),
    settings: atom(settings),
    notificationAccess: atom<NotificationAccess>('unsupported'),
    commands: atom(commands),
    sharedFiles: atom<readonly File[]>([]),
    partMissing: atom(false),
    pickerRequests: atom(0),
    composeRequest: atom<ComposeRequest | undefined>(undefined),
  };
}
