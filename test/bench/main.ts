import { cpus } from 'node:os';
import { median, quantile } from '../support/median.ts';
import { type ChatUnderBulk, measureChatUnderBulk } from './chat-under-bulk.ts';
import { measureFirstLoad } from './first-load.ts';
import { contestants, measureThroughput, type Result, type Round } from './throughput.ts';

/** `npm run bench`: prints what it measures, each figure a median over alternating rounds with its spread. */

const ROUNDS = 5;
const LOADS = 9;
const TOTAL_BYTES = 256 * 1024 * 1024;

const print = (line: string) => process.stdout.write(`${line}\n`);

const [processor] = cpus();
print(`${cpus().length} × ${processor?.model ?? 'unknown processor'}, Node ${process.version}`);
print(`One to one, ${TOTAL_BYTES / 2 ** 20} MiB of random bytes, ${ROUNDS} alternating rounds`);
const throughput = await measureThroughput(ROUNDS, TOTAL_BYTES);
const reference = medianOf(throughput['bare data channel'].rounds, 'seconds');
for (const contestant of contestants) print(row(contestant, throughput[contestant]));
const { composerMs, largestPaintMs } = await measureFirstLoad(LOADS);
print(`First load: ${loadRow(composerMs)} until a message can be written,`);
print(`${loadRow(largestPaintMs)} until the largest paint of the start screen with a four times slower processor`);
print('Chat while a file moves on the same link');
print(chatRow(await measureChatUnderBulk()));

function row(label: string, { rounds, peakMemory }: Result): string {
  const speeds = rounds.map(({ seconds }) => TOTAL_BYTES / 1e6 / seconds);
  const spread = `${Math.min(...speeds).toFixed(1)} to ${Math.max(...speeds).toFixed(1)}`;
  const cpu = (medianOf(rounds, 'cpuSeconds') * 2 ** 30) / TOTAL_BYTES;
  return [
    label.padEnd(20),
    `${median(speeds).toFixed(1)} MB/s (${spread})`,
    `${(reference / medianOf(rounds, 'seconds')).toFixed(2)} of the bare channel`,
    `${cpu.toFixed(0)} CPU s per GiB`,
    `peak PSS ${(peakMemory / 1e6).toFixed(0)} MB`,
  ].join(' · ');
}

function loadRow(ms: readonly number[]): string {
  return `median ${median(ms).toFixed(0)} ms (${Math.min(...ms).toFixed(0)} to ${Math.max(...ms).toFixed(0)})`;
}

function chatRow({ roundTripsMs }: ChatUnderBulk): string {
  return `round trip: median ${median(roundTripsMs).toFixed(0)} ms, p95 ${quantile(roundTripsMs, 0.95).toFixed(0)} ms`;
}

function medianOf(rounds: readonly Round[], figure: keyof Round): number {
  return median(rounds.map((round) => round[figure]));
}
