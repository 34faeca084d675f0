import { msg, str } from '@lit/localize';
import type { PeerId } from '../../shared/ids.ts';
import { type ControlMessage, ProtocolError } from '../../shared/peer-protocol.ts';
import type { RandomBytes } from '../../shared/random.ts';
import { formatRoomCode, type RoomCode } from '../../shared/room-code.ts';
import type { Entered } from '../../shared/signaling-protocol.ts';
import { type ChatControlMessage, isChatMessage } from '../chat/chat-sync.ts';
import type { CommandContext } from '../chat/commands/command.ts';
import { isCommand, runCommand } from '../chat/commands/registry.ts';
import { isolate } from '../languages/isolate.ts';
import type { CloseReason, Link, OpenLink } from '../net/link.ts';
import { MeshDriver } from '../net/mesh-driver.ts';
import type { MeshEvent } from '../net/mesh-state.ts';
import type { Signaling } from '../net/signaling.ts';
import type { ChosenFiles } from '../transfer/files/chosen-files.ts';
import { SourceError } from '../transfer/files/source-error.ts';
import type { NamedBlob } from '../transfer/sinks/save-download.ts';
import { isTransferMessage } from '../transfer/transfer-message.ts';
import { FailedHandshakes } from '../trust/failed-handshakes.ts';
import type { Introduction } from '../trust/handshake.ts';
import type { Identity } from '../trust/identity.ts';
import type { KnownPeople } from '../trust/known-people.ts';
import { Conversation } from './conversation.ts';
import { exportConversation } from './conversation-export.ts';
import type { BrowserFacts } from './examination.ts';
import type { FileDesk } from './file-desk.ts';
import type { NotLetIn } from './letting-in.ts';
import { Roster } from './roster.ts';
import { filesSentence } from './sentences.ts';
import { Speaker } from './speaker.ts';
import type { Stores } from './stores.ts';
import { Typing } from './typing.ts';

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

export interface RoomPage extends Pick<CommandContext, 'rename' | 'leaveRoom' | 'changeTheme'> {
  saveDownload(file: NamedBlob): void;
  /** Nobody who was here first, and could be asked, lets this page in. */
  notLetIn(reason: NotLetIn): void;
}

/** One stay in one room: its people and its conversation, from entering to leaving. */
export class Room {
  /** What this person says. */
  readonly speaker: Speaker;
  readonly #options: RoomOptions;
  readonly #roster: Roster;
  readonly #conversation: Conversation;
  readonly #desk: FileDesk;
  readonly #mesh: MeshDriver;
  readonly #typing: Typing;

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
      nameOf: (peerId) => this.#roster.nameOf(peerId),
    });
    this.speaker = new Speaker({
      conversation: this.#conversation,
      roster: this.#roster,
      ownName: () => this.#ownName,
      composeRequest: stores.composeRequest,
    });
    this.#desk = options.desk;
    this.#mesh = this.#createMesh();
    this.#typing = new Typing({
      store: stores.typing,
      tell: (active) => this.#mesh.broadcast({ type: 'typing', active }),
      now: () => performance.now(),
    });
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

  /** A message to everybody, or a command. `quote` is the message that it answers. */
  submit(text: string, quote?: string): void {
    this.#typing.stopped();
    if (isCommand(text)) runCommand(text, this.#commandContext(text, quote));
    else this.speaker.say({ text, typed: text, quote });
  }

  /** What this person is about to say has changed, which the others may know. */
  noteDraft(draft: string): void {
    this.#typing.draftChanged(draft);
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
      else await this.#desk.links.offer(chosen, recipients);
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
    this.#typing.end();
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
        bulk: (from, message) => this.#desk.links.receiveBulk(from, message),
        unlinked: (peerId, reason) => this.#unlinked(peerId, reason),
        unreached: (peerId, report) => void this.#roster.unreached(peerId, report),
        rerouted: (peerId) => void this.#roster.measure(peerId),
      },
    );
  }

  #linked(link: Link, introduction: Introduction): void {
    this.#roster.linked(link.peerId, introduction);
    this.#conversation.linked(link, introduction.identity);
    this.#desk.links.linked(link, this.#roster.self.peerId, introduction.name);
  }

  #unlinked(peerId: PeerId, reason: CloseReason): void {
    this.#conversation.unlinked(peerId);
    this.#typing.forget(peerId);
    this.#desk.links.unlinked(peerId, reason);
    this.#roster.unlinked(peerId, reason);
  }

  #receive(from: PeerId, message: ControlMessage): void {
    if (isTransferMessage(message)) this.#desk.links.receive(from, message);
    else if (isChatMessage(message)) this.#receiveChat(from, message);
    else if (message.type === 'typing') this.#typing.heard(from, message.active);
    else if (message.type === 'renamed') this.#roster.renamed(from, message.name);
    else throw new ProtocolError(`"${message.type}" is out of place`);
  }

  #receiveChat(from: PeerId, message: ChatControlMessage): void {
    // Nobody speaks under another name without a notice that says so. A revision has the name of then.
    const isNew = message.type === 'chat' && message.revision === undefined;
    if (isNew && message.name !== this.#roster.nameOf(from)) this.#roster.renamed(from, message.name);
    this.#conversation.receive(from, message);
    if (message.type === 'chat') this.#typing.forget(from);
  }

  /** Of what was typed, and the message that it answers. */
  #commandContext(typed: string, quote: string | undefined): Omit<CommandContext, 'commands'> {
    const { stores, page, code } = this.#options;
    return {
      ...page,
      others: () => this.#roster.named,
      tell: (peerId, text) => this.speaker.say({ text, typed, quote, to: peerId }),
      act: (text) => this.speaker.say({ text, typed, quote, action: true }),
      putBack: () => this.speaker.putBack(typed, quote),
      clear: () => this.#conversation.clear(),
      people: () => this.#roster.inWords(),
      examine: () => this.#roster.examine(),
      exportConversation: (format) => {
        const file = exportConversation(stores, format, code.number, Date.now());
        if (file !== undefined) page.saveDownload(file);
        return file?.name;
      },
      pickFiles: () => stores.pickerRequests.set(stores.pickerRequests.get() + 1),
      print: (lines, tone) => this.note(lines, tone),
    };
  }
}
