import { describe, expect, test } from 'vitest';
import { findSecureUrl, findShareOrigin } from '../../../client/net/share-origin.ts';

const page = (url: string) => new URL(url);
const answering = (body: unknown) => () => Promise.resolve(body);
const urls = ['http://192.168.1.7:3000/', 'http://10.0.0.7:3000/'];
const neighbours = answering({ urls, https: false });
const withHttps = answering({ urls, https: true });
const failing = () => Promise.reject(new Error('offline'));

const odd = [[], ['nonsense'], urls, 'text', { a: 1 }, { urls: ['nonsense'], https: true }, { urls, https: 1 }];

describe('the origin to share', () => {
  test('is the page’s own when neighbours can open it', async () => {
    expect(await findShareOrigin(page('http://192.168.1.9:3000'), neighbours)).toBe('http://192.168.1.9:3000');
  });

  test.for(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
    'is the server’s first address when the page is open as %s',
    async (origin) => {
      expect(await findShareOrigin(page(origin), neighbours)).toBe('http://192.168.1.7:3000');
    },
  );

  test('is the page’s own when the server knows no address', async () => {
    const alone = answering({ urls: [], https: false });
    expect(await findShareOrigin(page('http://localhost:3000'), alone)).toBe('http://localhost:3000');
  });

  test.for(odd.map((body) => [body]))('is the page’s own when the server answers %j', async ([body]) => {
    expect(await findShareOrigin(page('http://localhost:3000'), answering(body))).toBe('http://localhost:3000');
  });

  test('is the page’s own when the server cannot be asked', async () => {
    expect(await findShareOrigin(page('http://localhost:3000'), failing)).toBe('http://localhost:3000');
  });
});

describe('the page over https', () => {
  test.for([
    ['http://otter.lan:3000', 'https://otter.lan:3000/'],
    ['http://[fd00::7]:3000', 'https://[fd00::7]:3000/'],
    ['http://otter.lan', 'https://otter.lan:80/'],
  ] as const)('is for %s at %s', async ([plain, secure]) => {
    expect(await findSecureUrl(page(plain), false, withHttps)).toBe(secure);
  });

  test('is not offered when the server has none, or cannot be asked', async () => {
    expect(await findSecureUrl(page('http://otter.lan:3000'), false, neighbours)).toBeUndefined();
    expect(await findSecureUrl(page('http://otter.lan:3000'), false, failing)).toBeUndefined();
  });

  test.for(odd.map((body) => [body]))('is not offered when the server answers %j', async ([body]) => {
    expect(await findSecureUrl(page('http://otter.lan:3000'), false, answering(body))).toBeUndefined();
  });

  test('is not offered where it gains nothing: over https, and on this computer', async () => {
    expect(await findSecureUrl(page('https://otter.lan:3000'), true, withHttps)).toBeUndefined();
    expect(await findSecureUrl(page('https://otter.lan:3000'), false, withHttps)).toBeUndefined();
    expect(await findSecureUrl(page('http://localhost:3000'), true, withHttps)).toBeUndefined();
  });
});
