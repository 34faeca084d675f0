import * as v from 'valibot';
import { nameSchema } from '../../shared/names.ts';
import type { RandomBytes } from '../../shared/random.ts';
import { languageChoices } from '../languages/languages.ts';
import { proposeName } from './friendly-name.ts';
import type { Settings } from './views.ts';

const KEY = 'lanline-settings';

/** Each part that cannot be read falls back to its default by itself. */
const settingsSchema = (randomBytes: RandomBytes) =>
  v.object({
    name: v.fallback(nameSchema, () => proposeName(randomBytes)),
    language: v.fallback(v.picklist(languageChoices), 'browser'),
    theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
    sound: v.fallback(v.boolean(), true),
    notifications: v.fallback(v.boolean(), false),
    acceptFromRecognised: v.fallback(v.boolean(), false),
    senderInFileNames: v.fallback(v.boolean(), false),
    saveTo: v.fallback(v.picklist(['best', 'ask', 'browser', 'memory']), 'best'),
    severalFiles: v.fallback(v.picklist(['zip', 'one-by-one']), 'zip'),
  });

/** The part of `localStorage` that is needed; it may throw where the browser forbids storage. */
export type SettingsStorage = Pick<Storage, 'getItem' | 'setItem'>;

export const loadSettings = (storage: SettingsStorage, randomBytes: RandomBytes): Settings =>
  v.parse(settingsSchema(randomBytes), readObject(storage));

/** Keeps settings for the next visit, where the browser allows it. */
export function saveSettings(storage: SettingsStorage, settings: Settings): void {
  try {
    storage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Storage is forbidden or full: the settings hold for this visit, which is all that can be done.
  }
}

/** What is stored, or an empty object in place of anything that is none. */
function readObject(storage: SettingsStorage): object {
  try {
    const stored: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    return typeof stored === 'object' && stored !== null ? stored : {};
  } catch {
    return {};
  }
}
