import { io, type Socket } from 'socket.io-client';
import * as v from 'valibot';
import type { AttemptId, PeerId } from '../../shared/ids.ts';
import { SIGNALING_ANSWER_TIMEOUT_MS } from '../../shared/limits.ts';
import {
  answerSchema,
  type ClientEvents,
  type Entered,
  enteredSchema,
  memberLeftSchema,
  memberSchema,
  relayedSignalSchema,
  type ServerEvents,
  type Signal,
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

const enterAnswerSchema = answerSchema(enteredSchema);

class SocketIoSignaling implements Signaling {
  readonly #socket: Socket<ServerEvents, ClientEvents>;

  constructor(url: string, events: SignalingEvents) {
    this.#socket = io(url, {
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelayMax: 3_000,
    });
    this.#socket.on('connect', () => events.connected());
    this.#socket.on('disconnect', () => events.disconnected());
    this.#socket.on('member-joined', (member) => events.memberJoined(v.parse(memberSchema, member)));
    this.#socket.on('member-left', (gone) => events.memberLeft(v.parse(memberLeftSchema, gone)));
    this.#socket.on('signal-relayed', (relayed) => events.signalRelayed(v.parse(relayedSignalSchema, relayed)));
  }

  async enter(request: EnterRequest): Promise<Entered> {
    const parsed = v.safeParse(enterAnswerSchema, await this.#ask(request));
    if (!parsed.success) throw new SignalingError('unreachable', 'the server answered something unknown');
    if (!parsed.output.ok) throw new SignalingError(parsed.output.code, parsed.output.detail);
    return parsed.output.value;
  }

  sendSignal(to: PeerId, attempt: AttemptId, signal: Signal): void {
    // Queued while disconnected, a signal would arrive before the room is entered again.
    if (this.#socket.connected) this.#socket.emit('send-signal', { to, attempt, signal }, ignoreAnswer);
  }

  leave(): void {
    if (this.#socket.connected) this.#socket.emit('leave-room', {}, ignoreAnswer);
  }

  close(): void {
    this.#socket.disconnect();
  }

  async #ask(request: EnterRequest): Promise<unknown> {
    const server = this.#socket.timeout(SIGNALING_ANSWER_TIMEOUT_MS);
    try {
      if (request.type === 'create') return await server.emitWithAck('create-room', { peerId: request.peerId });
      return await server.emitWithAck(request.type === 'join' ? 'join-room' : 'reopen-room', {
        peerId: request.peerId,
        room: request.room,
      });
    } catch (cause) {
      throw new SignalingError('unreachable', String(cause));
    }
  }
}

/** Signals and goodbyes may be refused when somebody has just gone; nothing follows from that. */
const ignoreAnswer = () => undefined;
