import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { PeerId } from '../../shared/ids.ts';
import { SERVER_RETRY_MIN_MS } from '../../shared/limits.ts';
import { eventFrame } from '../support/raw-websocket.ts';
import { newIdentity, newSignal } from '../support/signaling-lab.ts';

const ROOM_SIZE = 4;
/** Clients of one loopback address, which stays within what the server gives an address. */
const CLIENTS_PER_ADDRESS = 40;
const ADDRESSES_PER_NETWORK = 250;
const SDP_LENGTH = 1_500;

/** Somebody in a room, who holds the line. */
interface Client {
  readonly socket: WebSocket;
  readonly peerId: PeerId;
  readonly room: number;
  /** From asking to enter to the answer, in ms. */
  readonly answeredMs: number;
}

/** Clients that stay. Each four of them are in a room of their own, and come by the servers in turn. */
export class Crowd {
  readonly #ports: readonly number[];
  readonly #sockets: WebSocket[] = [];
  /** The newest room; those who come after its first client wait for its number. */
  #first: Promise<Client> | undefined;

  constructor(ports: readonly number[]) {
    this.#ports = ports;
  }

  /** Lets so many come, evenly over the time that takes. Rejects as soon as one of them does not get in. */
  come(count: number, perSecond: number): Promise<readonly Client[]> {
    return evenly(count, perSecond, (index) => this.#enter(index));
  }

  leave(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  #enter(index: number): Promise<Client> {
    const socket = this.#connect(index);
    if (index % ROOM_SIZE > 0) return enter(socket, this.#first);
    this.#first = enter(socket, undefined);
    return this.#first;
  }

  #connect(index: number): WebSocket {
    const url = `ws://127.0.0.1:${this.#ports[index % this.#ports.length]}/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(url, { localAddress: this.#nextAddress(), perMessageDeflate: false });
    // Where the machine is busy, many answers are waited for at once.
    socket.setMaxListeners(0);
    this.#sockets.push(socket);
    return socket;
  }

  #nextAddress(): string {
    const index = Math.floor(this.#sockets.length / CLIENTS_PER_ADDRESS);
    return `127.9.${Math.floor(index / ADDRESSES_PER_NETWORK)}.${1 + (index % ADDRESSES_PER_NETWORK)}`;
  }
}

/** Lets so many offers pass, each from the second client of a room to its first one. Resolves when all are answered. */
export async function callEachOther(clients: readonly Client[], count: number, perSecond: number): Promise<void> {
  await evenly(count, perSecond, (index) => {
    const callee = (index % Math.floor(clients.length / ROOM_SIZE)) * ROOM_SIZE;
    const [to, from] = [clients[callee], clients[callee + 1]];
    if (from === undefined || to === undefined) throw new Error('there is nobody to call');
    const id = 2 + index;
    const answer = next(from.socket, (text) => text.startsWith(`43${id}[`));
    const signal = { to: to.peerId, ...newSignal(), signal: { type: 'offer', sdp: 's'.repeat(SDP_LENGTH) } };
    from.socket.send(eventFrame(id, 'send-signal', signal));
    return answer.then(accepted);
  });
}

/** Begins something so many times, at a steady rate. Rejects as soon as one time has failed. */
async function evenly<Value>(count: number, perSecond: number, begin: (index: number) => Promise<Value>) {
  const startedAt = performance.now();
  const begun: Promise<Value>[] = [];
  const failures: unknown[] = [];
  for (let index = 0; index < count && failures.length === 0; index++) {
    const due = startedAt + (index / perSecond) * 1_000;
    if (due > performance.now()) await pause(due - performance.now());
    const one = begin(index);
    one.catch((error) => failures.push(error));
    begun.push(one);
  }
  return Promise.all(begun);
}

/** Makes a room, or enters that of somebody who is making it. */
async function enter(socket: WebSocket, making: Promise<Client> | undefined): Promise<Client> {
  await next(socket, (text) => text.startsWith('0'));
  socket.send('40');
  await next(socket, (text) => text.startsWith('40'));
  socket.on('message', (data) => String(data) === '2' && socket.send('3'));
  const asked = (await making)?.room;
  const self = newIdentity();
  const event = asked === undefined ? 'create-room' : 'join-room';
  const askedAt = performance.now();
  const { room } = (await ask(socket, event, { ...self, room: asked })) as { room: number };
  return { socket, peerId: self.peerId, room, answeredMs: performance.now() - askedAt };
}

/** Asks until the store of rooms answers in time, as a page does; how long that takes counts. */
async function ask(socket: WebSocket, event: string, request: object): Promise<unknown> {
  for (;;) {
    socket.send(eventFrame(1, event, request));
    const answer = await next(socket, (text) => text.startsWith('431['));
    if (!answer.includes('"store-unreachable"')) return accepted(answer);
    await pause(SERVER_RETRY_MIN_MS);
  }
}

function accepted(answer: string): unknown {
  const [{ ok, value }] = JSON.parse(answer.slice(answer.indexOf('['))) as [{ ok: boolean; value: unknown }];
  if (!ok) throw new Error(`refused: ${answer}`);
  return value;
}

/** Waits for a text of the server that is wanted. */
function next(socket: WebSocket, isWanted: (text: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const ended = () => fail(new Error('the server closed the connection'));
    const read = (data: unknown) => {
      const text = String(data);
      if (!isWanted(text)) return;
      stop();
      resolve(text);
    };
    const fail = (error: Error) => {
      stop();
      reject(error);
    };
    const stop = () => socket.off('message', read).off('error', fail).off('close', ended);
    socket.on('message', read).on('error', fail).on('close', ended);
  });
}
