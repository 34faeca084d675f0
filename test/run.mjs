// `npm test`: everything, in the order in which it fails fastest, from a fresh clone on. Further arguments go to Vitest.
// `node test/run.mjs big` runs the tests with big files instead, `node test/run.mjs lab` those with networks of their own,
// `node test/run.mjs timed` those of both that look at the clock, `node test/run.mjs fuzz` those that try a hundred thousand
// inputs each, and `node test/run.mjs screenshots` takes pictures.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrepareError, prepare } from '../signaling/prepare.mjs';
import { ensureBrowser, ensureFirefox, ensureHeadlessShell, NoBrowserError } from './support/ensure-browser.mjs';
import { ensureLabTools, NoLabError } from './support/ensure-lab-tools.mjs';

function ensureLab() {
  ensureLabTools();
  ensureFirefox();
}

/** Vitest's projects, and what they need besides Chromium. */
const suites = {
  everyday: { projects: ['unit', 'integration', 'browser'], ensure: ensureFirefox },
  fuzz: { projects: ['fuzz'], ensure: () => undefined },
  big: { projects: ['big'], ensure: () => undefined },
  screenshots: { projects: ['screenshots'], ensure: () => undefined },
  lab: { projects: ['lab'], ensure: ensureLab },
  timed: { projects: ['timed'], ensure: ensureLab },
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const suite = args[0] in suites ? args[0] : 'everyday';
const vitestArgs = args.filter((arg) => arg !== suite);
const { projects, ensure } = suites[suite];

/** Each stage answers whether it succeeded. */
const checks = [
  () => node('Checking types', 'node_modules/typescript/bin/tsc', '-b'),
  () => node('Checking style', 'node_modules/@biomejs/biome/bin/biome', 'ci'),
];
const tests = () =>
  node(
    'Running the tests',
    'node_modules/vitest/vitest.mjs',
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=test-results/${suite}.json`,
    ...vitestArgs,
  );

function node(title, ...command) {
  process.stdout.write(`${title} ...\n`);
  return spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' }).status === 0;
}

async function main() {
  prepare();
  await ensureBrowser();
  await ensureHeadlessShell();
  ensure();
  const stages = suite === 'everyday' ? [...checks, tests] : [tests];
  return stages.every((stage) => stage());
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  if (![PrepareError, NoBrowserError, NoLabError].some((known) => error instanceof known)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
