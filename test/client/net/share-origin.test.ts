import { describe, expect, test } from 'vitest';
import { findShareOrigin } from '../../../client/net/share-origin.ts';

const page = (origin: string) => ({ origin, hostname: new URL(origin).hostname });
const answering = (body: unknown) => () => Promise.resolve(body);
const neighbours = answering(['http://192.168.1.7:3000/', 'http://10.0.0.7:3000/']);

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

  test.for([[[]], [['nonsense']], ['text'], [{ a: 1 }]])(
    'is the page’s own when the server answers %j',
    async ([body]) => {
      expect(await findShareOrigin(page('http://localhost:3000'), answering(body))).toBe('http://localhost:3000');
    },
  );

  test('is the page’s own when the server cannot be asked', async () => {
    const failing = () => Promise.reject(new Error('offline'));
    expect(await findShareOrigin(page('http://localhost:3000'), failing)).toBe('http://localhost:3000');
  });
});
