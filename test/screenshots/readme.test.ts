import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { writeRandomFile } from '../support/files.ts';
import { test } from '../support/lan-test.ts';
import { Person } from '../support/person.ts';
import { untilSent } from '../support/wire.ts';

/** The scene of the README's pictures: three people, of whom one is at a phone. They are copied to `docs/pictures/`. */

const folder = fileURLToPath(new URL('../../test-results/readme', import.meta.url));
const FILM_BYTES = 1024 * 1024 * 1024;

const take = ({ page }: Person, name: string) => page.screenshot({ path: join(folder, `${name}.png`) });

/** A picture of a harbour in the evening. */
async function paint(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1_200, height: 900 });
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('nothing to paint with');
    const fill = (colors: readonly string[], top: number, height: number) => {
      const gradient = context.createLinearGradient(0, top, 0, top + height);
      for (const [at, color] of colors.entries()) gradient.addColorStop(at / (colors.length - 1), color);
      context.fillStyle = gradient;
      context.fillRect(0, top, canvas.width, height);
    };
    fill(['#22496b', '#c98b76', '#f6cf8e'], 0, 560);
    fill(['#d9a878', '#2f5d72', '#16334a'], 560, 340);
    const draw = (color: string, ...points: readonly (readonly [number, number])[]) => {
      context.fillStyle = color;
      context.beginPath();
      for (const [x, y] of points) context.lineTo(x, y);
      context.fill();
    };
    draw('#3d4f66', [0, 560], [0, 470], [220, 400], [420, 500], [620, 450], [820, 560]);
    draw('#f7f1e3', [760, 600], [760, 330], [930, 600]);
    draw('#e3d7c3', [744, 600], [744, 370], [620, 600]);
    draw('#1c2b3a', [600, 620], [960, 620], [910, 680], [650, 680]);
    return canvas.toDataURL('image/png');
  });
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

test('the scene of the README', async ({ lan, browser, visit, folder: files }) => {
  await mkdir(folder, { recursive: true });
  const film = join(files, 'crossing.mp4');
  await writeRandomFile(film, FILM_BYTES);
  const ann = await visit('Ann');
  await ann.page.setViewportSize({ width: 1_280, height: 860 });
  const link = await ann.createRoom();
  const ben = await visit('Ben', link);
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const cleo = await Person.open(phone, 'Cleo', new URL(new URL(link).hash, lan.url).href);
  await ann.connectedTo('Ben', 'Cleo');
  await ben.say('The pictures of the trip are ready. Who wants them?');
  await cleo.hears('Who wants them?');
  await cleo.say('Me! And the film, please.');
  await ann.hears('And the film');
  await ben.chooseFiles({ name: 'harbour.png', mimeType: 'image/png', buffer: await paint(ben.page) });
  await ben.button('Send now').click();
  await cleo.conversation.getByRole('img', { name: 'harbour.png' }).waitFor();
  await take(cleo, 'offer');
  await Promise.all([ann.accept(), cleo.accept()]);
  await ann.say('Here it comes.');
  await ann.chooseFiles(film);
  await ann.button('Send now').click();
  for (const person of [ben, cleo]) {
    await person.page.getByRole('article', { name: 'crossing.mp4' }).getByRole('button', { name: 'Accept' }).click();
  }
  await untilSent(ann.page, FILM_BYTES * 0.6);
  await take(ann, 'room');
  await cleo.showPane('People');
  await take(cleo, 'people');
  await phone.close();
});
