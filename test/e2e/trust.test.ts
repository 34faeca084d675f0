import { describe, expect } from 'vitest';
import { exposeChannels, heardTexts } from '../support/hostile-peer.ts';
import { test } from '../support/lan-test.ts';
import { sitBetween, swapLater } from '../support/man-in-the-middle.ts';

const codeOf = (url: string) => url.slice(url.indexOf('#') + 1);

/** The same number, and other words than any. */
const otherWords = (code: string) =>
  code.replace(/^(\d+)-.*$/, code.includes('zebra') ? '$1-able-acid' : '$1-zebra-zoo');

const typesOf = (texts: readonly string[]) => texts.map((text) => (JSON.parse(text) as { type: string }).type);

const CLIENT_IS_TOLD_WITHIN_MS = 3_000;

describe('somebody with the right number and other words', () => {
  test('is told so at once, gets nothing, and costs nobody anything', async ({ meet, visit }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const code = codeOf(ann.page.url());
    const mallory = await visit('Mallory');
    await exposeChannels(mallory.page);
    await mallory.joinByCode(otherWords(code));
    const alert = mallory.alert.getByText('knows these words. Check the code and join again.');
    await alert.waitFor({ timeout: CLIENT_IS_TOLD_WITHIN_MS });
    expect(await mallory.textbox('Room code').inputValue()).toBe(otherWords(code));

    for (const person of [ann, ben]) {
      await person.hears('Someone tried a wrong code.');
      expect(await person.people.count()).toBe(2);
      expect(await person.conversation.getByText('Mallory').count()).toBe(0);
    }
    await ann.say('we go on');
    await ben.hears('we go on');
    const heard = await heardTexts(mallory.page);
    expect(new Set(typesOf(heard))).toEqual(new Set(['hello', 'key-share', 'key-confirmation', 'refusal']));
    expect(heard.join()).not.toMatch(/Ann|Ben|we go on/);

    await mallory.joinByCode(code);
    await mallory.connectedTo('Ann', 'Ben');
  });
});

describe('somebody between two browsers', () => {
  test('is noticed by both, who send them nothing', async ({ visit }) => {
    const [ann, ben, mallory] = [await visit('Ann'), await visit('Ben'), await visit('Mallory')];
    const middle = await sitBetween(ann.page, ben.page, mallory.page);
    const code = codeOf(await ann.createRoom());
    await ben.joinByCode(code);
    for (const person of [ann, ben]) {
      await person.hears('Somebody tried to get between this browser and another one in the room');
      await person.page.getByText('Cannot connect').waitFor();
      await person.say(`a secret of ${person.name}`);
      await person.hears(`a secret of ${person.name}`);
      await person.chooseFiles({ name: 'secret.txt', mimeType: 'text/plain', buffer: Buffer.from('secret') });
      await person.alert.getByText('Nobody is connected yet, so nothing was sent.').waitFor();
    }
    const texts = await middle.texts();
    const handshake = ['hello', 'key-share', 'key-confirmation', 'refusal'];
    expect(typesOf(texts).toSorted()).toEqual([...handshake, ...handshake].toSorted());
    expect(texts.join()).not.toMatch(/Ann|Ben|secret/);
    expect(await middle.bulkMessages()).toBe(0);
  });

  test('who are connected already is noticed, and gets nothing from then on', async ({ visit }) => {
    const [ann, ben] = [await visit('Ann'), await visit('Ben')];
    const swap = await swapLater(ann.page, ben.page);
    await ben.joinByCode(codeOf(await ann.createRoom()));
    await ann.connectedTo('Ben');
    await ben.say('before');
    await ann.hears('before');
    swap();
    await ann.hears('Somebody tried to get between this browser and another one in the room');
    await ann.person('Ben').getByText('Cannot connect').waitFor();
    await ann.say('after');
    await ann.hears('after');
    await ben.person('Ann').getByText('Connected', { exact: true }).waitFor({ state: 'hidden' });
    expect(await ben.conversation.getByText('after').count()).toBe(0);
  });
});
