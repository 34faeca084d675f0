import { assertNever } from '../../shared/assert-never.ts';
import { checkName } from '../../shared/names.ts';
import { createRoomCode, formatRoomCode, parseRoomCode, type RoomCode } from '../../shared/room-code.ts';
import type { Entered } from '../../shared/signaling-protocol.ts';
import type { MeshEvent } from '../net/mesh-state.ts';
import { type ConnectSignaling, type EnterRequest, type Signaling, SignalingError } from '../net/signaling.ts';
import type { NamedBlob } from '../transfer/sinks/save-download.ts';
import type { Action } from './actions.ts';
import { FileDesk, type OpenTransfers } from './file-desk.ts';
import type { NotLetIn } from './letting-in.ts';
import type { NotificationPermission } from './notification-access.ts';
import { Room, type RoomOptions } from './room.ts';
import {
  codeSentence,
  enterSentence,
  nameSentence,
  notLetInSentence,
  noWebRtcSentence,
  seatTakenSentence,
  serverBackSentence,
  serverGoneSentence,
} from './sentences.ts';
import { type SettingsStorage, saveSettings } from './settings.ts';
import type { TabIdentity } from './tab-identity.ts';
import type { Settings } from './views.ts';

/** The address line, where the code of the room is kept. */
export interface PageAddress {
  /** The fragment without its `#`, empty when there is none. */
  readFragment(): string;
  writeFragment(fragment: string): void;
  /** The link that others can open. */
  linkTo(fragment: string): string;
}

export interface SessionOptions
  extends Pick<RoomOptions, 'stores' | 'openLink' | 'randomBytes' | 'browser' | 'browserIdentity' | 'knownPeople'> {
  readonly openTransfers: OpenTransfers;
  readonly connectSignaling: ConnectSignaling;
  /** Whether this browser can connect to others at all. */
  readonly canLink: boolean;
  readonly address: PageAddress;
  readonly storage: SettingsStorage;
  readonly identity: TabIdentity;
  readonly notificationPermission: NotificationPermission;
  /** Saves files, as downloads. */
  readonly saveDownloads: (files: readonly NamedBlob[]) => Promise<void>;
  /** Frees what is kept of files that other apps have shared. */
  readonly discardSharedFiles: () => Promise<void>;
  /** Clears all that this browser keeps, and loads the page anew. */
  readonly forgetBrowser: () => Promise<void>;
}

