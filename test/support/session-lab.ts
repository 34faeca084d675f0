import { commands } from '../../client/chat/commands/registry.ts';
import { signMessage, type UnsignedMessage } from '../../client/chat/signed-message.ts';
import { acceptsUnasked } from '../../client/state/accepts-unasked.ts';
import type { Action } from '../../client/state/actions.ts';
import type { NotificationAccess } from '../../client/state/notification-access.ts';
import { type PageAddress, Session } from '../../client/state/session.ts';
import type { SettingsStorage } from '../../client/state/settings.ts';
import { createStores, type Stores } from '../../client/state/stores.ts';
import { TabIdentity } from '../../client/state/tab-identity.ts';
import { TransferBoard } from '../../client/state/transfer-board.ts';
import type { Person, Settings, TransferView } from '../../client/state/views.ts';
import type { Hasher } from '../../client/transfer/pieces/hasher.ts';
import type { NamedBlob } from '../../client/transfer/sinks/save-download.ts';
import { Transfers, type TransfersOptions } from '../../client/transfer/transfers.ts';
import type { Identity } from '../../client/trust/identity.ts';
import { loadIdentity } from '../../client/trust/identity-storage.ts';
import { KnownPeople } from '../../client/trust/known-people.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { ChatMessage } from '../../shared/peer-protocol.ts';
import { createFakeHasher } from './fake-hasher.ts';
import { type FakeLink, FakeNetwork } from './fake-link.ts';
import { createFakeRandom } from './fake-random.ts';
import { FakeSignalingServer } from './fake-signaling.ts';
import type { FakeSinks } from './fake-sinks.ts';
import { FakeTabStorage } from './fake-tab-storage.ts';
import { FakeDisk } from './transfers-lab.ts';
import { Watch } from './watch.ts';

/** The address line of a page, and the settings that its browser keeps. */
class FakePage implements PageAddress, SettingsStorage {
  fragment = '';
  readonly stored: Map<string, string>;
  constructor(stored: Map<string, string>) {
    this.stored = stored;
  }
  readFragment = () => this.fragment;
  writeFragment = (fragment: string) => {
    this.fragment = fragment;
  };
  linkTo = (fragment: string) => `http://lan.test/#${fragment}`;
  getItem = (key: string) => this.stored.get(key) ?? null;
  setItem = (key: string, value: string) => void this.stored.set(key, value);
}

interface PersonOptions {
  readonly canLink?: boolean;
  /** What an earlier page of the same browser has left. */
  readonly disk?: FakeDisk;
  /** What an earlier page of the same tab has left, or a copy of it. */
  readonly tab?: FakeTabStorage;
  /** What an earlier page of the same browser has stored: its identity, for one. */
  readonly stored?: Map<string, string>;
}

/** Somebody with a page, from the session down to links in memory. */
export class SessionPerson {
  readonly watch = new Watch();
  readonly page: FakePage;
  /** What their browser keeps. */
  readonly disk: FakeDisk;
  /** What their tab keeps. */
  readonly tab: FakeTabStorage;
  readonly identity: TabIdentity;
  readonly browserIdentity: Identity;
  readonly downloads: (readonly NamedBlob[])[] = [];
  /** What they answer when they are asked for notifications, and how often they were. */
  notificationAnswer: NotificationAccess = 'granted';
  notificationsAsked = 0;
  /** How often what other apps have shared was to be discarded. */
  sharedFilesDiscarded = 0;
  /** How often everything was to be forgotten. */
  forgets = 0;
  readonly stores: Stores;
  readonly session: Session;
  readonly index: number;
  readonly #lab: SessionLab;

  constructor(lab: SessionLab, name: string, index: number, { canLink, disk, tab, stored }: Required<PersonOptions>) {
    this.page = new FakePage(stored);
    this.disk = disk;
    this.tab = tab;
    this.identity = new TabIdentity(tab, lab.randomBytes);
    this.browserIdentity = loadIdentity(this.page, lab.randomBytes);
    this.#lab = lab;
    this.index = index;
    const settings: Settings = {
      name,
      theme: 'system',
      sound: false,
      notifications: false,
      acceptFromRecognised: false,
      language: 'browser',
      senderInFileNames: false,
      saveTo: 'best',
      severalFiles: 'one-by-one',
    };
    this.stores = createStores(settings, commands);
    for (const store of Object.values(this.stores)) store.listen(() => this.watch.notify());
    this.session = new Session({
      stores: this.stores,
      connectSignaling: lab.server.connect,
      canLink,
      openLink: lab.network.openLink,
      openTransfers: async (show) => {
        await lab.transfersLoaded;
        const board = new TransferBoard(this.stores.transfers, show);
        return { board, transfers: new Transfers(this.#transfersOptions(), board.events) };
      },
      randomBytes: lab.randomBytes,
      browser: {
        userAgent: 'a browser of a test',
        isSecureContext: false,
        isLocalNetworkDenied: () => Promise.resolve(lab.deniesLocalNetwork),
      },
      address: this.page,
      storage: this.page,
      identity: this.identity,
      browserIdentity: this.browserIdentity,
      knownPeople: new KnownPeople(this.page),
      notificationPermission: {
        access: () => 'askable',
        ask: () => {
          this.notificationsAsked += 1;
          return Promise.resolve(this.notificationAnswer);
        },
      },
      saveDownloads: (files) => {
        this.#noteDownloads(files);
        return Promise.resolve();
      },
      discardSharedFiles: () => {
        this.sharedFilesDiscarded += 1;
        return Promise.resolve();
      },
      forgetBrowser: () => {
        this.forgets += 1;
        return Promise.resolve();
      },
    });
  }

  #noteDownloads(files: readonly NamedBlob[]): void {
    this.downloads.push(files);
    this.watch.notify();
  }

  #transfersOptions(): TransfersOptions {
    return {
      hasher: this.#lab.hasher,
      ...this.disk,
      leases: { claim: () => Promise.resolve(true), release: () => undefined },
      makeThumbnail: () => Promise.resolve(undefined),
      saveDownloads: (files) => this.#noteDownloads(files),
      preferences: () => this.stores.settings.get(),
      acceptsUnasked: (sender) => acceptsUnasked(this.stores, sender),
      randomBytes: this.#lab.randomBytes,
      now: () => performance.now(),
    };
  }

