import type { Browser, BrowserContextOptions } from 'playwright-core';
import { walkDialogs } from './dialogs.ts';
import { walkEndings } from './endings.ts';
import { walkRoom } from './room.ts';
import { Stage } from './stage.ts';
import { walkStart } from './start.ts';
import type { Look } from './states.ts';
import { walkTransfers } from './transfers.ts';

/**
 * Brings the page into each of its states, one after the other, as people do, and has a look at each. This is the one
 * description of how each state is reached.
 */
export async function walkScreens(browser: Browser, look: Look, options: BrowserContextOptions = {}): Promise<void> {
  const stage = await Stage.open(browser, options);
  try {
    const ann = await walkStart(stage, look);
    const room = await walkRoom(stage, look, ann);
    await walkDialogs(stage, look, room);
    await walkTransfers(stage, look, room);
    await walkEndings(stage, look, room);
  } finally {
    await stage.close();
  }
}
