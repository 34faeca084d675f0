import { describe, expect } from 'vitest';
import { NAME_LENGTH_MAX } from '../../shared/limits.ts';
import { test } from '../support/lan-test.ts';
import type { Person } from '../support/person.ts';

/** What would run or load something, were it ever taken for markup. */
const payloads = [
  '<script>window.hit = 1</script>',
  '<img src=x onerror="hit=1">',
  '<svg onload="window.hit=1"></svg>',
  '"><iframe srcdoc="<b>"></iframe>',
  'javascript:window.hit=1',
  '{{window.hit=1}}',
];

/** Nothing of the payloads has become an element, run or loaded. */
async function expectNoHarm({ page }: Person): Promise<void> {
  expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  const log = page.getByRole('log', { name: 'Conversation' });
  expect(
    await log.locator('script, iframe, object, embed, img, [onload], [onerror], a[href^="javascript"]').count(),
  ).toBe(0);
}

describe('markup that somebody sends', () => {
  test('in a message stays text', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    for (const payload of payloads) await ann.say(payload);
    for (const person of [ann, ben]) {
      for (const payload of payloads) await person.conversation.getByText(payload, { exact: true }).waitFor();
      await expectNoHarm(person);
    }
  });

  test('in a name stays text', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    for (const payload of payloads.map((text) => text.slice(0, NAME_LENGTH_MAX))) {
      await ann.say(`/nick ${payload}`);
      await ben.hears(`is now called ${payload}.`);
      expect(await ben.person(payload).count()).toBe(1);
      await expectNoHarm(ben);
    }
  });

  test('in the name of a file stays text, and the file arrives as bytes', async ({ meet }) => {
    const [ann, ben] = await meet('Ann', 'Ben');
    const buffer = Buffer.from('<script>window.hit = 1</script>');
    await ann.chooseFiles({ name: '<svg onload=hit=1>.html', mimeType: 'text/html', buffer });
    await ann.conversation.getByText('<svg onload=hit=1>.html').first().waitFor();
    await ben.conversation.getByText('_svg onload=hit=1_.html').first().waitFor();
    const download = await ben.accept();
    expect(download.suggestedFilename()).toBe('_svg onload=hit=1_.html');
    for (const person of [ann, ben]) await expectNoHarm(person);
  });
});

test('the page itself cannot make markup or scripts out of text', async ({ visit }) => {
  const ann = await visit('Ann');
  const attempts = await ann.page.evaluate(() => {
    const nameOfError = (attempt: () => unknown): string => {
      try {
        attempt();
        return 'none';
      } catch (error) {
        return error instanceof Error ? error.name : 'other';
      }
    };
    return [
      nameOfError(() => document.body.insertAdjacentHTML('beforeend', '<b>bold</b>')),
      nameOfError(() => new Worker('data:text/javascript,0')),
      nameOfError(() => window.trustedTypes?.createPolicy('other', {})),
    ];
  });
  expect(attempts).toEqual(['TypeError', 'TypeError', 'TypeError']);
  // Chromium reports each of them.
  expect(ann.pageErrors.splice(0)).toHaveLength(3);
});
