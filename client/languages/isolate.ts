import { directionOf } from './languages.ts';
import { pageLanguage } from './localization.ts';

/** First strong isolate and pop directional isolate (UAX #9). */
const [FSI, PDI] = ['\u2068', '\u2069'];

/**
 * A room code, an address or a file name in the middle of a text: where the page is read from right to left, it would be
 * torn apart otherwise.
 */
export const isolate = (text: string): string => (directionOf(pageLanguage()) === 'rtl' ? `${FSI}${text}${PDI}` : text);
