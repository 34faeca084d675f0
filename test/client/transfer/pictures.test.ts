import { beforeEach, describe, expect, test } from 'vitest';
import { THUMBNAIL_BYTES_MAX } from '../../../shared/limits.ts';
import type { FileThumbnail } from '../../../shared/peer-protocol.ts';
import { AnnAndBen } from '../../support/ann-and-ben.ts';
import { bytesOf, fakeFile } from '../../support/fake-files.ts';
import { fakeTransferId } from '../../support/fake-ids.ts';
import { fileEntry, HostileLab, offerOf } from '../../support/hostile-lab.ts';
import { jpegBytes, pngBytes, webpBytes } from '../../support/pictures.ts';
import { settle } from '../../support/watch.ts';

const photo = (name: string) => new File([pngBytes({ width: 4_000, height: 3_000 })], name);
const thumbnail = new Blob([webpBytes({ width: 160, height: 120 })], { type: 'image/webp' });

describe('pictures that are offered', () => {
  let pair: AnnAndBen;

  beforeEach(async () => {
    pair = await AnnAndBen.create();
    pair.ann.makeThumbnail = () => Promise.resolve(thumbnail);
  });

  test('are shown small at both ends, and large where they are', async () => {
    const { ann, ben } = pair;
    const transfer = await pair.offer(fakeFile('a.txt', 5), photo('b.png'));
    await ben.until(() => ben.pictures.length === 1);
    const [[of, small] = []] = ben.pictures;
    expect([of, small?.index, small?.thumbnail?.type, small?.whole]).toEqual([transfer, 1, 'image/webp', undefined]);
    expect(ann.pictures[0]?.[1]).toMatchObject({ index: 1, thumbnail });
    expect(ann.pictures[0]?.[1].whole?.type).toBe('image/png');
    await ben.receive(transfer);
    await ben.until(() => ben.pictures.length === 2);
    const whole = ben.pictures[1]?.[1].whole;
    expect(whole?.type).toBe('image/png');
    expect(await bytesOf(whole ?? new Blob())).toEqual(await bytesOf(photo('b.png')));
  });

  test('are shown out of a selection', async () => {
    const { ben } = pair;
    const transfer = await pair.offer(photo('a.png'), fakeFile('b.txt', 5), photo('c.png'));
    await ben.until(() => ben.pictures.length === 2);
    await ben.receive(transfer, new Set([1, 2]));
    await ben.until(() => ben.pictures.length === 3);
    expect(ben.pictures[2]?.[1]).toMatchObject({ index: 2, whole: { type: 'image/png' } });
  });

  test('that are none stay files, whatever they are called', async () => {
    const { ann, ben } = pair;
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
    const page = '<!doctype html><script>alert(1)</script>';
    await ben.receive(await pair.offer(...[drawing, page].map((text, at) => new File([text], `${at}.png`))));
    await ben.receive(await pair.offer(new File([drawing], 'a.svg')));
    await settle();
    expect([ann.pictures, ben.pictures]).toEqual([[], []]);
  });

  test('come without thumbnails when none can be made, or none that others take', async () => {
    const { ann, ben } = pair;
    const unfit = [undefined, new Blob([pngBytes({ width: 9, height: 9 })]), new Blob([new Uint8Array(20_000)])];
    ann.makeThumbnail = () => Promise.resolve(unfit.pop());
    await pair.offer(photo('a.png'), photo('b.png'), photo('c.png'));
    await ann.until(() => ann.pictures.length === 3);
    await settle();
    expect(ben.pictures).toEqual([]);
    expect(ann.closings.size).toBe(0);
  });

  test('have four thumbnails at most, of so many bytes in all', async () => {
    const { ann, ben } = pair;
    const large = new Blob([webpBytes({ width: 160, height: 120 }), new Uint8Array(THUMBNAIL_BYTES_MAX - 100)]);
    ann.makeThumbnail = () => Promise.resolve(large);
    await pair.offer(...['a', 'b', 'c', 'd', 'e'].map((name) => photo(`${name}.png`)));
    await ann.until(() => ann.pictures.length === 4);
    await settle();
    expect(ben.pictures.map(([, { index }]) => index)).toEqual([0, 1, 2]);
    expect(ben.closings.size).toBe(0);
  });

  test('are shown again to a page that was loaded anew', async () => {
    const { ann, ben, lab } = pair;
    ben.sinks.prepare = (sink) => sink.hold();
    const transfer = await pair.offer(photo('a.png'));
    await ben.accept(transfer);
    ann.linkTo(ben).breakDown();
    await ben.untilHeld(transfer, 'no-link');
    const page = lab.addSide(ben.disk);
    await page.transfers.restore();
    await lab.connect(ann, page);
    await page.until(() => page.pictures.length > 0);
    expect(page.pictures[0]?.[1].index).toBe(0);
  });
});

describe('a hostile sender of thumbnails', () => {
  const transfer = fakeTransferId(666);
  const message = (index: number, bytes: Uint8Array, of = transfer): FileThumbnail => ({
    type: 'file-thumbnail',
    transfer: of,
    index,
    image: Buffer.from(bytes).toString('base64'),
  });
  const good = webpBytes({ width: 160, height: 120 });
  let hostile: HostileLab;

  beforeEach(async () => {
    hostile = await HostileLab.create();
    const names = ['a.png', 'b.jpg', 'c.webp', 'd.gif', 'e.txt'];
    hostile.mallory.say(await offerOf({ files: names.map((name) => fileEntry(name, 10)), emptyFolders: [] }));
    await hostile.ann.offered(transfer);
  });

  test.each([
    ['of what it never offered', () => message(0, good, fakeTransferId(7)), 'never offered'],
    ['of a file that is no picture', () => message(4, good), 'of what is no picture'],
    ['that is an SVG', () => message(0, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), 'that is none'],
    ['that decodes to a huge picture', () => message(0, jpegBytes({ width: 60_000, height: 60_000 })), 'that is none'],
  ])('%s is dropped', async (_what, make, detail) => {
    hostile.mallory.say(make());
    await hostile.expectDropped(detail);
    expect(hostile.ann.pictures).toEqual([]);
  });

  test('of too many bytes in all is dropped', async () => {
    const large = new Uint8Array([...good, ...new Uint8Array(THUMBNAIL_BYTES_MAX - good.length)]);
    for (const index of [0, 1, 2, 3]) hostile.mallory.say(message(index, large));
    await hostile.expectDropped('too large thumbnails');
  });

  test('cannot put one in place of another', async () => {
    hostile.mallory.say(message(0, good));
    hostile.mallory.say(message(0, jpegBytes({ width: 5, height: 5 })));
    await hostile.ann.until(() => hostile.ann.pictures.length > 0);
    await settle();
    expect(hostile.ann.pictures.map(([, picture]) => picture.thumbnail?.type)).toEqual(['image/webp']);
  });

  test('is not listened to once the offer has ended', async () => {
    hostile.ann.transfers.decline(transfer);
    hostile.mallory.say(message(0, good));
    await settle();
    expect(hostile.ann.pictures).toEqual([]);
    expect(hostile.ann.closings.size).toBe(0);
  });
});
