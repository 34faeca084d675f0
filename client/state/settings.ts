import * as v from 'valibot';
import { nameSchema } from '../../shared/names.ts';
import type { RandomBytes } from '../../shared/random.ts';
import { proposeName } from './friendly-name.ts';
import type { Settings } from './views.ts';

const KEY = 'lanline-settings';

/** Each part that cannot be read falls back to its default by itself. */
const settingsSchema = (defaultName: string) =>
  v.object({
    name: v.fallback(nameSchema, defaultName),
    theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
    senderInFileNames: v.fallback(v.boolean(), false),
  });

/** The part of `localStorage` that is needed; it may throw where the browser forbids storage. */
export type SettingsStorage = Pick<Storage, 'getItem' | 'setItem'>;

export function loadSettings(storage: SettingsStorage, randomBytes: RandomBytes): Settings {
  const parsed = v.safeParse(settingsSchema(proposeName(randomBytes)), readObject(storage));
  return parsed.success ? parsed.output : v.parse(settingsSchema(proposeName(randomBytes)), {});
}

/** Keeps settings for the next visit, where the browser allows it. */
export function saveSettings(storage: SettingsStorage, settings: Settings): void {
  try {
    storage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Storage is forbidden or full: the settings hold for this visit, which is all that can be done.
  }
}

function readObject(storage: SettingsStorage): unknown {
  try {
    return JSON.parse(storage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}
