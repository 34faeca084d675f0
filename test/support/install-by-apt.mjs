import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Installs Debian packages with the libraries that they need, where that is possible: only root may. */
export function installByApt(...packages) {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return;
  if (run('update')) run('install', '-y', '--no-install-recommends', ...packages);
}

const run = (...args) => spawnSync('apt-get', args, { stdio: 'inherit' }).status === 0;
