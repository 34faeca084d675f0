import { describe, expect } from 'vitest';
import { test } from '../support/lan-test.ts';
import { drawn, sayMany } from '../support/long-conversation.ts';
import { bytesOf, type Person } from '../support/person.ts';

const rows = ({ conversation }: Person) => conversation.locator('ll-message, ll-notice');

/** Far above the top of a window, in CSS pixels. */
const FAR_PX = -4_000;

const scrollUp = async ({ conversation, page }: Person) => {
  await conversation.hover();
  await page.mouse.wheel(0, FAR_PX);
  await drawn(page);
};

/** Where the message in the middle of what is seen stands, and what it says. */
const middleOf = ({ conversation }: Person) =>
  conversation.evaluate((log) => {
    const { top, height } = log.getBoundingClientRect();
    const lines = [...log.querySelectorAll('.line')];
    const line = lines.find((candidate) => candidate.getBoundingClientRect().bottom > top + height / 2);
    const text = line?.querySelector('ll-message')?.shadowRoot?.querySelector('.text')?.textContent;
    return { text, top: Math.round(line?.getBoundingClientRect().top ?? 0) };
  });

/** A box is scrolled by whole pixels, and what is in it is not as high as that. */
const PIXEL = 1;

/** Scrolls once a frame. Answers by how much what was topmost was drawn too high or too low, in CSS pixels. */
const scrollSteadily = ({ conversation }: Person, scroll: { readonly stepPx: number; readonly steps: number }) =>
  conversation.evaluate(async (log, { stepPx, steps }) => {
    // What observers see of sizes is what is drawn: they come last before it.
    const draw = () =>
      new Promise<void>((resolve) => {
        const observer = new ResizeObserver(() => {
          observer.disconnect();
          resolve();
        });
        observer.observe(log);
      });
    const { top } = log.getBoundingClientRect();
    let deviation = 0;
    for (let step = 0; step < steps; step++) {
      const lines = [...log.querySelectorAll('.line')];
      const line = lines.find((candidate) => candidate.getBoundingClientRect().bottom > top);
      const before = line?.getBoundingClientRect().top ?? 0;
      log.scrollTop += stepPx;
      await draw();
      const moved = (line?.getBoundingClientRect().top ?? 0) - before;
      deviation = Math.max(deviation, Math.abs(moved + stepPx));
    }
    return deviation;
  }, scroll);

describe('a long conversation', () => {
  test('is in the document only near to where somebody reads, and nothing moves when more is said', async ({
    meet,
  }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await sayMany(ann.page, 280);
    await ben.hears('message 280');
    await scrollUp(ben);
    const before = await middleOf(ben);
    expect(before.text).toMatch(/^message \d+/);
    await ann.say('something new');
    await ben.button('New messages').waitFor();
    await drawn(ben.page);
    expect(await middleOf(ben)).toEqual(before);
    for (let turn = 0; turn < 10; turn++) await scrollUp(ben);
    await ben.hears('message 1');
    expect(await rows(ben).count()).toBeLessThanOrEqual(150);
    await ben.button('New messages').click();
    await ben.conversation.getByText('something new').waitFor();
    await expect.poll(() => ben.conversation.getByText('something new').isVisible()).toBe(true);
    expect(await ben.button('New messages').count()).toBe(0);
    expect(await rows(ben).count()).toBeLessThanOrEqual(150);
  });

  test('moves as far as it is scrolled and no further, whatever comes into the document meanwhile', async ({
    visit,
  }) => {
    const ann = await visit('Ann');
    await ann.createRoom();
    await sayMany(ann.page, 300);
    await ann.hears('message 300');
    expect(await scrollSteadily(ann, { stepPx: -700, steps: 15 })).toBeLessThanOrEqual(PIXEL);
    expect(await scrollSteadily(ann, { stepPx: 700, steps: 10 })).toBeLessThanOrEqual(PIXEL);
    await ann.conversation.focus();
    await ann.page.keyboard.press('End');
    await ann.hears('message 300');
    expect(await scrollSteadily(ann, { stepPx: -90, steps: 20 })).toBeLessThanOrEqual(PIXEL);
    await ann.page.keyboard.press('End');
    await expect.poll(() => rows(ann).count()).toBe(150);
  });

  test('stays at its end while a draft of many lines is typed and sent', async ({ visit }) => {
    const ann = await visit('Ann');
    await ann.createRoom();
    await sayMany(ann.page, 40);
    await ann.hears('message 40');
    const fromEnd = () =>
      ann.conversation.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
    for (let turn = 0; turn < 3; turn++) {
      for (let line = 0; line < 6; line++) {
        await ann.textbox('Message').press('x');
        await ann.textbox('Message').press('Shift+Enter');
        await drawn(ann.page);
        expect(await fromEnd()).toBeLessThan(1);
      }
      await ann.textbox('Message').press('Enter');
      await drawn(ann.page);
      await drawn(ann.page);
      expect(await fromEnd()).toBeLessThan(1);
    }
  });

  test('has a beginning and an end for the keyboard', async ({ visit }) => {
    const ann = await visit('Ann');
    await ann.createRoom();
    await sayMany(ann.page, 300);
    await ann.hears('message 300');
    await ann.conversation.focus();
    await ann.page.keyboard.press('Home');
    await ann.hears('Welcome to room');
    expect(await ann.conversation.getByText('message 300', { exact: true }).count()).toBe(0);
    await ann.page.keyboard.press('End');
    await ann.hears('message 300');
  });
});

