import type { Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import { THUMBNAIL_EDGE } from '../../shared/limits.ts';
import { test } from '../support/lan-test.ts';
import { drawnPng } from '../support/pictures.ts';

const photo = (name: string) => ({ name, mimeType: 'image/png', buffer: drawnPng({ width: 1_200, height: 900 }) });

/** The size of what an element has drawn, in pixels of its own. */
const drawnSize = (image: Locator) =>
  image.evaluate(async (element) => {
    if (!(element instanceof HTMLImageElement)) throw new Error('that is no picture');
    await element.decode();
    return [element.naturalWidth, element.naturalHeight];
  });

describe('pictures', () => {
  test('are shown small with the offer, and large once they are here', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.chooseFiles([photo('sea.png'), { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') }]);
    const offered = ben.conversation.getByRole('img', { name: 'sea.png' });
    await offered.waitFor();
    const [width, height = 0] = await drawnSize(offered);
    expect(width).toBe(THUMBNAIL_EDGE);
    // Browsers round as they like.
    expect(Math.abs(height - (THUMBNAIL_EDGE * 3) / 4)).toBeLessThanOrEqual(1);
    expect(await ben.button('Show sea.png').count()).toBe(0);
    await ben.accept();
    for (const person of [ann, ben]) {
      const large = person.page.getByRole('dialog', { name: 'sea.png' });
      await person.button('Show sea.png').click();
      expect(await drawnSize(large.getByRole('img', { name: 'sea.png' }))).toEqual([1_200, 900]);
      await person.page.keyboard.press('Escape');
      await large.waitFor({ state: 'detached' });
      await person.button('Show sea.png').click();
      await large.getByRole('button', { name: 'Close' }).click();
      await large.waitFor({ state: 'detached' });
    }
  });

  test('that come keep everything in its place', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    // Decoding takes until the test lets it go on.
    await ann.page.evaluate(() => {
      const decode = window.createImageBitmap;
      const allowed = new Promise<void>((resolve) => {
        document.addEventListener('decode', () => resolve());
      });
      window.createImageBitmap = async (...given: [ImageBitmapSource]) => {
        await allowed;
        return decode(...given);
      };
    });
    await ann.chooseFiles(photo('sea.png'));
    await ben.button('Accept').waitFor();
    const before = await ben.button('Accept').boundingBox();
    await ann.page.evaluate(() => document.dispatchEvent(new Event('decode')));
    await ben.conversation.getByRole('img', { name: 'sea.png' }).waitFor();
    expect(await ben.button('Accept').boundingBox()).toEqual(before);
  });

  test('that are drawings or pages under another name stay files', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="window.hit=1"><script>window.hit=1</script></svg>';
    const page = '<!doctype html><script>window.hit=1</script>';
    const files = { 'a.svg': drawing, 'b.png': drawing, 'c.html': page, 'd.jpg': page };
    await ann.chooseFiles(
      Object.entries(files).map(([name, text]) => ({ name, mimeType: 'image/png', buffer: Buffer.from(text) })),
    );
    await ben.accept();
    await ann.hears('Verified and saved');
    // Another offer, whose picture comes after them.
    await ann.chooseFiles(photo('sea.png'));
    await ben.conversation.getByRole('img', { name: 'sea.png' }).waitFor();
    for (const person of [ann, ben]) {
      expect(await person.conversation.getByRole('img').count()).toBe(1);
      expect(await person.page.getByRole('button', { name: /^Show [abcd]/ }).count()).toBe(0);
      expect(await person.page.evaluate(() => 'hit' in window)).toBe(false);
    }
  });
});
