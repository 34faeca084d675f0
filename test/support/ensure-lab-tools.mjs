// Gets what the network lab needs: root, and the commands that build networks.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installByApt } from './install-by-apt.mjs';

/** The lab cannot be built here; the message says in one sentence why. */
export class NoLabError extends Error {}

/** Debian's packages, each with a command that it brings. */
const TOOLS = {
  ip: 'iproute2',
  tc: 'iproute2',
  iptables: 'iptables',
  sysctl: 'procps',
  turnserver: 'coturn',
  'redis-server': 'redis-server',
};

export function ensureLabTools() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new NoLabError('The lab builds network namespaces: run it as root, on Linux.');
  }
  const missing = () => Object.keys(TOOLS).filter((command) => !isInstalled(command));
  if (missing().length > 0) installByApt(...missing().map((command) => TOOLS[command]));
  if (missing().length > 0) throw new NoLabError(`The lab needs ${missing().join(' and ')}: install the packages.`);
}

const isInstalled = (command) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
