import { expect, test } from 'vitest';
import { tabIcon } from '../../../../client/ui/attention/tab-icon.ts';

test('the icon is the page’s own while there is nothing to tell', () => {
  expect(tabIcon(0, undefined)).toBeUndefined();
});

test('the icon has a badge with the number of unread lines, and beyond 9 a dot', () => {
  expect(tabIcon(3, undefined)).toContain('>3</text>');
  expect(tabIcon(10, undefined)).not.toContain('</text>');
  expect(tabIcon(10, undefined)).not.toBe(tabIcon(0, 10));
});

test('the icon has a ring for progress, which is drawn anew in steps alone', () => {
  expect(tabIcon(0, 47)).toContain('stroke-dasharray="45 100"');
  expect(tabIcon(0, 49)).toBe(tabIcon(0, 45));
  expect(tabIcon(0, 50)).not.toBe(tabIcon(0, 45));
  expect(tabIcon(0, 0)).toContain('stroke-dasharray="0 100"');
});

test('the icon tells both at once', () => {
  expect(tabIcon(2, 30)).toMatch(/stroke-dasharray="30 100".*>2<\/text>/s);
});
