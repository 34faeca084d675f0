import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** Reads what Linux tells of a browser's processes, which all descend from the one that names the profile. */

interface Stat {
  readonly pid: number;
  readonly parent: number;
  /** User and system time of the process, in seconds. */
  readonly cpuSeconds: number;
}

const TICKS_PER_SECOND = 100;

/** Reading the kernel's page tables costs time: often enough to see a peak, seldom enough not to slow what is watched. */
const SAMPLE_EVERY_MS = 1_000;

async function readStat(pid: string): Promise<Stat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined); // it has just ended
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { pid: Number(pid), parent: Number(fields[1]), cpuSeconds: ticks / TICKS_PER_SECOND };
}

async function processesOf(profile: string): Promise<readonly Stat[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = (await Promise.all(pids.map(readStat))).filter((stat) => stat !== undefined);
  const family = new Set<number>();
  for (const { pid } of stats) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(`--user-data-dir=${profile}`)) family.add(pid);
  }
  for (let size = -1; size !== family.size; ) {
    size = family.size;
    for (const { pid, parent } of stats) if (family.has(parent)) family.add(pid);
  }
  return stats.filter(({ pid }) => family.has(pid));
}

/** Memory of all processes of a browser, shared parts counted once (PSS), in bytes. */
export async function memoryOf(profile: string): Promise<number> {
  const sizes = (await processesOf(profile)).map(async ({ pid }) => {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** CPU time that the living processes of a browser have used, in seconds. */
export async function cpuSecondsOf(profile: string): Promise<number> {
  return (await processesOf(profile)).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
}

/** Signals all processes of a browser at once. */
export async function signalProcesses(profile: string, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
  for (const { pid } of await processesOf(profile)) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      // It has ended by itself, with its parent.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Samples a browser's memory until stopped; answers the peak, in bytes. */
export function watchMemory(profile: string): { stop(): Promise<number> } {
  const stopping = new AbortController();
  const sampling = (async () => {
    let peak = 0;
    while (!stopping.signal.aborted) {
      peak = Math.max(peak, await memoryOf(profile));
      await pause(SAMPLE_EVERY_MS);
    }
    return peak;
  })();
  return {
    stop: () => {
      stopping.abort();
      return sampling;
    },
  };
}
