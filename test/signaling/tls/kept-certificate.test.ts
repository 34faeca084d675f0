import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CERTIFICATE_DAYS, CERTIFICATE_RENEWAL_DAYS } from '../../../shared/limits.ts';
import { LaunchError } from '../../../signaling/launch-error.ts';
import { dataDirectory } from '../../../signaling/tls/certificates.ts';
import { keepCertificate, serves } from '../../../signaling/tls/kept-certificate.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const now = Date.parse('2026-03-04T05:06:07Z');
const names = ['localhost', '192.168.1.20'];

let root: string;
let directory: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lanline-data-'));
  directory = join(root, 'new', 'lanline');
});

afterEach(() => rmSync(root, { recursive: true }));

const keep = (changes: Partial<Parameters<typeof keepCertificate>[0]> = {}) =>
  keepCertificate({ directory, names, now, ...changes });

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('the kept certificate', () => {
  test('is made once, and then stays', () => {
    const made = keep();
    expect(serves(made, names, now)).toBe(true);
    expect(keep()).toEqual(made);
    expect(readFileSync(join(directory, 'tls-key.pem'), 'utf8')).toBe(made.key);
  });

  test('is for its owner alone', () => {
    keep();
    expect(modeOf(directory)).toBe(0o700);
    expect(modeOf(join(directory, 'tls-key.pem'))).toBe(0o600);
  });

  test('stays when the computer has lost a name, and is made anew when it has got one', () => {
    const made = keep();
    expect(keep({ names: ['localhost'] })).toEqual(made);
    const other = keep({ names: [...names, '192.168.1.21'] });
    expect(other).not.toEqual(made);
    expect(serves(other, ['192.168.1.21'], now)).toBe(true);
  });

  test('is made anew before it ends', () => {
    const made = keep();
    const renewal = now + (CERTIFICATE_DAYS - CERTIFICATE_RENEWAL_DAYS) * DAY_MS;
    expect(keep({ now: renewal - 1_000 })).toEqual(made);
    expect(keep({ now: renewal })).not.toEqual(made);
  });

  test('is made anew when others may have read its key', () => {
    const made = keep();
    chmodSync(join(directory, 'tls-key.pem'), 0o640);
    expect(keep()).not.toEqual(made);
    expect(modeOf(join(directory, 'tls-key.pem'))).toBe(0o600);
  });

  test.each(['tls-key.pem', 'tls-certificate.pem'])('is made anew when %s is broken, another one, or gone', (file) => {
    const made = keep();
    writeFileSync(join(directory, file), 'nonsense');
    const second = keep();
    expect(second).not.toEqual(made);
    writeFileSync(join(directory, file), file === 'tls-key.pem' ? made.key : made.cert);
    const third = keep();
    expect(third).not.toEqual(second);
    rmSync(join(directory, file));
    expect(keep()).not.toEqual(third);
  });

  test('that cannot be kept is a reason not to start', () => {
    writeFileSync(join(root, 'new'), '');
    expect(() => keep()).toThrow(LaunchError);
    expect(() => keep()).toThrow(
      /^The certificate cannot be kept in .* \(ENOTDIR\): choose another place with --data-dir\.$/,
    );
  });
});

describe('the data directory', () => {
  test.each([
    [{}, '/home/ann/.local/share/lanline'],
    [{ XDG_DATA_HOME: '' }, '/home/ann/.local/share/lanline'],
    [{ XDG_DATA_HOME: 'relative' }, '/home/ann/.local/share/lanline'],
    [{ XDG_DATA_HOME: '/data' }, '/data/lanline'],
  ])('with %j is %s', (env, expected) => {
    expect(dataDirectory(env, '/home/ann')).toBe(expected);
  });
});
