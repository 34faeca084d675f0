import type { ChatMessage } from '../../shared/peer-protocol.ts';
import { fromHex, toHex } from '../../shared/random.ts';
import { type Identity, isSignedBy, sign } from '../trust/identity.ts';
import { lvCat, type Octets, utf8 } from '../trust/octet-strings.ts';

/** What an author says. */
export type UnsignedMessage = Omit<ChatMessage, 'authorKey' | 'signature'>;

/** A message of this browser's own. `room` is the number of the room that it is said in. */
export const signMessage = (identity: Identity, room: number, message: UnsignedMessage): ChatMessage => ({
  ...message,
  authorKey: identity.publicKey,
  signature: toHex(sign(identity, signedOctets(room, message))),
});

/** Whether whoever has the key of a message said exactly this, in this room. Takes about 1 ms. */
export const isGenuine = (room: number, message: ChatMessage): boolean =>
  isSignedBy(message.authorKey, signedOctets(room, message), fromHex(message.signature));

/** What is signed: no two messages, and nothing else that an identity signs, have the same octets. */
export const signedOctets = (room: number, message: UnsignedMessage): Octets =>
  lvCat(
    utf8('lanline chat 2'),
    utf8(`${room}`),
    fromHex(message.id),
    utf8(`${message.clock.time}`),
    utf8(`${message.clock.counter}`),
    fromHex(message.author),
    exactText(message.name),
    exactText(message.text),
    // Empty where there is none.
    utf8(message.action === true ? 'action' : ''),
    fromHex(message.quote ?? ''),
    fromHex(message.to?.peerId ?? ''),
    fromHex(message.to?.key ?? ''),
    utf8(`${message.revision ?? ''}`),
  );

/** As JSON, which escapes lone surrogates: in UTF-8 they would all look the same. */
const exactText = (text: string) => utf8(JSON.stringify(text));
