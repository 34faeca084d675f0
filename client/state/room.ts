import { msg, str } from '@lit/localize';
import type { PeerId } from '../../shared/ids.ts';
import { CHAT_TEXT_LENGTH_MAX } from '../../shared/limits.ts';
import { type ControlMessage, ProtocolError } from '../../shared/peer-protocol.ts';
import type { RandomBytes } from '../../shared/random.ts';
import { formatRoomCode, type RoomCode } from '../../shared/room-code.ts';
import type { Entered } from '../../shared/signaling-protocol.ts';
import { type ChatControlMessage, isChatMessage } from '../chat/chat-sync.ts';
import type { CommandContext } from '../chat/commands/command.ts';
import { isCommand, runCommand } from '../chat/commands/registry.ts';
import { splitMessage } from '../chat/split-message.ts';
import { isolate } from '../languages/isolate.ts';
import type { CloseReason, Link, OpenLink } from '../net/link.ts';
import { MeshDriver } from '../net/mesh-driver.ts';
import type { MeshEvent } from '../net/mesh-state.ts';
import type { Signaling } from '../net/signaling.ts';
import type { ChosenFiles } from '../transfer/files/chosen-files.ts';
import { SourceError } from '../transfer/files/source-error.ts';
import { isTransferMessage } from '../transfer/transfers.ts';
import { FailedHandshakes } from '../trust/failed-handshakes.ts';
import type { Introduction } from '../trust/handshake.ts';
import type { Identity } from '../trust/identity.ts';
import type { KnownPeople } from '../trust/known-people.ts';
import { Conversation } from './conversation.ts';
import type { BrowserFacts } from './examination.ts';
import type { FileDesk } from './file-desk.ts';
import type { NotLetIn } from './letting-in.ts';
import { Roster } from './roster.ts';
import { filesSentence } from './sentences.ts';
import type { Stores } from './stores.ts';

export interface RoomOptions {
  readonly code: RoomCode;
  readonly entered: Entered;
  readonly stores: Stores;
  readonly signaling: Signaling;
  readonly openLink: OpenLink;
  readonly desk: FileDesk;
  readonly randomBytes: RandomBytes;
  readonly browser: BrowserFacts;
  readonly browserIdentity: Identity;
  readonly knownPeople: KnownPeople;
  /** What the room asks of the page around it. */
  readonly page: RoomPage;
}

export interface RoomPage extends Pick<CommandContext, 'rename' | 'leaveRoom'> {
  /** Nobody who was here first, and could be asked, lets this page in. */
  notLetIn(reason: NotLetIn): void;
}

/** One stay in one room: its people and its conversation, from entering to leaving. */
export class Room {
  readonly #options: RoomOptions;
  readonly #roster: Roster;
  readonly #conversation: Conversation;
  readonly #desk: FileDesk;
  readonly #mesh: MeshDriver;

