import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { launchBrowser } from '../support/browsers.ts';

/** Where figures come from. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  readonly browser: string;
  readonly lanline: string;
  /** How many tasks wanted a core in the minute before: much of it, and the figures tell of others' work. */
  readonly load: number;
}

export async function readMachine(): Promise<Machine> {
  const browser = await launchBrowser();
  const version = browser.version();
  await browser.close();
  const { version: lanline } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    node: process.version,
    browser: `Chromium ${version}`,
    lanline,
    load: loadavg()[0] ?? Number.NaN,
  };
}

export function describeMachine({ processor, cores, memoryBytes, system, node, browser, lanline, load }: Machine) {
  return [
    `${cores} × ${processor}`,
    `${(memoryBytes / 2 ** 30).toFixed(0)} GiB of memory`,
    system,
    `Node ${node}`,
    browser,
    `Lanline ${lanline}`,
    `load ${load.toFixed(1)} before the run`,
  ].join(', ');
}