/** Everything behind the page: performs what a person asks for, and keeps the stores true. */
export class Session {
  readonly #options: SessionOptions;
  readonly #signaling: Signaling;
  readonly #desk: FileDesk;
  #room: { readonly room: Room; readonly code: RoomCode } | undefined;
  #entering = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#desk = new FileDesk(options.openTransfers);
    this.#signaling = options.connectSignaling({
      connected: () => this.#connected(),
      disconnected: () => this.#disconnected(),
      memberJoined: (member) => this.#dispatch({ type: 'member-joined', member }),
      memberAway: (away) => this.#dispatch({ type: 'member-away', away }),
      memberReturned: (member) => this.#dispatch({ type: 'member-returned', member }),
      memberLeft: (gone) => this.#dispatch({ type: 'member-left', gone }),
      seatTaken: () => this.#becomeSomebodyElse(),
      signalRelayed: (relayed) => this.#dispatch({ type: 'signal-relayed', relayed }),
    });
  }

  /** Brings back the transfers that an earlier page has not finished. */
  async restore(): Promise<void> {
    await this.#desk.transfers();
  }

  /** Follows the code in the address line, when there is one and it is not this room's. */
  async followAddress(): Promise<void> {
    const fragment = this.#options.address.readFragment();
    const current = this.#room && formatRoomCode(this.#room.code);
    if (fragment === '' || fragment === current) return;
    if (this.#room !== undefined) this.#leave();
    await this.#join(fragment);
  }

  async perform(action: Action): Promise<void> {
    const room = this.#room?.room;
    switch (action.type) {
      case 'create-room':
        return this.#enter({ type: 'create', ...this.#options.identity.current }, '');
      case 'join-room':
        return this.#join(action.code);
      case 'reopen-room':
        return this.#enterWithCode('reopen', action.code);
      case 'leave-room':
        return this.#leave();
      case 'change-settings':
        return this.#changeSettings(action.changes);
      case 'allow-notifications':
        return this.#allowNotifications();
      case 'measure-link':
        return room?.measureLink(action.peerId);
      case 'vouch-for':
        return room?.vouchFor(action.peerId);
      case 'forget-browser':
        return this.#forget();
      case 'submit-text':
        return room?.submit(action.text, action.quote);
      case 'edit-message':
        return room?.speaker.edit(action.id, action.text);
      case 'delete-message':
        return room?.speaker.delete(action.id);
      case 'compose':
        return this.#options.stores.composeRequest.set(action.request);
      case 'note-draft':
        return room?.noteDraft(action.draft);
      case 'offer-files':
        return room?.offerFiles(action.files, action.to);
      case 'discard-shared-files':
        this.#options.stores.sharedFiles.set([]);
        return this.#options.discardSharedFiles();
      case 'list-files':
        return (await this.#desk.transfers()).listFiles(action.transfer);
      case 'accept-offer':
        return (await this.#desk.transfers()).accept(action.transfer, action.selection ?? 'all');
      case 'decline-offer':
        return (await this.#desk.transfers()).decline(action.transfer);
      case 'pause-transfer':
        return (await this.#desk.transfers()).pause(action.transfer);
      case 'resume-transfer':
        return (await this.#desk.transfers()).resume(action.transfer, action.files);
      case 'cancel-transfer':
        return (await this.#desk.transfers()).cancel(action.transfer);
      case 'save-again':
        return (await this.#desk.transfers()).saveAgain(action.transfer);
      default:
        return assertNever(action);
    }
  }

  /** The network is back, or somebody looks at the page again: links that wait to be made again are made now. */
  retryLinks(): void {
    this.#room?.room.dispatch({ type: 'retry-now' });
  }

  /** The page goes away: the others hear that this person left, unless it comes back at once. */
  close(): void {
    this.#room?.room.close();
    this.#signaling.unload();
    this.#signaling.close();
    void this.#desk.close();
  }

  #dispatch(event: MeshEvent): void {
    this.#room?.room.dispatch(event);
  }

  async #join(typed: string): Promise<void> {
    const parsed = parseRoomCode(typed);
    // A page that was loaded anew goes on, even if nobody else has kept the room open meanwhile.
    const isBack = parsed.ok && formatRoomCode(parsed.code) === this.#options.identity.room;
    if (parsed.ok) await this.#enterWithCode(isBack ? 'reopen' : 'join', parsed.code);
    else this.#options.stores.screen.set({ status: 'start', problem: codeSentence(parsed.problem), codeDraft: typed });
  }

  #enterWithCode(type: 'join' | 'reopen', code: RoomCode): Promise<void> {
    return this.#enter({ type, ...this.#options.identity.current, room: code.number }, formatRoomCode(code), code);
  }

  async #enter(request: EnterRequest, codeDraft: string, code?: RoomCode): Promise<void> {
    const { stores, randomBytes, canLink } = this.#options;
    if (this.#entering) return;
    if (!canLink) {
      stores.screen.set({ status: 'start', problem: noWebRtcSentence(), codeDraft });
      return;
    }
    stores.screen.set({ status: 'entering', codeDraft });
    this.#entering = true;
    try {
      const entered = await this.#askToEnter(request);
      this.#open(entered, code ?? createRoomCode(entered.room, randomBytes), request.type);
    } catch (error) {
      if (!(error instanceof SignalingError)) throw error;
      const reopenable = error.code === 'no-such-room' && code !== undefined ? { reopenable: code } : {};
      stores.screen.set({ status: 'start', problem: enterSentence(error), codeDraft, ...reopenable });
    } finally {
      this.#entering = false;
    }
  }

  async #askToEnter(request: EnterRequest): Promise<Entered> {
    const entered = await this.#signaling.enter(request);
    this.#options.stores.iceServers.set(entered.iceServers);
    return entered;
  }

  #open(entered: Entered, code: RoomCode, how: EnterRequest['type']): void {
    const { stores, address, identity } = this.#options;
    const fragment = formatRoomCode(code);
    const room = new Room({
      ...this.#options,
      code,
      entered,
      signaling: this.#signaling,
      desk: this.#desk,
      page: {
        rename: (name) => this.#rename(name),
        leaveRoom: () => this.#leave(),
        changeTheme: (theme) => this.#changeSettings({ theme }),
        saveDownload: (file) => void this.#options.saveDownloads([file]),
        notLetIn: (reason) => {
          // Who opened the room, or comes back to it, is at home here.
          if (how === 'join') this.#leaveStrangers(code, reason);
        },
      },
    });
    this.#room = { room, code };
    identity.enterRoom(fragment);
    address.writeFragment(fragment);
    stores.screen.set({ status: 'room', code, url: address.linkTo(fragment) });
  }

  async #forget(): Promise<void> {
    const { identity, forgetBrowser } = this.#options;
    if (this.#room !== undefined) this.#leave();
    identity.renew();
    await this.#desk.close();
    await forgetBrowser();
  }

  #leave(): void {
    const { stores, address, identity } = this.#options;
    identity.leaveRoom();
    this.#room?.room.leave();
    this.#room = undefined;
    this.#signaling.leave();
    address.writeFragment('');
    stores.screen.set({ status: 'start' });
  }

  #leaveStrangers(code: RoomCode, reason: NotLetIn): void {
    this.#leave();
    const problem = notLetInSentence(code.number, reason);
    this.#options.stores.screen.set({ status: 'start', problem, codeDraft: formatRoomCode(code) });
  }

  /** A copy of this tab has its identity and its seat; the links that this one has go on there, made anew. */
  #becomeSomebodyElse(): void {
    const { stores, address, identity } = this.#options;
    identity.renew();
    const current = this.#room;
    if (current === undefined) return;
    this.#room = undefined;
    current.room.close();
    address.writeFragment('');
    stores.screen.set({ status: 'start', problem: seatTakenSentence(), codeDraft: formatRoomCode(current.code) });
  }

  /** The way to the server is open, for the first time or again: a room that was entered is entered once more. */
  async #connected(): Promise<void> {
    const { stores, identity } = this.#options;
    stores.server.set('connected');
    const current = this.#room;
    if (current === undefined) return;
    const { room, code } = current;
    try {
      const entered = await this.#askToEnter({ type: 'reopen', ...identity.current, room: code.number });
      if (this.#room !== current) return;
      room.dispatch({ type: 'entered', entered });
      room.note([serverBackSentence()]);
    } catch (error) {
      if (!(error instanceof SignalingError)) throw error;
      if (this.#room === current) room.note([enterSentence(error)], 'problem');
    }
  }

  /** Everybody who is linked stays linked, but newcomers do not find this browser. */
  #disconnected(): void {
    this.#options.stores.server.set('disconnected');
    this.#room?.room.note([serverGoneSentence()]);
  }

  /** Answers with a sentence when the name cannot be taken. */
  #rename(typed: string): string | undefined {
    const check = checkName(typed);
    if (!check.ok) return nameSentence(check);
    this.#changeSettings({ name: check.name });
    return undefined;
  }

  async #allowNotifications(): Promise<void> {
    const access = await this.#options.notificationPermission.ask();
    this.#options.stores.notificationAccess.set(access);
    if (access === 'granted') this.#changeSettings({ notifications: true });
  }

  #changeSettings(changes: Partial<Settings>): void {
    const { stores, storage } = this.#options;
    const before = stores.settings.get();
    const settings = { ...before, ...changes };
    stores.settings.set(settings);
    saveSettings(storage, settings);
    if (settings.name !== before.name) this.#room?.room.announceName();
  }
}
