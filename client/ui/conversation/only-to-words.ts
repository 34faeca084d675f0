import { msg, str } from '@lit/localize';

/** Marks what nobody else gets. */
export const onlyToWords = (name: string): string => msg(str`only to ${name}`);
