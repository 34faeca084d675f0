import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sha256Of, writeRandomFile } from '../support/files.ts';
import { meet } from './meeting.ts';
import { hide, show, startClock, visibilityOf } from './tabs.ts';
import { tempFolder } from './temp-folder.ts';

const MB = 1_000_000;

/** Less than two browsers manage, so that the figures are steady; no less than a good wireless network carries. */
const LINK_BYTES_PER_SECOND = 10 * MB;
const SPAN_MS = 10_000;
const HIDDEN_SPANS = 12;

/** A little of it is left when the spans are over. */
const FILE_BYTES = 1_450 * MB;

// The spans themselves are what is measured.
test('a transfer keeps its pace while its sender and its receiver are hidden for two minutes', async () => {
  const folder = await tempFolder();
  const [path, downloads] = [join(folder, 'long.bin'), join(folder, 'downloads')];
  const digest = await writeRandomFile(path, FILE_BYTES);
  const { lab, everybody } = await meet(['Ann', 'Ben'], (lab, host) => lab.startPlainChromium(host, downloads));
  const { network } = lab;
  const [{ person: ann, host: annHost }, { person: ben, host: benHost }] = everybody;
  const pages = [ann.page, ben.page];
  const clocks = await Promise.all(pages.map(startClock));
  network.limit(annHost, LINK_BYTES_PER_SECOND);
  await ann.chooseFiles(path);
  await ben.button('Accept').click();
  const progress = ben.page.getByRole('progressbar', { name: 'Receiving from Ann' });
  await progress.waitFor();

  const readClocks = () => Promise.all(clocks.map((read) => read()));
  /** What arrives in one span, and how often the clocks of both pages tick meanwhile. */
  const measure = async () => {
    const [bytesBefore, ticksBefore] = [network.bytesReceivedBy(benHost), await readClocks()];
    await sleep(SPAN_MS);
    const bytes = network.bytesReceivedBy(benHost) - bytesBefore;
    const ticks = (await readClocks()).map((count, page) => count - (ticksBefore[page] ?? 0));
    expect(await progress.count()).toBe(1);
    return { bytes, ticks };
  };

  const visible = await measure();
  for (const page of pages) await hide(page);
  for (let span = 0; span < HIDDEN_SPANS; span++) {
    const hidden = await measure();
    expect(await Promise.all(pages.map(visibilityOf))).toEqual(['hidden', 'hidden']);
    // The browser means it: timers are held back.
    for (const [page, ticks] of hidden.ticks.entries()) expect(ticks).toBeLessThan((visible.ticks[page] ?? 0) / 3);
    expect(hidden.bytes).toBeGreaterThan(visible.bytes / 2);
  }
  for (const page of pages) await show(page);
  const again = await measure();
  // The clocks go on from where they were: neither page was loaded anew.
  for (const [page, ticks] of again.ticks.entries()) expect(ticks).toBeGreaterThan((visible.ticks[page] ?? 0) / 2);
  expect(again.bytes).toBeGreaterThan(visible.bytes / 2);

  network.unlimit(annHost);
  await expect.poll(() => readdir(downloads), { timeout: 60_000 }).toEqual(['long.bin']);
  expect(await sha256Of(join(downloads, 'long.bin'))).toBe(digest);
}, 240_000);
