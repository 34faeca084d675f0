import { setImmediate as turn } from 'node:timers/promises';
import { createClient } from '@redis/client';
import {
  STORE_COMMANDS_WAITING_MAX,
  STORE_CONNECT_TIMEOUT_MS,
  STORE_PING_EVERY_MS,
  STORE_RETRY_MAX_MS,
  STORE_RETRY_MIN_MS,
  STORE_SILENCE_MAX_MS,
} from '../../shared/limits.ts';
import { LaunchError } from '../launch-error.ts';
import type { Script } from './scripts.ts';

type Client = ReturnType<typeof createUnconnected>;
type MessageListener = (message: Buffer, channel: Buffer) => void;

export interface ConnectionEvents {
  /** The last of both connections is ready again, or the first is not any more, and why. */
  changed(isReady: boolean, reason: string): void;
  /** Redis, or the way to it, has failed at one thing. */
  failed(reason: string): void;
}

/** Runs scripts in Redis. Rejects as Redis does, and at once while it is not connected. */
export interface ScriptRunner {
  run(script: Script, args: readonly (string | number)[]): Promise<unknown>;
}

/** Two connections with Redis, for commands and for messages. They connect again by themselves whenever they are lost. */
export class RedisConnection implements ScriptRunner {
  readonly #commands: Client;
  readonly #messages: Client;
  #events: ConnectionEvents = { changed: () => undefined, failed: () => undefined };
  #listener: MessageListener = () => undefined;
  #subscribed: Promise<void> = Promise.resolve();
  #isReady = false;
  #wasReady = false;

  constructor(url: string) {
    // Who starts a server is told at once that there is no Redis; later it may come back at any time.
    const mayRetry = () => this.#wasReady;
    this.#commands = createUnconnected(url, mayRetry);
    this.#messages = createUnconnected(url, mayRetry);
  }

  /** To be called once. Rejects with a LaunchError when there is no Redis at that URL. */
  async open(): Promise<void> {
    for (const client of this.#clients) this.#watch(client);
    try {
      await Promise.all(this.#clients.map((client) => client.connect()));
    } catch (cause) {
      throw new LaunchError(`The Redis server of --redis cannot be used (${reasonOf(cause)}).`, { cause });
    }
    this.#wasReady = true;
  }

  listen(events: ConnectionEvents): void {
    this.#events = events;
  }

  get #clients(): readonly Client[] {
    return [this.#commands, this.#messages];
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  async run({ source, sha1 }: Script, args: readonly (string | number)[]): Promise<unknown> {
    const options = { arguments: args.map(String) };
    try {
      return await this.#commands.evalSha(sha1, options);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return this.#commands.eval(source, options);
    }
  }

  // The adapter of Socket.IO knows a client of Redis by these three, and looks after none of their failures.

  async sPublish(channel: string, message: string | Buffer): Promise<void> {
    await this.#commands.sPublish(channel, message).catch((error) => this.#events.failed(reasonOf(error)));
  }

  sSubscribe(channel: string, listener: MessageListener): void {
    this.#listener = listener;
    this.#subscribed = this.#settle(this.#messages.sSubscribe(channel, listener, true));
  }

  /** With its listener, so that one who subscribes at the same time is not unsubscribed with it. */
  sUnsubscribe(channel: string): void {
    this.#subscribed = this.#settle(this.#messages.sUnsubscribe(channel, this.#listener, true));
  }

  /** Resolves when what was subscribed to so far is heard; Redis answers in order. */
  subscribed(): Promise<void> {
    return this.#subscribed;
  }

  /** Ends both connections when what is under way is done. */
  async close(): Promise<void> {
    this.#events = { changed: () => undefined, failed: () => undefined };
    // Answers come in order: what follows from those that are under way is sent when this one is here.
    await this.#commands.ping().catch(() => undefined);
    await turn();
    for (const client of this.#clients) {
      if (client.isReady) await client.close().catch(() => client.destroy());
      else if (client.isOpen) client.destroy();
    }
  }

  async #settle(done: Promise<unknown>): Promise<void> {
    await done.catch((error) => this.#events.failed(reasonOf(error)));
  }

  #watch(client: Client): void {
    let reason = '';
    const look = () => {
      const isReady = this.#commands.isReady && this.#messages.isReady;
      if (isReady === this.#isReady) return;
      this.#isReady = isReady;
      this.#events.changed(isReady, reason);
    };
    client.on('error', (error) => {
      reason = reasonOf(error);
      look();
    });
    for (const event of ['ready', 'reconnecting', 'end']) client.on(event, look);
  }
}

/** Fails at once while there is no connection, and notices one that says nothing. */
const createUnconnected = (url: string, mayRetry: () => boolean) =>
  createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: STORE_COMMANDS_WAITING_MAX,
    pingInterval: STORE_PING_EVERY_MS,
    socket: {
      connectTimeout: STORE_CONNECT_TIMEOUT_MS,
      socketTimeout: STORE_SILENCE_MAX_MS,
      reconnectStrategy: (retries, cause) =>
        mayRetry() ? Math.min(STORE_RETRY_MIN_MS * 2 ** retries, STORE_RETRY_MAX_MS) : cause,
    },
  });

/** A word such as ECONNREFUSED, or the sentence that there is instead. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
