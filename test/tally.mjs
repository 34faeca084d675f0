// Sums up test runs in one closing line: `node test/tally.mjs <suite>=<exit code> ...`
// A suite that failed without a failed test (it did not compile, a file did not load) counts as one failure.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

function countOf(argument) {
  const [suite, exitCode] = argument.split('=');
  const report = fileURLToPath(new URL(`../test-results/${suite}.json`, import.meta.url));
  const { numPassedTests = 0, numFailedTests = 0 } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : {};
  return { passed: numPassedTests, failed: Math.max(numFailedTests, exitCode === '0' ? 0 : 1) };
}

const counts = process.argv.slice(2).map(countOf);
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
