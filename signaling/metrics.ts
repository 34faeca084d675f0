import type { ServerResponse } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Answer } from '../shared/signaling-protocol.ts';
import type { Observer } from './observer.ts';

/** What is counted when somebody asks. */
export interface Census {
  readonly connections: number;
  /** Undefined while they cannot be counted. */
  readonly rooms?: number;
  readonly peers?: number;
}

/**
 * The server in figures, for Prometheus: what Node tells of its process and event loop, and what happens here. Labels are
 * words of our own alone, so there are only so many series whatever comes.
 */
export class Metrics implements Observer {
  readonly #registry = new Registry();
  readonly #answers: Counter<'event' | 'answer'>;
  readonly #turnedAway: Counter<'reason'>;
  readonly #storeFailures: Counter;
  #storeIsUp = 1;

  constructor(census: () => Promise<Census>) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#answers = new Counter({
      name: 'lanline_events_total',
      help: 'Events of browsers, by name and by answer: ok, or why not',
      labelNames: ['event', 'answer'],
      registers,
    });
    this.#turnedAway = new Counter({
      name: 'lanline_turned_away_total',
      help: 'Sockets that were refused, by reason',
      labelNames: ['reason'],
      registers,
    });
    this.#storeFailures = new Counter({
      name: 'lanline_store_failures_total',
      help: 'What the store of rooms has failed at',
      registers,
    });
    const gauge = (name: string, help: string, read: (census: Census) => number | undefined) =>
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          const value = read(await census());
          if (value === undefined) this.remove();
          else this.set(value);
        },
      });
    gauge('lanline_connections', 'Sockets that are open', ({ connections }) => connections);
    gauge('lanline_rooms', 'Rooms', ({ rooms }) => rooms);
    gauge('lanline_members', 'Seats in rooms, of those who are away too', ({ peers }) => peers);
    gauge(
      'lanline_store_up',
      'Whether the store of rooms can be reached, 1 or 0; memory always can',
      () => this.#storeIsUp,
    );
  }

  answered(event: string, answer: Answer<unknown>): void {
    this.#answers.inc({ event, answer: answer.ok ? 'ok' : answer.code });
  }

  turnedAway(reason: string): void {
    this.#turnedAway.inc({ reason });
  }

  storeChanged(isReachable: boolean): void {
    this.#storeIsUp = isReachable ? 1 : 0;
  }

  storeFailed(): void {
    this.#storeFailures.inc();
  }

  async serve(response: ServerResponse): Promise<void> {
    const text = await this.#registry.metrics();
    response.writeHead(200, { 'content-type': this.#registry.contentType, 'cache-control': 'no-store' });
    response.end(text);
  }
}
