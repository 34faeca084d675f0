import { msg } from '@lit/localize';

/** In place of what a message said. */
export const deletedWords = (): string => msg('message deleted');
