import type { Person } from '../person.ts';
import { damageNext } from '../wire.ts';
import type { Room } from './room.ts';
import type { Stage } from './stage.ts';
import type { Look } from './states.ts';

const MIB = 1024 * 1024;
const SMALL_DISK_BYTES = 20 * MIB;

/** Leaves the browser little storage for the page. It is too late once the page has stored something: browsers look seldom. */
export async function giveSmallDisk(stage: Stage, { page }: Person): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Storage.overrideQuotaForOrigin', { origin: stage.lan.url, quotaSize: SMALL_DISK_BYTES });
}

/** What goes wrong, as far as the start page that remembers it. */
export async function walkEndings(stage: Stage, look: Look, room: Room): Promise<void> {
  const { ann } = room;
  await gatherInBrowser(ann);
  await walkDamage(stage, look, room);
  await walkFullDisk(stage, look, room);
  await stage.lan.close();
  await ann.page.getByText('Server lost, trying again').waitFor();
  await look('server-lost', ann);
  await ann.button('Leave room').click();
  await ann.page.getByRole('list', { name: 'Unfinished transfers' }).waitFor();
  await look('unfinished', ann);
}

async function gatherInBrowser(ann: Person): Promise<void> {
  const settings = await ann.openSettings();
  await settings.getByRole('radio', { name: 'Gather in this browser' }).check();
  await ann.page.keyboard.press('Escape');
  await settings.waitFor({ state: 'hidden' });
}

/** Somebody whose pieces are wrong is dropped. */
async function walkDamage(stage: Stage, look: Look, { ann, cleo }: Room): Promise<void> {
  await sendToAnn(cleo, await stage.file('damaged.bin', 4 * MIB));
  await damageNext(cleo.page, 1_000_000);
  await accept(ann, 'damaged.bin');
  await ann.hears('was dropped, because piece');
  await look('dropped', ann);
}

async function walkFullDisk(stage: Stage, look: Look, { ann, ben }: Room): Promise<void> {
  await sendToAnn(ben, await stage.file('large.bin', 2 * SMALL_DISK_BYTES));
  await accept(ann, 'large.bin');
  await ann.hears('This device has no space left.');
  await look('no-space', ann);
}

async function accept({ page }: Person, file: string): Promise<void> {
  await page.getByRole('article', { name: file }).getByRole('button', { name: 'Accept' }).click();
}

async function sendToAnn(person: Person, file: string): Promise<void> {
  await person.chooseFiles(file);
  const dialog = person.page.getByRole('dialog', { name: 'Send to' });
  await dialog.getByRole('checkbox', { name: 'Everyone' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Ann' }).check();
  await dialog.getByRole('button', { name: 'Send now' }).click();
}