describe('a search in the conversation', () => {
  test('finds what is not in the document, goes from match to match, and gives the focus back', async ({ visit }) => {
    const ann = await visit('Ann');
    await ann.createRoom();
    await ann.say('We had Crème brûlée');
    await sayMany(ann.page, 300);
    await ann.say('and creme again');
    await ann.hears('and creme again');
    expect(await ann.conversation.getByText('Crème').count()).toBe(0);
    await ann.button('Search').click();
    const field = ann.page.getByRole('searchbox', { name: 'Search messages' });
    await field.pressSequentially('creme');
    const status = ann.page.getByRole('search').getByRole('status');
    await status.getByText('2 of 2').waitFor();
    await ann.button('Previous match').click();
    await status.getByText('1 of 2').waitFor();
    const first = ann.conversation.getByText('Crème brûlée');
    await first.waitFor();
    await expect.poll(() => isSeen(ann, 'Crème')).toBe(true);
    await expect.poll(() => ann.page.evaluate(() => CSS.highlights.get('ll-found-current')?.size)).toBe(1);
    await ann.button('Next match').click();
    await status.getByText('2 of 2').waitFor();
    await field.press('Enter');
    await status.getByText('1 of 2').waitFor();
    await field.fill('message 150');
    await status.getByText('1 of 1').waitFor();
    await expect.poll(() => isSeen(ann, 'message 150')).toBe(true);
    await expect.poll(() => rows(ann).count()).toBe(150);
    await drawn(ann.page);
    expect(await isSeen(ann, 'message 150')).toBe(true);
    await field.fill('tiramisu');
    await status.getByText('No matches').waitFor();
    await field.press('Escape');
    expect(await field.count()).toBe(0);
    await expect.poll(() => ann.page.evaluate(() => CSS.highlights.size)).toBe(0);
    await expect.poll(() => ann.button('Search').evaluate((button) => button.matches(':focus'))).toBe(true);
  });
});

/** Whether a message that begins like this is within the box of the conversation. */
const isSeen = ({ conversation }: Person, text: string) =>
  conversation.evaluate((log, wanted) => {
    const box = log.getBoundingClientRect();
    return [...log.querySelectorAll('.line')].some((line) => {
      const { top, bottom } = line.getBoundingClientRect();
      const said = line.querySelector('ll-message')?.shadowRoot?.querySelector('.text')?.textContent ?? '';
      return said.includes(wanted) && top >= box.top && bottom <= box.bottom;
    });
  }, text);

