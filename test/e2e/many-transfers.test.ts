import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { test } from '../support/lan-test.ts';
import { Person } from '../support/person.ts';

const TRANSFERS = 500;
const RUNNING = 20;
const ROUNDS = 10;

/** So many of them are in the document once it is filled, which takes some steps. */
const SHOWN = 150;

declare global {
  interface Window {
    /** How often the card of each transfer was drawn. */
    drawn: Map<string, number>;
  }
}

/** Puts so many transfers into the conversation, saved ones first and running ones last, and counts what is drawn. */
const fill = (page: Page): Promise<void> =>
  page.evaluate(
    async ([total, running]) => {
      const app = document.querySelector('ll-app');
      if (app === null) throw new Error('there is no page');
      // Loaded when the page has come to rest.
      const Card = await customElements.whenDefined('ll-incoming-card');
      window.drawn = new Map();
      const draw = Card.prototype.render as (this: { transfer: { id: string } }) => unknown;
      Card.prototype.render = function (this: { transfer: { id: string } }) {
        const { id } = this.transfer;
        window.drawn.set(id, (window.drawn.get(id) ?? 0) + 1);
        return draw.call(this);
      };
      const { transfers, conversation } = app.stores;
      type View = ReturnType<typeof transfers.get>[keyof ReturnType<typeof transfers.get>];
      const views = Array.from({ length: total }, (_, at): View => {
        const id = at.toString(16).padStart(32, '0') as View['id'];
        const names = [`file ${at}.bin`];
        const summary = { id, fileCount: 1, folderCount: 0, totalBytes: 1_000_000, names, sender: 'Ben' };
        const state =
          at < total - running
            ? ({ status: 'saved', files: [{ name: names[0] ?? '', bytes: 1_000_000 }], canSaveAgain: true } as const)
            : ({ status: 'preparing' } as const);
        const senderId = 'b'.repeat(32) as Extract<View, { direction: 'incoming' }>['senderId'];
        return { ...summary, senderId, direction: 'incoming', state };
      });
      transfers.set(Object.fromEntries(views.map((view) => [view.id, view])));
      conversation.set(views.map(({ id }) => ({ id, at: Date.now(), type: 'transfer', transfer: id })));
    },
    [TRANSFERS, RUNNING] as const,
  );

/** Tells progress of the running ones, as a session does: one after the other, and all of them in each frame. */
const progress = (page: Page): Promise<void> =>
  page.evaluate(
    async ([running, rounds]) => {
      const { transfers } = document.querySelector('ll-app')?.stores ?? {};
      if (transfers === undefined) throw new Error('there is no page');
      const moving = Object.values(transfers.get()).slice(-running);
      for (let round = 1; round <= rounds; round++) {
        for (const view of moving) {
          if (view.direction !== 'incoming') continue;
          const speed = { bytesPerSecond: 1_000 * round, secondsLeft: 60 - round };
          const state = {
            status: 'receiving',
            progress: { bytes: 1_000 * round, totalBytes: 1_000_000, ...speed },
          } as const;
          transfers.setKey(view.id, { ...view, state });
        }
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      }
    },
    [RUNNING, ROUNDS] as const,
  );

test('progress among five hundred transfers draws what moves alone', async ({ browser, lan }) => {
  const context = await browser.newContext();
  const ann = await Person.open(context, 'Ann', lan.url);
  await ann.createRoom();
  await fill(ann.page);
  await ann.conversation
    .getByText(`file ${TRANSFERS - 1}.bin`)
    .first()
    .waitFor();
  await expect.poll(() => ann.conversation.locator('ll-transfer-card').count()).toBe(SHOWN);
  await ann.page.evaluate(() => window.drawn.clear());
  await progress(ann.page);
  const drawn = await ann.page.evaluate(() => [...window.drawn]);
  const moving = Array.from({ length: RUNNING }, (_, at) => (TRANSFERS - RUNNING + at).toString(16).padStart(32, '0'));
  expect(drawn).toEqual(moving.map((id) => [id, ROUNDS]));
  expect(await ann.page.getByRole('progressbar').count()).toBe(RUNNING);
  await context.close();
});
