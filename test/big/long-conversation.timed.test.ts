import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { CHAT_LOG_ENTRIES_MAX } from '../../shared/limits.ts';
import { test } from '../support/lan-test.ts';
import { drawn, sayMany } from '../support/long-conversation.ts';
import { measureTasks } from '../support/main-thread.ts';
import type { Person } from '../support/person.ts';

/** How long a key may take to show, in ms, and how long anything may keep the page from the next frame. */
const TYPING_MS_MAX = 50;
const TASK_MS_MAX = 100;

/** Entries in the document at most. */
const ROWS_MAX = 150;

/** What the heap may take, in bytes: about 5 kB for a message that is kept, and 30 kB for one that is shown. */
const HEAP_BYTES_MAX = 60_000_000;

const DRAFT = 'what somebody types as quickly as they can';

const rowsOf = ({ conversation }: Person): Promise<number> => conversation.locator('ll-message, ll-notice').count();

/** Scrolls up by the wheel until there is nothing more above. Answers how many rows there were at most. */
async function scrollToStart(person: Person): Promise<number> {
  const { page, conversation } = person;
  await conversation.hover();
  let rows = 0;
  do {
    for (let turn = 0; turn < 10; turn++) {
      await page.mouse.wheel(0, -2_500);
      await drawn(page);
    }
    rows = Math.max(rows, await rowsOf(person));
  } while ((await conversation.evaluate(({ scrollTop }) => scrollTop)) > 0);
  return rows;
}

/** Bytes of the page's heap, after what is garbage has been collected. */
async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

test('10,000 messages: typing is felt at once, scrolling never hangs, and the page stays small', async ({
  browser,
  visit,
}) => {
  const ann = await visit('Ann');
  const link = await ann.createRoom();
  await sayMany(ann.page, CHAT_LOG_ENTRIES_MAX);
  await ann.hears(`message ${CHAT_LOG_ENTRIES_MAX}`);
  const ben = await visit('Ben', link);
  await ben.hears(`message ${CHAT_LOG_ENTRIES_MAX}`);

  const typing = await measureTasks(browser, ann.page, () => ann.textbox('Message').pressSequentially(DRAFT));
  let rows = 0;
  const scrolling = await measureTasks(browser, ann.page, async () => {
    rows = await scrollToStart(ann);
  });
  await ann.conversation
    .getByText(/^message [1-5]$/)
    .first()
    .waitFor();
  await ben.say('news');
  await ann.button('New messages').waitFor();
  const returning = await measureTasks(browser, ann.page, async () => {
    await ann.button('New messages').click();
    await ann.hears('news');
  });
  const heap = await heapBytes(ann.page);
  process.stdout.write(
    `main thread: ${(typing.totalMs / DRAFT.length).toFixed(1)} ms a key, longest tasks typing ` +
      `${typing.longestMs.toFixed(0)} ms, scrolling ${scrolling.longestMs.toFixed(0)} ms, returning ` +
      `${returning.longestMs.toFixed(0)} ms; ${rows} rows, heap ${(heap / 1e6).toFixed(1)} MB\n`,
  );

  expect(typing.totalMs / DRAFT.length).toBeLessThanOrEqual(TYPING_MS_MAX);
  expect(typing.longestMs).toBeLessThanOrEqual(TYPING_MS_MAX);
  expect(Math.max(scrolling.longestMs, returning.longestMs)).toBeLessThanOrEqual(TASK_MS_MAX);
  expect(rows).toBeLessThanOrEqual(ROWS_MAX);
  expect(heap).toBeLessThanOrEqual(HEAP_BYTES_MAX);
});
