import { cpus } from 'node:os';
import { measureThroughput, type Round, type Throughput } from './throughput.ts';

/** `npm run bench`: prints what it measures, each figure a median over alternating rounds with its spread. */

const ROUNDS = 5;
const TOTAL_BYTES = 256 * 1024 * 1024;

const print = (line: string) => process.stdout.write(`${line}\n`);

const [processor] = cpus();
print(`${cpus().length} × ${processor?.model ?? 'unknown processor'}, Node ${process.version}`);
print(`One to one, ${TOTAL_BYTES / 2 ** 20} MiB of random bytes, ${ROUNDS} alternating rounds`);
const throughput = await measureThroughput(ROUNDS, TOTAL_BYTES);
print(row('bare data channel', throughput, throughput.bare));
print(row('Lanline, hash and disk', throughput, throughput.lanline));
print(`ratio of medians: ${ratio(throughput).toFixed(2)}`);

function row(label: string, { totalBytes }: Throughput, rounds: readonly Round[]): string {
  const speeds = rounds.map(({ seconds }) => totalBytes / 1e6 / seconds);
  const cpu = rounds.map(({ cpuSeconds }) => (cpuSeconds * 2 ** 30) / totalBytes);
  const spread = `${Math.min(...speeds).toFixed(1)} to ${Math.max(...speeds).toFixed(1)}`;
  return `${label.padEnd(24)} ${median(speeds).toFixed(1)} MB/s (${spread}), ${median(cpu).toFixed(0)} CPU s per GiB`;
}

function ratio({ bare, lanline }: Throughput): number {
  return median(bare.map(({ seconds }) => seconds)) / median(lanline.map(({ seconds }) => seconds));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
