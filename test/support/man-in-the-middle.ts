import type { Page, WebSocketRoute } from 'playwright-core';
import * as v from 'valibot';
import { type Signal, signalSchema } from '../../shared/signaling-protocol.ts';

/** The two whom somebody sits between: who opened the room, and who calls when they join. */
type Side = 'called' | 'caller';

interface Middle {
  /** Everything that was said on both control channels, and how much came on bulk channels. */
  readonly texts: string[];
  bulkMessages: number;
  receive(from: Side, signal: Signal): Promise<void>;
}

declare global {
  interface Window {
    middle: Middle;
    emitSignal(to: Side, signal: unknown): Promise<void>;
  }
}

export interface ManInTheMiddle {
  texts(): Promise<readonly string[]>;
  bulkMessages(): Promise<number>;
}

const sendSignalSchema = v.tuple([v.literal('send-signal'), v.object({ attempt: v.string(), signal: signalSchema })]);
const enterSchema = v.tuple([v.picklist(['create-room', 'join-room']), v.object({ peerId: v.string() })]);

/**
 * Takes the place of the server between two pages: each gets a session description of `middle`'s in place of the other
 * one's, and `middle` passes on whatever comes. Call it before they enter a room; they are loaded again for that.
 */
export async function sitBetween(called: Page, caller: Page, middle: Page): Promise<ManInTheMiddle> {
  const victims = { called: new Victim(called), caller: new Victim(caller) };
  const otherOf = { called: victims.caller, caller: victims.called };
  let attempt = '';
  await middle.exposeFunction('emitSignal', (to: Side, signal: unknown) => {
    victims[to].tell('signal-relayed', { from: otherOf[to].peerId, attempt, signal });
  });
  await middle.evaluate(startMiddle);
  for (const side of ['called', 'caller'] as const) {
    await victims[side].intercept((request) => {
      attempt = request.attempt;
      void middle.evaluate(([from, signal]) => window.middle.receive(from, signal), [side, request.signal] as const);
      return 'taken';
    });
  }
  return {
    texts: () => middle.evaluate(() => window.middle.texts),
    bulkMessages: () => middle.evaluate(() => window.middle.bulkMessages),
  };
}

/**
 * Lets two pages connect, and then has the server tell the one who was called that the other end has another certificate.
 * Call it before they enter a room; they are loaded again for that. Answers what does that.
 */
export async function swapLater(called: Page, caller: Page): Promise<() => void> {
  const victims = { called: new Victim(called), caller: new Victim(caller) };
  let sent: Request | undefined;
  await victims.called.intercept(() => 'passed');
  await victims.caller.intercept((request) => {
    if (request.signal.type === 'offer') sent = request;
    return 'passed';
  });
  return () => {
    if (sent?.signal.type !== 'offer') throw new Error('nobody has called');
    const { attempt, signal } = sent;
    const sdp = signal.sdp.replace(/^(a=fingerprint:sha-256 ).*$/m, `$1${Array(32).fill('5A').join(':')}`);
    victims.called.tell('signal-relayed', { from: victims.caller.peerId, attempt, signal: { ...signal, sdp } });
  };
}

interface Request {
  readonly attempt: string;
  readonly signal: Signal;
}

/** A page whose signals pass through a test's hands, which may keep them from the server. */
class Victim {
  readonly #page: Page;
  #socket: WebSocketRoute | undefined;
  peerId = '';

  constructor(page: Page) {
    this.#page = page;
  }

  async intercept(take: (request: Request) => 'taken' | 'passed'): Promise<void> {
    await this.#page.routeWebSocket(/socket\.io/, (socket) => {
      this.#socket = socket;
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        const event = parseEvent(message);
        const signal = v.safeParse(sendSignalSchema, event);
        const enter = v.safeParse(enterSchema, event);
        if (enter.success) this.peerId = enter.output[1].peerId;
        if (!signal.success || take(signal.output[1]) === 'passed') server.send(message);
      });
    });
    await this.#page.reload();
  }

  tell(event: string, value: object): void {
    this.#socket?.send(`42${JSON.stringify([event, value])}`);
  }
}

/** What a Socket.IO event packet holds, such as `421["join-room",{…}]`; undefined for any other packet. */
function parseEvent(message: string | Buffer): unknown {
  const json = typeof message === 'string' ? /^42\d*(\[.*\])$/s.exec(message)?.[1] : undefined;
  return json === undefined ? undefined : JSON.parse(json);
}

/** Runs in the page in the middle: a connection to each of the two, and everything passed on between them. */
function startMiddle(): void {
  const CONTROL = 0;
  const create = (side: Side) => {
    const connection = new RTCPeerConnection();
    const channels = [0, 1].map((id) => connection.createDataChannel(`${id}`, { negotiated: true, id }));
    let described: () => void = () => undefined;
    const isDescribed = new Promise<void>((resolve) => {
      described = resolve;
    });
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) void window.emitSignal(side, { type: 'candidate', candidate: reachable(candidate) });
    };
    return { connection, channels, described: () => described(), isDescribed };
  };
  const reachable = ({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidateInit): RTCIceCandidateInit => ({
    candidate: candidate?.replace(/\S+\.local/, '127.0.0.1') ?? '',
    sdpMid: sdpMid ?? null,
    sdpMLineIndex: sdpMLineIndex ?? null,
  });
  const sides = { called: create('called'), caller: create('caller') };
  const describe = async (side: Side, type: 'offer' | 'answer') => {
    const { connection } = sides[side];
    await connection.setLocalDescription(
      type === 'offer' ? await connection.createOffer() : await connection.createAnswer(),
    );
    await window.emitSignal(side, { type, sdp: connection.localDescription?.sdp });
  };
  const pass = (from: Side, to: Side) => {
    for (const [id, channel] of sides[from].channels.entries()) {
      const target = sides[to].channels[id];
      const isOpen = new Promise((resolve) => target?.addEventListener('open', resolve));
      channel.onmessage = async ({ data }) => {
        if (id === CONTROL) middle.texts.push(String(data));
        else middle.bulkMessages += 1;
        await isOpen;
        target?.send(data);
      };
    }
  };
  const middle: Middle = {
    texts: [],
    bulkMessages: 0,
    receive: async (from, signal) => {
      const { connection, described, isDescribed } = sides[from];
      if (signal.type === 'candidate') {
        await isDescribed;
        await connection.addIceCandidate(reachable(signal.candidate as RTCIceCandidateInit));
        return;
      }
      const type = signal.type === 'restart' ? 'offer' : signal.type;
      await connection.setRemoteDescription({ type, sdp: signal.sdp });
      described();
      if (type === 'offer') await Promise.all([describe(from, 'answer'), describe('called', 'offer')]);
    },
  };
  pass('called', 'caller');
  pass('caller', 'called');
  window.middle = middle;
}
