import { msg } from '@lit/localize';
import type { PeerId } from '../../shared/ids.ts';

const HUES = 15;
const HUE_STEP = 20;
const FIRST_HUE = 130;

/** A person's hue in degrees, the same in every browser because it follows from the id. Muddy yellows are left out. */
export function hueOf(peerId: PeerId): number {
  return (FIRST_HUE + (Number.parseInt(peerId.slice(0, 6), 16) % HUES) * HUE_STEP) % 360;
}

// What a person takes for one letter may be several code points: a family, a flag, a letter with its marks.
const letters = new Intl.Segmenter();

/** One or two letters for a person's disc: of the first and the last word. */
export function initialsOf(name: string | undefined): string {
  const words = (name ?? '').split(/\s+/u).filter((word) => word !== '');
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  const initials = [first, last].map((word) => firstLetterOf(word ?? '')).join('');
  return initials === '' ? '?' : initials.toUpperCase();
}

const firstLetterOf = (word: string): string => letters.segment(word).containing(0)?.segment ?? '';

/** What a person is called until their browser has introduced itself. */
export const shownName = (name: string | undefined): string => name ?? msg('Somebody new');
