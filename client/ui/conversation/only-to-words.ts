import { msg, str } from '@lit/localize';
import { isolate } from '../../languages/isolate.ts';

/** Marks what nobody else gets. */
export const onlyToWords = (name: string): string => msg(str`only to ${isolate(name)}`);
