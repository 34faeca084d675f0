import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CERTIFICATE_CHECK_MS } from '../../../shared/limits.ts';
import { LaunchError } from '../../../signaling/launch-error.ts';
import { speakTlsBesides } from '../../../signaling/tls/both-schemes.ts';
import { type Certificate, createSelfSigned } from '../../../signaling/tls/self-signed.ts';

const hour = 60 * 60 * 1000;
const made = () =>
  createSelfSigned({
    names: ['localhost'],
    notBefore: new Date(Date.now() - hour),
    notAfter: new Date(Date.now() + hour),
  });

let http: Server;
let load: () => Certificate;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  http = createServer();
});

afterEach(async () => {
  http.close();
  if (http.listening) await once(http, 'close');
  vi.useRealTimers();
});

async function listen(): Promise<void> {
  speakTlsBesides(http, () => load());
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
}

/** Whether somebody who trusts this certificate alone can connect. */
async function serves({ cert }: Certificate): Promise<boolean> {
  const { port } = http.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', servername: 'localhost', port, ca: cert });
  const outcome = await new Promise<boolean>((resolve) => {
    socket.once('secureConnect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.destroy();
  return outcome;
}

test('A certificate that was made anew is used after at most an hour', async () => {
  const [first, second] = [made(), made()];
  load = () => first;
  await listen();
  load = () => second;
  expect([await serves(first), await serves(second)]).toEqual([true, false]);
  vi.advanceTimersByTime(CERTIFICATE_CHECK_MS);
  expect([await serves(first), await serves(second)]).toEqual([false, true]);
});

test('The certificate that there is stays in use when there is no other to be had', async () => {
  const first = made();
  load = () => first;
  await listen();
  load = () => {
    throw new LaunchError('the disk is full');
  };
  vi.advanceTimersByTime(CERTIFICATE_CHECK_MS);
  load = () => ({ ...first, key: 'nonsense' });
  vi.advanceTimersByTime(CERTIFICATE_CHECK_MS);
  expect(await serves(first)).toBe(true);
});

test('A certificate that TLS cannot use is a reason not to start', () => {
  load = () => ({ cert: made().cert, key: 'nonsense' });
  expect(() => speakTlsBesides(http, load)).toThrow(new LaunchError('TLS cannot use the certificate with its key.'));
});
