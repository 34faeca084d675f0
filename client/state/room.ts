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
import type { CloseReason, Link, OpenLink } from '../net/link.ts';
import type { LinkReport } from '../net/link-report.ts';
import { MeshDriver } from '../net/mesh-driver.ts';
import type { MeshEvent, MeshState } from '../net/mesh-state.ts';
import type { Signaling } from '../net/signaling.ts';
import type { ChosenFiles } from '../transfer/files/chosen-files.ts';
import { SourceError } from '../transfer/files/source-error.ts';
import { isTransferMessage } from '../transfer/transfers.ts';
import { FailedHandshakes } from '../trust/failed-handshakes.ts';
import type { HandshakeFailure, Introduction } from '../trust/handshake.ts';
import type { Identity } from '../trust/identity.ts';
import type { KnownPeople } from '../trust/known-people.ts';
import { Acquaintances } from './acquaintances.ts';
import { Conversation } from './conversation.ts';
import type { BrowserFacts } from './examination.ts';
import type { FileDesk } from './file-desk.ts';
import { type NotLetIn, whyNotLetIn } from './letting-in.ts';
import { LinkExaminer } from './link-examiner.ts';
import { listPeople, stateInWords } from './people.ts';
import { causeSentence, filesSentence, linkSentence, otherKeySentence, refusalSentence } from './sentences.ts';
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
  readonly #acquaintances: Acquaintances;
  /** Who was here first; they are greeted differently from those who come later. */
  readonly #hosts: ReadonlySet<PeerId>;
  readonly #conversation: Conversation;
  readonly #desk: FileDesk;
  readonly #mesh: MeshDriver;
  readonly #examiner: LinkExaminer;
  #self: Entered['self'];
  #meshState: MeshState;
  /** From then on the page shows something else. */
  #hasEnded = false;
  /** Somebody here has the same code, or nobody has it and the page has been told. */
  #isCodeSettled = false;

  constructor(options: RoomOptions) {
    const { entered, stores } = options;
    this.#options = options;
    this.#acquaintances = new Acquaintances(options.knownPeople);
    this.#self = entered.self;
    this.#hosts = new Set(entered.members.map(({ peerId }) => peerId));
    this.#meshState = { self: entered.self.peerId, peers: new Map() };
    this.#conversation = new Conversation(stores.conversation, {
      self: entered.self.peerId,
      identity: options.browserIdentity,
      room: options.code.number,
      now: Date.now,
      randomBytes: options.randomBytes,
    });
    this.#desk = options.desk;
    this.#mesh = this.#createMesh();
    this.#examiner = new LinkExaminer({
      stores,
      browser: options.browser,
      acquaintances: this.#acquaintances,
      reportOn: (peerId) => this.#mesh.report(peerId),
    });
    this.#conversation.note([`Welcome to room ${formatRoomCode(options.code)}, ${this.#ownName}.`]);
    this.#desk.enterRoom((transfer) => this.#conversation.showTransfer(transfer));
    this.dispatch({ type: 'entered', entered });
  }

  /** What the signaling server says about the room. */
  dispatch(event: MeshEvent): void {
    if (event.type === 'entered') this.#self = event.entered.self;
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
    const audience = [...this.#meshState.peers.keys()];
    for (const part of splitMessage(text.trim(), CHAT_TEXT_LENGTH_MAX)) {
      this.#conversation.say(this.#ownName, part, audience);
    }
  }

  /** Tells everybody the own name, which has just changed. */
  announceName(): void {
    this.#mesh.broadcast({ type: 'renamed', name: this.#ownName });
    this.note([`You are now called ${this.#ownName}.`]);
    this.#showPeople();
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
  async measureLink(peerId: PeerId): Promise<void> {
    await this.#examiner.measure(peerId);
    if (!this.#hasEnded) this.#showPeople();
  }

  vouchFor(peerId: PeerId): void {
    this.#acquaintances.vouchFor(peerId);
    this.#showPeople();
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
    this.#hasEnded = true;
  }

  get #ownName(): string {
    return this.#options.stores.settings.get().name;
  }

  #nameOf(peerId: PeerId): string {
    return this.#acquaintances.of(peerId).name ?? 'Somebody';
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
        changed: (state) => this.#meshChanged(state),
        linked: (link, introduction) => this.#linked(link, introduction),
        refused: (_peerId, reason) => this.#refused(reason),
        message: (from, message) => this.#receive(from, message),
        bulk: (from, message) => this.#desk.transfers.receiveBulk(from, message),
        unlinked: (peerId, reason) => this.#unlinked(peerId, reason),
        unreached: (peerId, report) => void this.#unreached(peerId, report),
        rerouted: (peerId) => void this.measureLink(peerId),
      },
    );
  }

  #linked(link: Link, { identity, name }: Introduction): void {
    const { peerId } = link;
    this.#isCodeSettled = true;
    const isNew = this.#acquaintances.of(peerId).name === undefined;
    const recognition = this.#acquaintances.meet(peerId, identity, name);
    if (isNew) this.note([`${name} ${this.#hosts.has(peerId) ? 'is here' : 'joined'}.`]);
    if (isNew && recognition === 'name-of-another') this.note([otherKeySentence(name)], 'problem');
    this.#conversation.linked(link, identity);
    this.#desk.transfers.linked(link, this.#self.peerId, name);
    this.#showPeople();
    void this.measureLink(peerId);
  }

  #refused(reason: HandshakeFailure): void {
    const isOwnAffair = reason.type === 'intercepted' || (reason.type === 'old-version' && reason.end === 'here');
    const sentence = refusalSentence(reason);
    if (sentence !== undefined) this.note([sentence], isOwnAffair ? 'problem' : 'quiet');
  }

  #unlinked(peerId: PeerId, reason: CloseReason): void {
    this.#conversation.unlinked(peerId);
    this.#desk.transfers.unlinked(peerId, reason);
    if (reason.type !== 'broke-protocol') return;
    this.note([`${this.#nameOf(peerId)} was ${linkSentence(reason)}. Everything else goes on.`], 'problem');
  }

  /** Said once for each cause; the list of people goes on saying it. */
  async #unreached(peerId: PeerId, report: LinkReport): Promise<void> {
    const cause = await this.#examiner.explain(peerId, report);
    if (this.#hasEnded) return;
    this.#showPeople();
    const person = this.#options.stores.people.get().find((candidate) => candidate.peerId === peerId);
    if (person === undefined) this.#acquaintances.forget(peerId);
    if (person === undefined || cause === undefined) return;
    const who = person.name ?? `somebody at ${person.address}`;
    this.note([`Cannot connect to ${who}: ${causeSentence(cause)}.`], 'problem');
  }

  #receive(from: PeerId, message: ControlMessage): void {
    if (isTransferMessage(message)) this.#desk.transfers.receive(from, message);
    else if (isChatMessage(message)) this.#receiveChat(from, message);
    else if (message.type === 'renamed') this.#renamed(from, message.name);
    else throw new ProtocolError(`"${message.type}" is out of place`);
  }

  #receiveChat(from: PeerId, message: ChatControlMessage): void {
    // Nobody speaks under another name without a notice that says so.
    if (message.type === 'chat' && message.name !== this.#nameOf(from)) this.#renamed(from, message.name);
    this.#conversation.receive(from, message);
  }

  #renamed(peerId: PeerId, name: string): void {
    this.note([`${this.#nameOf(peerId)} is now called ${name}.`]);
    const recognition = this.#acquaintances.rename(peerId, name);
    if (recognition === 'name-of-another') this.note([otherKeySentence(name)], 'problem');
    this.#showPeople();
  }

  #meshChanged(state: MeshState): void {
    const gone = [...this.#meshState.peers.keys()].filter((peerId) => !state.peers.has(peerId));
    this.#meshState = state;
    for (const peerId of gone) {
      const { name } = this.#acquaintances.of(peerId);
      if (name !== undefined) this.note([`${name} left.`]);
      this.#acquaintances.forget(peerId);
    }
    this.#showPeople();
    this.#settleCode();
  }

  #settleCode(): void {
    const reason = this.#isCodeSettled ? undefined : whyNotLetIn(this.#meshState, this.#hosts);
    if (reason === undefined) return;
    this.#isCodeSettled = true;
    this.#options.page.notLetIn(reason);
  }

  #showPeople(): void {
    const self = { name: this.#ownName, member: this.#self };
    this.#options.stores.people.set(listPeople(self, this.#meshState, this.#acquaintances));
  }

  #commandContext(): Omit<CommandContext, 'commands'> {
    const { stores, page } = this.#options;
    return {
      ...page,
      people: () =>
        stores.people.get().map(({ name, address, state }) => ({
          name: name ?? 'Somebody',
          address: address ?? 'unknown address',
          state: stateInWords(state),
        })),
      examine: () => this.#examiner.examine(),
      pickFiles: () => stores.pickerRequests.set(stores.pickerRequests.get() + 1),
      print: (lines, tone) => this.note(lines, tone),
    };
  }
}
