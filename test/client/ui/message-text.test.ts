import { expect, test } from 'vitest';
import { messageText } from '../../../client/ui/conversation/message-text.ts';

/** The parts as text, links in brackets with where they lead. */
const shown = (text: string) =>
  messageText(text)
    .map((part) => (typeof part === 'string' ? part : `[${part.values.join('|')}]`))
    .join('');

test('web addresses become links, the text around them stays', () => {
  expect(shown('see https://example.org/a?b=1, please')).toBe(
    'see [https://example.org/a?b=1|https://example.org/a?b=1], please',
  );
});

test('addresses of machines on the network are links too', () => {
  expect(shown('http://192.168.1.7:3000/x')).toBe('[http://192.168.1.7:3000/x|http://192.168.1.7:3000/x]');
  expect(shown('http://localhost:8080')).toBe('[http://localhost:8080|http://localhost:8080]');
});

test('an address without its scheme leads to https', () => {
  expect(shown('www.example.org')).toBe('[https://www.example.org|www.example.org]');
});

test('file names and bare words with a dot stay text', () => {
  expect(shown('report.zip and setup.py')).toBe('report.zip and setup.py');
});

test('no other scheme becomes a link', () => {
  for (const text of ['javascript:alert(1)', 'ftp://example.org', 'file:///etc/passwd', 'mailto:a@example.org']) {
    expect(shown(text)).toBe(text);
  }
});

test('what stands in code is no link', () => {
  expect(shown('`https://example.org` https://example.com')).toBe(
    '[https://example.org] [https://example.com|https://example.com]',
  );
  expect(shown('```\nhttps://example.org\n```')).toBe('[https://example.org|]');
});

test('markup is text, in code too', () => {
  const markup = '<img src=x onerror="alert(1)">';
  expect(messageText(markup)).toEqual([markup]);
  expect(shown(`\`${markup}\``)).toBe(`[${markup}]`);
});

test.each([
  ['(see http://a.test/b)', '(see [http://a.test/b|http://a.test/b])'],
  ['http://a.test/Otter_(animal).', '[http://a.test/Otter_(animal)|http://a.test/Otter_(animal)].'],
  ['“http://a.test”!', '“[http://a.test|http://a.test]”!'],
  ['[x](http://a.test/?q=[1])', '[x]([http://a.test/?q=[1]|http://a.test/?q=[1]])'],
  ['HTTP://A.TEST/B?!', '[HTTP://A.TEST/B|HTTP://A.TEST/B]?!'],
  ['http://[fe80::1]:3000/', '[http://[fe80::1]:3000/|http://[fe80::1]:3000/]'],
  ['http://a.test/x http://b.test', '[http://a.test/x|http://a.test/x] [http://b.test|http://b.test]'],
  ['http://', 'http://'],
  ['www.', 'www.'],
  ['http://:80', 'http://:80'],
])('what ends the sentence is not part of the address: %s', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test('a message that is made of ends is read in no time', () => {
  const text = `http://a${'.'.repeat(2_400)}a${')'.repeat(2_400)}`;
  const before = performance.now();
  expect(shown(text).startsWith('[http://a')).toBe(true);
  expect(performance.now() - before).toBeLessThan(500);
});
