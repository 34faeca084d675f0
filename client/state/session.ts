import { assertNever } from '../../shared/assert-never.ts';
import { createPeerId } from '../../shared/ids.ts';
import { REJOIN_AGAIN_MS } from '../../shared/limits.ts';
import { checkName } from '../../shared/names.ts';
import { createRoomCode, formatRoomCode, parseRoomCode, type RoomCode } from '../../shared/room-code.ts';
import type { Entered } from '../../shared/signaling-protocol.ts';
import { type ConnectSignaling, type EnterRequest, type Signaling, SignalingError } from '../net/signaling.ts';
import type { Action } from './actions.ts';
import { FileDesk, type FileDeskOptions } from './file-desk.ts';
import { Room, type RoomOptions } from './room.ts';
import { codeSentence, enterSentence, NO_WEBRTC_SENTENCE, nameSentence } from './sentences.ts';
import { type SettingsStorage, saveSettings } from './settings.ts';
import type { Settings } from './views.ts';

/** The address line, where the code of the room is kept. */
export interface PageAddress {
  /** The fragment without its `#`, empty when there is none. */
  readFragment(): string;
  writeFragment(fragment: string): void;
  /** The link that others can open. */
  linkTo(fragment: string): string;
}

export interface SessionOptions extends Pick<RoomOptions, 'stores' | 'openLink' | 'randomBytes'> {
  readonly files: Omit<FileDeskOptions, 'randomBytes'>;
  readonly connectSignaling: ConnectSignaling;
  /** Whether this browser can connect to others at all. */
  readonly canLink: boolean;
  readonly address: PageAddress;
  readonly storage: SettingsStorage;
}

