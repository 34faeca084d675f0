import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import viteConfig from './vite.config.ts';

/** A busy computer takes its time, and waiting costs nothing where there is nothing to wait for. */
const POLL_TIMEOUT_MS = 10_000;

const globalSetup = 'test/support/global-setup.ts';

/** Those of what such tests consist of, beside them. */
const UNIT_TESTS = 'test/**/*.unit.test.ts';

/** Those that look at the clock, and want a machine to themselves. */
const TIMED_TESTS = 'test/**/*.timed.test.ts';

/** Tests that drive real browsers: one file at a time, because each of them wants the whole machine. */
const inBrowsers = (name: string, include: string, timeoutMs: number): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    name,
    globalSetup,
    include: [include],
    exclude: [UNIT_TESTS, TIMED_TESTS].filter((pattern) => pattern !== include),
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    expect: { poll: { timeout: POLL_TIMEOUT_MS } },
    fileParallelism: false,
    sequence: { groupOrder: 1 },
  },
});

export default defineConfig({
  ...viteConfig,
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{shared,signaling,client}/**/*.test.ts', UNIT_TESTS],
          exclude: ['**/*.integration.test.ts'],
          // Some try a thousand inputs: on a slow computer that takes as long as Vitest's own limit.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: { name: 'integration', globalSetup, include: ['test/**/*.integration.test.ts'] },
      },
      { extends: true, test: { name: 'fuzz', include: ['test/fuzz/**/*.test.ts'], testTimeout: 10 * 60_000 } },
      inBrowsers('browser', 'test/e2e/**/*.test.ts', 60_000),
      inBrowsers('big', 'test/big/**/*.test.ts', 20 * 60_000),
      inBrowsers('screenshots', 'test/screenshots/**/*.test.ts', 6 * 60_000),
      inBrowsers('lab', 'test/lab/**/*.test.ts', 4 * 60_000),
      inBrowsers('timed', TIMED_TESTS, 20 * 60_000),
    ],
  },
});
