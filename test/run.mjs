// `npm test`: everything, in the order in which it fails fastest, from a fresh clone on. Further arguments go to Vitest.
// `node test/run.mjs big` runs the tests with big files instead.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PrepareError, prepare } from '../signaling/prepare.mjs';
import { ensureBrowser, ensureFirefox, NoBrowserError } from './support/ensure-browser.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const suite = args[0] === 'big' ? 'big' : 'everyday';
const projects = suite === 'big' ? ['big'] : ['unit', 'integration', 'browser'];
const vitestArgs = suite === 'big' ? args.slice(1) : args;

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
  if (suite === 'everyday') ensureFirefox();
  const stages = suite === 'everyday' ? [...checks, tests] : [tests];
  return stages.every((stage) => stage());
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof PrepareError || error instanceof NoBrowserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
