import { readFile } from 'node:fs/promises';

/** What processes take, as Linux counts it in /proc. */
export interface Usage {
  /** Resident memory, in bytes. */
  readonly bytes: number;
  /** Processor time up to now, of all threads, in ms. */
  readonly cpuMs: number;
  /** How long the main thread was ready up to now, and had no processor, in ms: what else runs on the machine costs that. */
  readonly waitedMs: number;
}

/** Linux tells processor times in hundredths of a second, whatever its own clock does (proc_pid_stat(5)). */
const TICK_MS = 10;

/** Of all of them together. */
export async function usageOf(pids: readonly (number | undefined)[]): Promise<Usage> {
  const usages = await Promise.all(pids.map(usage));
  return usages.reduce((sum, one) => ({
    bytes: sum.bytes + one.bytes,
    cpuMs: sum.cpuMs + one.cpuMs,
    waitedMs: sum.waitedMs + one.waitedMs,
  }));
}

async function usage(pid: number | undefined): Promise<Usage> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // Time on a processor, time in the queue for one, both in ns (Linux, Documentation/scheduler/sched-stats).
  const [, waitedNs] = (await readFile(`/proc/${pid}/schedstat`, 'utf8')).split(' ');
  // From the third field on: the second one is a name, which may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return {
    bytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024,
    cpuMs: ticks * TICK_MS,
    waitedMs: Number(waitedNs) / 1e6,
  };
}

/** Files that a process started from here may have open at once; node takes all that it may. */
export async function openFilesMax(): Promise<number> {
  const limits = await readFile('/proc/self/limits', 'utf8');
  return Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);
}
