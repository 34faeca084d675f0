import { io, type Socket } from 'socket.io-client';
import * as v from 'valibot';
import type { AttemptId, PeerId } from '../../shared/ids.ts';
import {
  EARLY_EVENTS_MAX,
  SERVER_RETRY_JITTER,
  SERVER_RETRY_MAX_MS,
  SERVER_RETRY_MIN_MS,
  SIGNALING_ANSWER_TIMEOUT_MS,
} from '../../shared/limits.ts';
import {
  answerSchema,
  type ClientEvents,
  type Entered,
  enteredSchema,
  memberAwaySchema,
  memberLeftSchema,
  memberSchema,
  relayedSignalSchema,
  type ServerClosing,
  type ServerEvents,
  type Signal,
  serverClosingSchema,
} from '../../shared/signaling-protocol.ts';
import {
  type ConnectSignaling,
  type EnterRequest,
  type Signaling,
  SignalingError,
  type SignalingEvents,
} from './signaling.ts';

/** Connects to the server at `url` (the page's own origin, in the page) and connects again whenever that is lost. */
export const connectTo =
  (url: string): ConnectSignaling =>
  (events) =>
    new SocketIoSignaling(url, events);

const usualRetries = {
  reconnectionDelay: SERVER_RETRY_MIN_MS,
  reconnectionDelayMax: SERVER_RETRY_MAX_MS,
  randomizationFactor: SERVER_RETRY_JITTER,
};

const enterAnswerSchema = answerSchema(enteredSchema);

class SocketIoSignaling implements Signaling {
  readonly #socket: Socket<ServerEvents, ClientEvents>;
  /** What the server tells of a room while it is being entered. */
  #held: (() => void)[] | undefined;

  constructor(url: string, events: SignalingEvents) {
    this.#socket = io(url, {
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      ...usualRetries,
    });
    this.#socket.on('connect', () => events.connected());
    this.#socket.on('disconnect', (reason) => {
      events.disconnected();
      // The one kind of end after which socket.io does not try again by itself.
      if (reason === 'io server disconnect') this.#socket.connect();
    });
    const tell = (say: () => void) => this.#tell(say);
    this.#socket.on('member-joined', (member) => tell(() => events.memberJoined(v.parse(memberSchema, member))));
    this.#socket.on('member-away', (away) => tell(() => events.memberAway(v.parse(memberAwaySchema, away))));
    this.#socket.on('member-returned', (member) => tell(() => events.memberReturned(v.parse(memberSchema, member))));
    this.#socket.on('member-left', (gone) => tell(() => events.memberLeft(v.parse(memberLeftSchema, gone))));
    this.#socket.on('seat-taken', () => tell(() => events.seatTaken()));
    this.#socket.on('signal-relayed', (relayed) =>
      tell(() => events.signalRelayed(v.parse(relayedSignalSchema, relayed))),
    );
    this.#socket.on('server-closing', (closing) => this.#returnWithin(v.parse(serverClosingSchema, closing)));
  }

  async enter(request: EnterRequest): Promise<Entered> {
    const held: (() => void)[] = [];
    this.#held = held;
    try {
      const parsed = v.safeParse(enterAnswerSchema, await this.#ask(request));
      if (!parsed.success) throw new SignalingError('unreachable', 'the server answered something unknown');
      if (!parsed.output.ok) throw new SignalingError(parsed.output.code, parsed.output.detail);
      return parsed.output.value;
    } finally {
      // In a turn of its own: whoever awaits the answer has it by then.
      setTimeout(() => this.#release(held));
    }
  }

  sendSignal(to: PeerId, attempt: AttemptId, signal: Signal): void {
    // Queued while disconnected, a signal would arrive before the room is entered again.
    if (this.#socket.connected) this.#socket.emit('send-signal', { to, attempt, signal }, ignoreAnswer);
  }

  leave(): void {
    if (this.#socket.connected) this.#socket.emit('leave-room', {}, ignoreAnswer);
  }

  unload(): void {
    if (this.#socket.connected) this.#socket.emit('unload-page', {}, ignoreAnswer);
  }

  close(): void {
    this.#socket.disconnect();
  }

  /** What comes in one packet with the answer would otherwise be heard before it, and then be undone by it. */
  #tell(say: () => void): void {
    if (this.#held === undefined) say();
    else if (this.#held.length < EARLY_EVENTS_MAX) this.#held.push(say);
  }

  #release(held: readonly (() => void)[]): void {
    if (this.#held === held) this.#held = undefined;
    for (const say of held) say();
  }

  /** The first try is at any time within the spread; those after it follow as usual. */
  #returnWithin({ withinMs }: ServerClosing): void {
    const { io: manager } = this.#socket;
    manager.reconnectionDelay(Math.random() * withinMs);
    manager.reconnectionDelayMax(withinMs);
    manager.randomizationFactor(0);
    manager.once('reconnect_attempt', () => {
      manager.reconnectionDelay(usualRetries.reconnectionDelay);
      manager.reconnectionDelayMax(usualRetries.reconnectionDelayMax);
      manager.randomizationFactor(usualRetries.randomizationFactor);
    });
  }

  async #ask(request: EnterRequest): Promise<unknown> {
    const server = this.#socket.timeout(SIGNALING_ANSWER_TIMEOUT_MS);
    const { peerId, seatToken } = request;
    try {
      if (request.type === 'create') return await server.emitWithAck('create-room', { peerId, seatToken });
      const event = request.type === 'join' ? 'join-room' : 'reopen-room';
      return await server.emitWithAck(event, { peerId, seatToken, room: request.room });
    } catch (cause) {
      throw new SignalingError('unreachable', String(cause));
    }
  }
}

/** Signals and goodbyes may be refused when somebody has just gone; nothing follows from that. */
const ignoreAnswer = () => undefined;
