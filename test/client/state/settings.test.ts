import { describe, expect, test } from 'vitest';
import { proposeName } from '../../../client/state/friendly-name.ts';
import { loadSettings, type SettingsStorage, saveSettings } from '../../../client/state/settings.ts';
import type { Settings } from '../../../client/state/views.ts';
import { checkName } from '../../../shared/names.ts';
import { createFakeRandom } from '../../support/fake-random.ts';
import { scriptedRandom } from '../../support/scripted-random.ts';

function storageWith(text: string | undefined) {
  const stored = new Map<string, string>();
  const storage: SettingsStorage = {
    getItem: (key) => stored.get(key) ?? text ?? null,
    setItem: (key, value) => void stored.set(key, value),
  };
  return { storage, stored };
}

const load = (text: string | undefined) => loadSettings(storageWith(text).storage, () => new Uint8Array(3));
const defaults: Settings = {
  name: 'Amber Badger',
  theme: 'system',
  sound: true,
  notifications: false,
  acceptFromRecognised: false,
  language: 'browser',
  senderInFileNames: false,
  saveTo: 'best',
  severalFiles: 'zip',
};
const chosen: Settings = {
  name: 'Ann',
  theme: 'dark',
  sound: false,
  notifications: true,
  acceptFromRecognised: true,
  language: 'ja',
  senderInFileNames: true,
  saveTo: 'ask',
  severalFiles: 'one-by-one',
};

describe('settings', () => {
  test('have defaults, and a friendly name, on the first visit', () => {
    expect(load(undefined)).toEqual(defaults);
  });

  test('are the same on the next visit', () => {
    const { storage } = storageWith(undefined);
    saveSettings(storage, chosen);
    expect(loadSettings(storage, createFakeRandom())).toEqual(chosen);
  });

  test.each(['', 'nonsense', 'null', '42', '"text"', '[]', '{}'])('that were stored as %j are the defaults', (text) => {
    expect(load(text)).toEqual(defaults);
  });

  test.each([
    ['name', ''],
    ['name', 42],
    ['name', 'x'.repeat(33)],
    ['name', 'a\u202eb'],
    ['theme', 'purple'],
    ['sound', 'loud'],
    ['notifications', 1],
    ['acceptFromRecognised', 'always'],
    ['senderInFileNames', 'yes'],
    ['saveTo', 'cloud'],
    ['severalFiles', true],
  ] as const)('whose %s is %j lose that part alone', (key, value) => {
    expect(load(JSON.stringify({ ...chosen, [key]: value }))).toEqual({ ...chosen, [key]: defaults[key] });
  });

  test('hold for this visit where the browser forbids storage', () => {
    const forbidden = () => {
      throw new DOMException('forbidden', 'SecurityError');
    };
    const storage: SettingsStorage = { getItem: forbidden, setItem: forbidden };
    expect(loadSettings(storage, () => new Uint8Array(3))).toEqual(defaults);
    expect(() => saveSettings(storage, chosen)).not.toThrow();
  });
});

describe('a proposed name', () => {
  test('is two words, which are drawn', () => {
    expect(proposeName(scriptedRandom(0, 0, 0, 0, 0, 0))).toBe('Amber Badger');
    expect(proposeName(scriptedRandom(0, 0, 21, 0, 0, 23))).toBe('Wise Wren');
  });

  test('is always one that may be taken', () => {
    const randomBytes = createFakeRandom();
    for (let draw = 0; draw < 500; draw++) expect(checkName(proposeName(randomBytes)).ok).toBe(true);
  });
});
