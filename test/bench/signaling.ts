import { median, quantile } from '../support/median.ts';
import { type LoadOptions, measureSignalingLoad, type SignalingLoad } from './signaling-load.ts';

/** `npm run bench:signaling [clients]`: how many browsers servers hold, and how fast they answer. Needs redis-server. */

const CLIENTS = Number(process.argv[2] ?? 10_000);
const JOINS_PER_SECOND = 200;

print(`${CLIENTS} clients in rooms of 4, ${JOINS_PER_SECOND} joins a second, Node ${process.version}`);
await show('one process', { servers: [[]] });
await show('two processes and Redis', { servers: [[], []], redis: true });

async function show(name: string, where: Pick<LoadOptions, 'servers' | 'redis'>): Promise<void> {
  const load = await measureSignalingLoad({ clients: CLIENTS, joinsPerSecond: JOINS_PER_SECOND, ...where });
  print(`\n${name}`);
  for (const [label, figure] of rows(load)) print(`  ${label.padEnd(52)}${figure.padStart(10)}`);
}

function rows(load: SignalingLoad): readonly (readonly [string, string])[] {
  const { redis } = load;
  const ofServers = [
    ['memory for each client', kilobytes(load.bytesPerClient)],
    ['answer to entering, median', milliseconds(median(load.answersMs))],
    ['answer to entering, p99', milliseconds(quantile(load.answersMs, 0.99))],
    ["of it the clients' own lag, p99", milliseconds(load.clientsLagMs)],
    ['meanwhile servers waited for a processor', `${(100 * load.waitedShare).toFixed(1)} %`],
    ['processor for each who enters', milliseconds(load.cpuMsPerJoin)],
    ['processor for 1,000 who stay, each second', milliseconds(load.cpuMsPerSecondIdle)],
    ['processor for a signal', milliseconds(load.cpuMsPerSignal)],
  ] as const;
  if (redis === undefined) return ofServers;
  return [
    ...ofServers,
    ['Redis: memory for each client', kilobytes(redis.bytesPerClient)],
    ['Redis: commands for each who enters', redis.commandsPerJoin.toFixed(2)],
    ['Redis: processor for each who enters', milliseconds(redis.cpuMsPerJoin)],
    ['Redis: commands for a signal', redis.commandsPerSignal.toFixed(2)],
    ['Redis: processor for a signal', milliseconds(redis.cpuMsPerSignal)],
  ];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1e3).toFixed(1)} kB`;
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(2)} ms`;
}
