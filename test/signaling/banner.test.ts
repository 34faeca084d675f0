import { generate } from 'lean-qr';
import { describe, expect, test } from 'vitest';
import { banner } from '../../signaling/banner.ts';
import { terminalQr } from '../../signaling/terminal-qr.ts';

const url = 'http://192.168.1.20:3000/';
const urls = [
  { url, from: 'network' },
  { url: 'http://127.0.0.1:3000/', from: 'this computer' },
] as const;

const open = { status: 'open', port: 3000 } as const;

describe('the banner', () => {
  test('lists where to open the page, and what works on this computer only', () => {
    const lines = banner(urls, open).split('\n');
    expect(lines).toContain(`  ${url}`);
    expect(lines).toContain('  http://127.0.0.1:3000/  (this computer)');
  });

  test('shows the first URL for neighbours as a QR code', () => {
    expect(banner(urls.toReversed(), open)).toContain(terminalQr(url));
  });

  test('says in one line that there is no STUN when its port is taken', () => {
    const lines = banner(urls, { status: 'unavailable', port: 3000, code: 'EADDRINUSE' }).split('\n');
    expect(lines).toContain(
      'UDP port 3000 cannot be used (EADDRINUSE), so some browsers may not find each other: choose another with --stun-port.',
    );
  });

  test.each([open, { status: 'closed' } as const])('says nothing of STUN that is %o', (stun) => {
    expect(banner(urls, stun)).not.toContain('UDP');
  });

  test('lists what is open over https, and says when browsers will warn of it', () => {
    const secure = [{ url: 'https://192.168.1.20:3000/', from: 'network' }] as const;
    const own = banner(urls, open, { urls: secure, isOwnCertificate: true });
    expect(own.split('\n')).toContain('  https://192.168.1.20:3000/');
    expect(own).toContain('browsers warn');
    expect(banner(urls, open, { urls: secure, isOwnCertificate: false })).not.toContain('browsers warn');
    expect(banner(urls, open)).not.toContain('https');
  });

  test('shows no QR code for this computer alone', () => {
    expect(banner(urls.slice(1), open)).not.toContain('▀');
  });
});

describe('the QR code', () => {
  const lines = terminalQr(url).split('\n');

  test('is black on white in a terminal of any colours', () => {
    expect(lines.every((line) => line.startsWith('\u001b[30;107m') && line.endsWith('\u001b[0m'))).toBe(true);
  });

  test('has every module in its place, and four light ones around', () => {
    const code = generate(url);
    const rows = lines.map((line) => [...line.slice('\u001b[30;107m'.length, -'\u001b[0m'.length)]);
    const isDark = (x: number, y: number) =>
      (y % 2 === 0 ? ['█', '▀'] : ['█', '▄']).includes(rows[Math.floor(y / 2)]?.[x] ?? 'outside');
    for (let y = 0; y < code.size + 8; y++) {
      for (let x = 0; x < code.size + 8; x++) expect(isDark(x, y)).toBe(code.get(x - 4, y - 4));
    }
    expect(rows[0]).toHaveLength(code.size + 8);
  });
});