  get sinks(): FakeSinks {
    return this.disk.sinks;
  }

  /** Their page goes away, as by a reload or when the tab is closed. */
  unload(): void {
    this.identity.putBack();
    this.session.close();
  }

  do(action: Action): Promise<void> {
    return Promise.resolve(this.session.perform(action));
  }

  say(text: string): void {
    void this.do({ type: 'submit-text', text });
  }

  /** What they could say in their room, or write in somebody's name, with their signature. */
  sign(message: UnsignedMessage): ChatMessage {
    return signMessage(this.browserIdentity, Number.parseInt(this.code, 10), message);
  }

  until(condition: () => boolean): Promise<void> {
    return this.watch.until(condition);
  }

  get visitor() {
    return this.#lab.server.visitor(this.index);
  }

  get peerId(): PeerId {
    const self = this.stores.people.get()[0];
    if (self === undefined) throw new Error('they are in no room');
    return self.peerId;
  }

  /** The code of the room they are in. */
  get code(): string {
    return this.page.fragment;
  }

  /** Names of those they are linked to. */
  get linkedNames(): (string | undefined)[] {
    return this.stores.people.get().flatMap(({ name, state }) => (state.status === 'connected' ? [name] : []));
  }

  person(name: string): Person | undefined {
    return this.stores.people.get().find((person) => person.name === name);
  }

  /** The notices of their conversation, one text each. */
  get notices(): string[] {
    return this.stores.conversation.get().flatMap((entry) => (entry.type === 'notice' ? [entry.lines.join('\n')] : []));
  }

  /** Notices that tell of a problem. */
  get problems(): string[] {
    return this.stores.conversation
      .get()
      .flatMap((entry) => (entry.type === 'notice' && entry.tone === 'problem' ? [entry.lines.join('\n')] : []));
  }

  /** Their messages, as `author: text`. */
  get messages(): string[] {
    return this.stores.conversation
      .get()
      .flatMap((entry) => (entry.type === 'message' ? [`${entry.author}: ${entry.text}`] : []));
  }

  get cards(): TransferView[] {
    return Object.values(this.stores.transfers.get());
  }

  endTo(other: SessionPerson): FakeLink {
    return this.#lab.network.endOf(this.peerId, other.peerId);
  }
}

/** Several people around one server and one network. */
export class SessionLab {
  readonly server = new FakeSignalingServer();
  readonly network = new FakeNetwork();
  readonly randomBytes = createFakeRandom();
  readonly hasher: Hasher;
  /** Whether the browsers deny their pages the local network. */
  deniesLocalNetwork = false;
  /** Until then the pages have no transfers. */
  transfersLoaded = Promise.resolve();
  #people = 0;

  private constructor(hasher: Hasher) {
    this.hasher = hasher;
  }

  static async create(): Promise<SessionLab> {
    return new SessionLab(await createFakeHasher());
  }

  add(
    name: string,
    { canLink = true, disk = new FakeDisk(), tab = new FakeTabStorage(), stored = new Map() }: PersonOptions = {},
  ): SessionPerson {
    return new SessionPerson(this, name, this.#people++, { canLink, disk, tab, stored });
  }

  /** People who are in one room and linked to each other; the first one created it. */
  async gather(...names: readonly string[]): Promise<SessionPerson[]> {
    const people = names.map((name) => this.add(name));
    const [first, ...others] = people;
    await first?.do({ type: 'create-room' });
    for (const other of others) await other.do({ type: 'join-room', code: first?.code ?? '' });
    await linked(...people);
    return people;
  }
}

/** Resolves when everybody is linked to everybody. */
export async function linked(...people: readonly SessionPerson[]): Promise<void> {
  await Promise.all(people.map((person) => person.until(() => person.linkedNames.length === people.length - 1)));
}