  constructor(options: RoomOptions) {
    const { entered, stores } = options;
    this.#options = options;
    this.#roster = new Roster({
      ...options,
      reportOn: (peerId) => this.#mesh.report(peerId),
      note: (line, tone) => this.note([line], tone),
      notLetIn: (reason) => options.page.notLetIn(reason),
    });
    this.#conversation = new Conversation(stores.conversation, {
      self: entered.self.peerId,
      identity: options.browserIdentity,
      room: options.code.number,
      now: Date.now,
      randomBytes: options.randomBytes,
    });
    this.#desk = options.desk;
    this.#mesh = this.#createMesh();
    this.#conversation.note([msg(str`Welcome to room ${isolate(formatRoomCode(options.code))}, ${this.#ownName}.`)]);
    this.#desk.enterRoom((transfer) => this.#conversation.showTransfer(transfer));
    this.dispatch({ type: 'entered', entered });
  }

  /** What the signaling server says about the room. */
  dispatch(event: MeshEvent): void {
    if (event.type === 'entered') this.#roster.entered(event.entered);
    this.#mesh.dispatch(event);
  }

  note(lines: readonly string[], tone?: 'quiet' | 'problem'): void {
    this.#conversation.note(lines, tone);
  }

  /** A message to everybody, or a command. */
  submit(text: string): void {
    if (isCommand(text)) {
      runCommand(text, this.#commandContext());
      return;
    }
    const audience = this.#roster.others;
    for (const part of splitMessage(text.trim(), CHAT_TEXT_LENGTH_MAX)) {
      this.#conversation.say(this.#ownName, part, audience);
    }
  }

  /** Tells everybody the own name, which has just changed. */
  announceName(): void {
    this.#mesh.broadcast({ type: 'renamed', name: this.#ownName });
    this.note([msg(str`You are now called ${this.#ownName}.`)]);
    this.#roster.show();
  }

  async offerFiles(chosen: ChosenFiles, to: 'everyone' | readonly PeerId[]): Promise<void> {
    const recipients = this.#options.stores.people
      .get()
      .filter(({ peerId, linked }) => linked && (to === 'everyone' || to.includes(peerId)))
      .map(({ peerId }) => peerId);
    try {
      if (recipients.length === 0) this.note([filesSentence('no-recipients')], 'problem');
      else await this.#desk.transfers.offer(chosen, recipients);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.note([filesSentence(error.problem)], 'problem');
    }
  }

  /** Asks the browser how the link to somebody stands. */
  measureLink(peerId: PeerId): Promise<void> {
    return this.#roster.measure(peerId);
  }

  vouchFor(peerId: PeerId): void {
    this.#roster.vouchFor(peerId);
  }

  /** Says goodbye and closes every link. */
  leave(): void {
    this.#mesh.leave();
    this.#end();
  }

  /** Closes every link; whether this person left, the server tells the others. */
  close(): void {
    this.#mesh.close();
    this.#end();
  }

  #end(): void {
    this.#desk.leaveRoom();
    this.#roster.end();
  }

  get #ownName(): string {
    return this.#options.stores.settings.get().name;
  }

  #createMesh(): MeshDriver {
    const { entered, openLink, signaling, randomBytes, code, browserIdentity } = this.#options;
    const now = () => performance.now();
    return new MeshDriver(
      {
        self: entered.self.peerId,
        code,
        identity: browserIdentity,
        failedHandshakes: new FailedHandshakes(now),
        openLink,
        sendSignal: (to, attempt, signal) => signaling.sendSignal(to, attempt, signal),
        ownName: () => this.#ownName,
        randomBytes,
        now,
      },
      {
        changed: (state) => this.#roster.changed(state),
        linked: (link, introduction) => this.#linked(link, introduction),
        refused: (_peerId, reason) => this.#roster.refused(reason),
        message: (from, message) => this.#receive(from, message),
        bulk: (from, message) => this.#desk.transfers.receiveBulk(from, message),
        unlinked: (peerId, reason) => this.#unlinked(peerId, reason),
        unreached: (peerId, report) => void this.#roster.unreached(peerId, report),
        rerouted: (peerId) => void this.#roster.measure(peerId),
      },
    );
  }

  #linked(link: Link, introduction: Introduction): void {
    this.#roster.linked(link.peerId, introduction);
    this.#conversation.linked(link, introduction.identity);
    this.#desk.transfers.linked(link, this.#roster.self.peerId, introduction.name);
  }

  #unlinked(peerId: PeerId, reason: CloseReason): void {
    this.#conversation.unlinked(peerId);
    this.#desk.transfers.unlinked(peerId, reason);
    this.#roster.unlinked(peerId, reason);
  }

  #receive(from: PeerId, message: ControlMessage): void {
    if (isTransferMessage(message)) this.#desk.transfers.receive(from, message);
    else if (isChatMessage(message)) this.#receiveChat(from, message);
    else if (message.type === 'renamed') this.#roster.renamed(from, message.name);
    else throw new ProtocolError(`"${message.type}" is out of place`);
  }

  #receiveChat(from: PeerId, message: ChatControlMessage): void {
    // Nobody speaks under another name without a notice that says so.
    if (message.type === 'chat' && message.name !== this.#roster.nameOf(from)) this.#roster.renamed(from, message.name);
    this.#conversation.receive(from, message);
  }

  #commandContext(): Omit<CommandContext, 'commands'> {
    const { stores, page } = this.#options;
    return {
      ...page,
      people: () => this.#roster.inWords(),
      examine: () => this.#roster.examine(),
      pickFiles: () => stores.pickerRequests.set(stores.pickerRequests.get() + 1),
      print: (lines, tone) => this.note(lines, tone),
    };
  }
}