describe('/export', () => {
  test('saves what was said as text and as JSON', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    await ann.say('Hello Ben');
    await ben.hears('Hello Ben');
    await ben.say('<b>Hello</b> Ann');
    await ann.hears('<b>Hello</b> Ann');
    const [text] = await Promise.all([ann.page.waitForEvent('download'), ann.say('/export')]);
    expect(text.suggestedFilename()).toMatch(/^lanline-\d+-\d{4}-\d\d-\d\d\.txt$/);
    const lines = (await bytesOf(text)).toString().split('\n');
    expect(lines.slice(3)).toEqual([
      expect.stringMatching(/^\d\d:\d\d {2}Ann: Hello Ben$/),
      expect.stringMatching(/^\d\d:\d\d {2}Ben: <b>Hello<\/b> Ann$/),
      '',
    ]);
    await ann.hears(`The conversation is saved as ${text.suggestedFilename()}.`);
    const [json] = await Promise.all([ann.page.waitForEvent('download'), ann.say('/export json')]);
    expect(json.suggestedFilename()).toMatch(/\.json$/);
    const { entries } = JSON.parse((await bytesOf(json)).toString()) as { entries: { author: string; text: string }[] };
    expect(entries.map(({ author, text: said }) => [author, said])).toEqual([
      ['Ann', 'Hello Ben'],
      ['Ben', '<b>Hello</b> Ann'],
    ]);
  });
});

describe('while somebody types', () => {
  test('the others see it in a line of its own, and nothing moves', async ({ meet }) => {
    const [ann, ben, cy] = await meet('Ann', 'Ben', 'Cy');
    const before = await ann.conversation.boundingBox();
    await ben.textbox('Message').pressSequentially('hel');
    await ann.page.getByText('Ben is typing…').waitFor();
    await cy.textbox('Message').pressSequentially('me too');
    await ann.page.getByText('Ben and Cy are typing…').waitFor();
    expect(await ann.conversation.boundingBox()).toEqual(before);
    expect(await ben.page.getByText('Ben is typing').count()).toBe(0);
    await ben.textbox('Message').press('Enter');
    await ann.page.getByText('Cy is typing…').waitFor();
    await cy.textbox('Message').fill('');
    await ann.page.getByText('typing…').waitFor({ state: 'detached' });
    await ben.textbox('Message').pressSequentially('/who');
    await ben.textbox('Message').press('Enter');
    await ben.hears('Ben (you)');
    expect(await ann.page.getByText('typing…').count()).toBe(0);
  });
});

describe('code in a message', () => {
  test('stands as it was written, without links, and can be copied on plain http', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const code = `fetch("https://example.org")\n  // <b>${'long '.repeat(60)}`;
    await ann.say(`look: \`https://example.com\`\n\`\`\`js\n${code}\n\`\`\``);
    const block = ben.conversation.getByRole('group', { name: 'Code' });
    await block.waitFor();
    expect(await block.textContent()).toBe(code);
    expect(await ben.conversation.getByRole('link').count()).toBe(0);
    expect(await block.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)).toBe(true);
    expect(await ben.conversation.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await ben.button('Copy code').click();
    await ben.conversation.getByText('Copied').waitFor();
    expect(await ben.button('Copy code').evaluate((button) => button.matches(':focus'))).toBe(true);
    await ben.textbox('Message').press('ControlOrMeta+V');
    expect(await ben.textbox('Message').inputValue()).toBe(code);
  });
});

describe('emoji', () => {
  test('are chosen by keys from a grid, and put where the cursor is', async ({ visit }) => {
    const ann = await visit('Ann');
    await ann.createRoom();
    await ann.textbox('Message').fill('ab');
    await ann.textbox('Message').press('ArrowLeft');
    await ann.button('Emoji').click();
    await ann.button('Grinning face').waitFor();
    await ann.page.keyboard.press('ArrowRight');
    await ann.page.keyboard.press('Enter');
    expect(await ann.textbox('Message').inputValue()).toBe('a😂b');
    await ann.page.keyboard.press('Delete');
    expect(await ann.textbox('Message').inputValue()).toBe('a😂');
    await ann.button('Emoji').click();
    await ann.button('Grinning face').waitFor();
    await ann.page.keyboard.press('Escape');
    await ann.button('Grinning face').waitFor({ state: 'detached' });
    await expect.poll(() => ann.button('Emoji').evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  test('alone are large, and beside words they are not', async ({ visit }) => {
    const ann = await visit('Ann');
    await ann.createRoom();
    const sizeOf = (text: string) =>
      ann.conversation
        .getByText(text, { exact: true })
        .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    await ann.say('🎉👍');
    await ann.hears('🎉👍');
    await ann.say('well done 🎉');
    await ann.hears('well done 🎉');
    expect(await sizeOf('🎉👍')).toBeGreaterThan(2 * (await sizeOf('well done 🎉')));
  });
});
