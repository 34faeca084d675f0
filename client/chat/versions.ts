import type { ChatMessage, HeldMessage } from '../../shared/peer-protocol.ts';
import { compareClocks } from './hybrid-clock.ts';

/** Of the signature, in hexadecimal digits: tells texts apart that an author has given the same revision. */
const MARK_LENGTH = 14;

/**
 * Which version of a message this is: of two, the greater one counts, by the order of texts. So everybody ends with the
 * same one, whatever order they come in. All that were never changed are one version: nobody may change what they have
 * said without it being marked.
 */
export const versionOf = ({ revision, signature }: Pick<ChatMessage, 'revision' | 'signature'>): string =>
  revision === undefined ? '' : revision.toString(16).padStart(2, '0') + signature.slice(0, MARK_LENGTH);

export function asHeld(message: ChatMessage): HeldMessage {
  const version = versionOf(message);
  return version === '' ? { id: message.id } : { id: message.id, version };
}

/** Whether a message takes the place of the one that is held under its id: it is by the same author, and only its text differs. */
export const supersedes = (message: ChatMessage, held: ChatMessage): boolean =>
  versionOf(message) > versionOf(held) && isSameBut(message, held, ['text', 'revision', 'signature']);

export const isSame = (one: ChatMessage | undefined, other: ChatMessage): boolean =>
  one !== undefined && isSameBut(one, other, []);

type Field = keyof ChatMessage;

const comparisons: { readonly [Name in Field]-?: (one: ChatMessage, other: ChatMessage) => boolean } = {
  id: (one, other) => one.id === other.id,
  author: (one, other) => one.author === other.author,
  authorKey: (one, other) => one.authorKey === other.authorKey,
  clock: (one, other) => compareClocks(one.clock, other.clock) === 0,
  name: (one, other) => one.name === other.name,
  text: (one, other) => one.text === other.text,
  action: (one, other) => one.action === other.action,
  quote: (one, other) => one.quote === other.quote,
  to: (one, other) => one.to?.peerId === other.to?.peerId && one.to?.key === other.to?.key,
  revision: (one, other) => one.revision === other.revision,
  signature: (one, other) => one.signature === other.signature,
};

const fields = Object.keys(comparisons) as Field[];

const isSameBut = (one: ChatMessage, other: ChatMessage, but: readonly Field[]) =>
  fields.every((field) => but.includes(field) || comparisons[field](one, other));
