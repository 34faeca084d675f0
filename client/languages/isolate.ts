import { directionOf } from './languages.ts';
import { pageLanguage } from './localization.ts';

/** First strong isolate and pop directional isolate (UAX #9). */
const [FSI, PDI] = ['\u2068', '\u2069'];

/** Letters that are written from right to left: Hebrew, Arabic, and what stands between and beside them in Unicode. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/**
 * A name, a room code, an address or a file name in the middle of a text: where one of both is read from right to left,
 * they would be torn apart otherwise.
 */
export const isolate = (text: string): string =>
  directionOf(pageLanguage()) === 'rtl' || RIGHT_TO_LEFT.test(text) ? `${FSI}${text}${PDI}` : text;
