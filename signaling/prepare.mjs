// Makes a fresh clone ready to run, with Node and npm alone: installs what is missing, builds what is stale.
// Plain JavaScript without dependencies, because it runs before there are any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];

/**
 * Our scripts start with "exec": it takes the shell out of the way, which otherwise keeps npm's signals to itself.
 * Windows has no such word, so there it gets one that just runs the rest of the line.
 */
const WINDOWS_EXEC = '@%*\r\n';

/** What is built: from which files and folders, by which commands, and what tells that it was done. */
const builds = [
  {
    name: 'the page',
    inputs: [
      'index.html',
      'offline.html',
      'client',
      'shared',
      'vite.config.ts',
      'tsconfig.json',
      'signaling/compress-files.mjs',
      'package-lock.json',
    ],
    commands: [
      ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
      ['signaling/compress-files.mjs', 'dist/client'],
    ],
    output: 'dist/client/index.html',
    stamp: 'dist/client.fingerprint',
  },
  {
    name: 'the server',
    inputs: ['signaling', 'shared', 'tsconfig.json', 'package-lock.json'],
    commands: [['node_modules/typescript/bin/tsc', '-b', 'signaling']],
    output: 'dist/server/signaling/main.js',
    stamp: 'dist/server.fingerprint',
  },
];

/** Why the project cannot be made ready, in one sentence. */
export class PrepareError extends Error {}

/** Installs and builds what is missing or stale. Throws a PrepareError. */
export function prepare() {
  ensureDependencies();
  for (const build of builds) ensureBuilt(build);
}

/** Installs the packages when there are none, or when the lock file is newer. Throws a PrepareError. */
export function ensureDependencies() {
  requireNode(process.versions.node);
  // npm writes this file at the end of an installation.
  if (modifiedAt('node_modules/.package-lock.json') < modifiedAt('package-lock.json')) {
    say('Installing the packages ...');
    if (npm('ci', '--include=dev') !== 0) throw new PrepareError('The packages could not be installed: see above.');
  }
  if (process.platform === 'win32') writeFileSync(join(root, 'node_modules/.bin/exec.cmd'), WINDOWS_EXEC);
}

function requireNode(version) {
  const [major, minor] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new PrepareError(`Lanline needs Node ${OLDEST_NODE.join('.')} or newer, and this is ${version}.`);
}

function ensureBuilt({ name, inputs, commands, output, stamp }) {
  // Taken before the build: what changes meanwhile is built the next time.
  const fingerprint = fingerprintOf(inputs);
  if (existsSync(join(root, output)) && textOf(join(root, stamp)) === fingerprint) return;
  say(`Building ${name} ...`);
  // A test runner sets it to something else, with which packages are taken in their larger, chattier form.
  const env = { ...process.env, NODE_ENV: 'production' };
  const succeeds = (command) => run(process.execPath, command, { env }) === 0;
  if (!commands.every(succeeds)) throw new PrepareError(`Building ${name} failed: see above.`);
  writeFileSync(join(root, stamp), fingerprint);
}

/** Differs whenever a file of the inputs is added, removed or changed. */
function fingerprintOf(inputs) {
  const files = inputs.flatMap(filesIn).filter((path) => !path.endsWith('.tsbuildinfo'));
  const lines = files.map((path) => `${path} ${modifiedAt(path)} ${statSync(join(root, path)).size}`);
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

/** The files at or below a path; paths are relative to the project. */
function filesIn(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesIn(join(path, name)));
}

const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** In ms since 1970; a missing file was never modified. */
const modifiedAt = (path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Runs npm: the one that runs us, where there is one, because Windows finds no other without a shell. */
function npm(...args) {
  const running = process.env.npm_execpath;
  if (running?.endsWith('npm-cli.js')) return run(process.execPath, [running, ...args]);
  return run('npm', args, { shell: process.platform === 'win32' });
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options }).status;
}

const say = (line) => process.stdout.write(`${line}\n`);

/** Runs one of the functions above as a program: a PrepareError is its last word. */
function main(action) {
  try {
    action();
  } catch (error) {
    if (!(error instanceof PrepareError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.includes('--packages-only') ? ensureDependencies : prepare);
}
