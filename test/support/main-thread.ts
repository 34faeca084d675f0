import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Time on the processor, in µs: what others on the machine take meanwhile does not count. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** The main threads' tasks while something was done, in ms on the processor. */
export interface MainThreadTasks {
  readonly longestMs: number;
  readonly totalMs: number;
}

/** Does something in a page, and answers what its process's main thread had to do meanwhile. */
export async function measureTasks(browser: Browser, page: Page, act: () => Promise<void>): Promise<MainThreadTasks> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf),
  );
  const tasks = traceEvents
    .filter((event) => event.name === 'RunTask' && mains.has(threadOf(event)))
    .map(({ tdur = 0 }) => tdur / 1_000);
  const totalMs = tasks.reduce((sum, ms) => sum + ms, 0);
  if (totalMs === 0) throw new Error('the browser has traced nothing');
  return { longestMs: Math.max(...tasks), totalMs };
}
