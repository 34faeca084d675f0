import { afterEach, describe, expect } from 'vitest';
import { launchProfiledBrowser } from '../support/browsers.ts';
import { test } from '../support/lan-test.ts';
import { Person } from '../support/person.ts';
import { killServer, type ServerProcess, startServer, urlOf } from '../support/server-process.ts';
import { attempts, cutLink, tapWire, untilAttempts } from '../support/wire.ts';

/** The lines of somebody's conversation, apart from what people say. */
const noticesOf = ({ conversation }: Person) => conversation.getByText(/(left|joined|is here)\.$/).allTextContents();

/** Waits until that many are in somebody's list of people. */
async function peopleCount({ people }: Person, count: number): Promise<void> {
  await people.nth(count - 1).waitFor();
  await people.nth(count).waitFor({ state: 'detached' });
}

describe('a reload', () => {
  test('keeps the person: they are there once, and nobody says that they left or joined', async ({ meet }) => {
    const [ann, ben, cleo] = await meet('Ann', 'Ben', 'Cleo');
    await ben.say('before');
    await ann.hears('before');
    const before = await Promise.all([ann, cleo].map(noticesOf));
    await ben.page.reload();
    await ben.connectedTo('Ann', 'Cleo');
    await ben.say('after');
    for (const person of [ann, cleo]) {
      await person.hears('after');
      await person.connectedTo('Ben');
      expect(await person.people.count()).toBe(3);
    }
    expect(await Promise.all([ann, cleo].map(noticesOf))).toEqual(before);
  });

  test('keeps the one who created the room, too, though nobody else is there', async ({ visit }) => {
    const ann = await visit('Ann');
    await ann.createRoom();
    await ann.page.reload();
    await ann.inRoom();
    expect(await ann.people.count()).toBe(1);
  });
});

describe('somebody who is gone', () => {
  test('by closing the tab is gone from the lists within 2 s', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const closedAt = performance.now();
    await ben.page.close();
    await ann.person('Ben').waitFor({ state: 'detached' });
    expect(performance.now() - closedAt).toBeLessThan(2_000);
    expect(await noticesOf(ann)).toContain('Ben left.');
  });

  test('by a crash of the browser is shown as away within 15 s', async ({ visit }) => {
    const ann = await visit('Ann');
    const link = await ann.createRoom();
    const browser = await launchProfiledBrowser();
    const ben = await Person.open(browser.context, 'Ben', link);
    await ann.connectedTo('Ben');
    await ben.connectedTo('Ann');
    await browser.kill();
    await ann.person('Ben').getByText('Away', { exact: true }).waitFor({ timeout: 15_000 });
    expect(await noticesOf(ann)).not.toContain('Ben left.');
    await browser.close();
  });
});

describe('a tab that is duplicated', () => {
  test('is a second person', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const [page] = await Promise.all([
      ben.page.context().waitForEvent('page'),
      ben.page.evaluate(() => void window.open(location.href)),
    ]);
    await page.getByRole('button', { name: 'Leave room', exact: true }).waitFor();
    await peopleCount(ann, 3);
    await peopleCount(ben, 3);
    await ben.inRoom();
  });
});

describe('a link that is cut', () => {
  test('is made again, and nothing is said of it', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const before = await noticesOf(ann);
    await cutLink(ann.page);
    for (const { page } of [ann, ben]) await untilAttempts(page, 2);
    await ben.connectedTo('Ann');
    await ann.connectedTo('Ben');
    await ann.say('there you are');
    await ben.hears('there you are');
    expect(await noticesOf(ann)).toEqual(before);
  });
});

describe('a link whose way is lost for a while', () => {
  test.for(['Ann', 'Ben'])('is the same link afterwards when %s has called', async (caller, { visit, lan }) => {
    const browser = await launchProfiledBrowser();
    await tapWire(browser.context);
    const openBen = (url: string) => Person.open(browser.context, 'Ben', url);
    const ann = await visit('Ann');
    const ben = await openBen(caller === 'Ben' ? await ann.createRoom() : lan.url);
    if (caller === 'Ann') await ann.page.goto(await ben.createRoom());
    await ann.connectedTo('Ben');
    await ben.connectedTo('Ann');
    const before = await Promise.all([ann, ben].map(({ page }) => attempts(page)));
    await browser.freeze();
    await ann.person('Ben').getByText('Reconnecting…', { exact: true }).waitFor();
    await ann.say('said meanwhile');
    await browser.thaw();
    await ann.connectedTo('Ben');
    await ben.hears('said meanwhile');
    expect(await Promise.all([ann, ben].map(({ page }) => attempts(page)))).toEqual(before);
    await browser.close();
  });
});

describe('a server that is killed', () => {
  const servers: ServerProcess[] = [];

  afterEach(() => Promise.all(servers.splice(0).map(killServer)));

  async function start(port: string): Promise<string> {
    const server = startServer('--host', '127.0.0.1', '--port', port);
    servers.push(server);
    return new URL(await urlOf(server)).port;
  }

  test('takes nothing from those who are linked, who are back in the room when it is back', async ({ browser }) => {
    const port = await start('0');
    const open = async (name: string, url: string) => Person.open(await browser.newContext(), name, url);
    const ann = await open('Ann', `http://lan.test:${port}`);
    const link = await ann.createRoom();
    const ben = await open('Ben', link);
    const both = [ann, ben];
    await ann.connectedTo('Ben');
    await ben.connectedTo('Ann');
    await Promise.all(servers.splice(0).map(killServer));
    for (const person of both) {
      await person.hears('The server is gone; everybody who is connected stays connected.');
    }
    await ann.say('still here?');
    await ben.hears('still here?');

    await start(port);
    const startedAt = performance.now();
    for (const person of both) await person.hears('The server is back.');
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await ben.say('back again');
    await ann.hears('back again');
    for (const person of both) {
      await peopleCount(person, 2);
      expect(await person.conversation.getByText('The server is').count()).toBe(2);
    }
    const late = await open('Cleo', link);
    await late.connectedTo('Ann', 'Ben');
    expect(await late.people.count()).toBe(3);
    for (const { page } of [...both, late]) await page.context().close();
  });
});