/** Everything behind the page: performs what a person asks for, and keeps the stores true. */
export class Session {
  readonly #options: SessionOptions;
  readonly #signaling: Signaling;
  readonly #desk: FileDesk;
  #rejoinTimer: ReturnType<typeof setTimeout> | undefined;
  #room: { readonly room: Room; readonly code: RoomCode; readonly peerId: Entered['self']['peerId'] } | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#desk = new FileDesk(options.stores, { ...options.files, randomBytes: options.randomBytes });
    this.#signaling = options.connectSignaling({
      connected: () => this.#connected(),
      disconnected: () => this.#disconnected(),
      memberJoined: (member) => this.#room?.room.dispatch({ type: 'member-joined', member }),
      memberLeft: (gone) => this.#room?.room.dispatch({ type: 'member-left', gone }),
      signalRelayed: (relayed) => this.#room?.room.dispatch({ type: 'signal-relayed', relayed }),
    });
  }

  /** Brings back the transfers that an earlier page has not finished. */
  restore(): Promise<void> {
    return this.#desk.transfers.restore();
  }

  /** Follows the code in the address line, when there is one and it is not this room's. */
  async followAddress(): Promise<void> {
    const fragment = this.#options.address.readFragment();
    const current = this.#room && formatRoomCode(this.#room.code);
    if (fragment === '' || fragment === current) return;
    if (this.#room !== undefined) this.#leave();
    await this.#join(fragment);
  }

  perform(action: Action): Promise<void> | void {
    const room = this.#room?.room;
    const { transfers } = this.#desk;
    switch (action.type) {
      case 'create-room':
        return this.#enter({ type: 'create', peerId: this.#newPeerId() }, '');
      case 'join-room':
        return this.#join(action.code);
      case 'reopen-room':
        return this.#enterWithCode('reopen', action.code);
      case 'leave-room':
        return this.#leave();
      case 'change-settings':
        return this.#changeSettings(action.changes);
      case 'submit-text':
        return room?.submit(action.text);
      case 'offer-files':
        return room?.offerFiles(action.files, action.to);
      case 'list-files':
        return transfers.listFiles(action.transfer);
      case 'accept-offer':
        return transfers.accept(action.transfer, action.selection ?? 'all');
      case 'decline-offer':
        return transfers.decline(action.transfer);
      case 'pause-transfer':
        return transfers.pause(action.transfer);
      case 'resume-transfer':
        return transfers.resume(action.transfer, action.files);
      case 'cancel-transfer':
        return transfers.cancel(action.transfer);
      case 'save-again':
        return transfers.saveAgain(action.transfer);
      default:
        return assertNever(action);
    }
  }

  /** The page goes away: everybody is told at once instead of waiting for a timeout. */
  close(): void {
    clearTimeout(this.#rejoinTimer);
    this.#room?.room.close();
    this.#signaling.leave();
    this.#signaling.close();
    void this.#desk.transfers.close();
  }

  #newPeerId() {
    return createPeerId(this.#options.randomBytes);
  }

  async #join(typed: string): Promise<void> {
    const parsed = parseRoomCode(typed);
    if (parsed.ok) await this.#enterWithCode('join', parsed.code);
    else this.#options.stores.screen.set({ status: 'start', problem: codeSentence(parsed.problem), codeDraft: typed });
  }

  #enterWithCode(type: 'join' | 'reopen', code: RoomCode): Promise<void> {
    return this.#enter({ type, peerId: this.#newPeerId(), room: code.number }, formatRoomCode(code), code);
  }

  async #enter(request: EnterRequest, codeDraft: string, code?: RoomCode): Promise<void> {
    const { stores, randomBytes, canLink } = this.#options;
    if (stores.screen.get().status === 'entering') return;
    if (!canLink) {
      stores.screen.set({ status: 'start', problem: NO_WEBRTC_SENTENCE, codeDraft });
      return;
    }
    stores.screen.set({ status: 'entering', codeDraft });
    try {
      const entered = await this.#askToEnter(request);
      this.#open(entered, code ?? createRoomCode(entered.room, randomBytes));
    } catch (error) {
      if (!(error instanceof SignalingError)) throw error;
      const reopenable = error.code === 'no-such-room' && code !== undefined ? { reopenable: code } : {};
      stores.screen.set({ status: 'start', problem: enterSentence(error), codeDraft, ...reopenable });
    }
  }

  async #askToEnter(request: EnterRequest): Promise<Entered> {
    const entered = await this.#signaling.enter(request);
    this.#options.stores.iceServers.set(entered.iceServers);
    return entered;
  }

  #open(entered: Entered, code: RoomCode): void {
    const { stores, address } = this.#options;
    const fragment = formatRoomCode(code);
    const room = new Room({
      ...this.#options,
      code,
      entered,
      signaling: this.#signaling,
      desk: this.#desk,
      page: { rename: (name) => this.#rename(name), leaveRoom: () => this.#leave() },
    });
    this.#room = { room, code, peerId: entered.self.peerId };
    address.writeFragment(fragment);
    stores.screen.set({ status: 'room', code, url: address.linkTo(fragment) });
  }

  #leave(): void {
    const { stores, address } = this.#options;
    clearTimeout(this.#rejoinTimer);
    this.#room?.room.close();
    this.#room = undefined;
    this.#signaling.leave();
    address.writeFragment('');
    stores.screen.set({ status: 'start' });
  }

  /** The way to the server is open, for the first time or again: a room that was entered is entered once more. */
  async #connected(): Promise<void> {
    const { stores } = this.#options;
    stores.server.set('connected');
    const current = this.#room;
    if (current === undefined) return;
    const { room, peerId, code } = current;
    try {
      const entered = await this.#askToEnter({ type: 'reopen', peerId, room: code.number });
      if (this.#room === current) room.dispatch({ type: 'entered', entered });
    } catch (error) {
      if (!(error instanceof SignalingError)) throw error;
      if (this.#room === current) this.#rejoinFailed(error);
    }
  }

  #disconnected(): void {
    clearTimeout(this.#rejoinTimer);
    this.#options.stores.server.set('disconnected');
  }

  /** Everybody who is linked stays linked, but newcomers do not find this browser. */
  #rejoinFailed(error: SignalingError): void {
    // The server has not noticed yet that the earlier connection is gone; it will, within its heartbeat.
    if (error.code === 'peer-id-taken') this.#rejoinTimer = setTimeout(() => void this.#connected(), REJOIN_AGAIN_MS);
    else this.#room?.room.note([enterSentence(error), 'Everybody who is connected stays connected.'], 'problem');
  }

  /** Answers with a sentence when the name cannot be taken. */
  #rename(typed: string): string | undefined {
    const check = checkName(typed);
    if (!check.ok) return nameSentence(check);
    this.#changeSettings({ name: check.name });
    return undefined;
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
