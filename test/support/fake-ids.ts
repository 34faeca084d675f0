import * as v from 'valibot';
import {
  type AttemptId,
  attemptIdSchema,
  type IdentityKey,
  identityKeySchema,
  type MessageId,
  messageIdSchema,
  type PeerId,
  peerIdSchema,
  type TransferId,
  transferIdSchema,
} from '../../shared/ids.ts';

/** Ids that a test can read and order: the number in hexadecimal. */
const padded = (number: number) => number.toString(16).padStart(32, '0');

export const fakePeerId = (number: number): PeerId => v.parse(peerIdSchema, padded(number));
export const fakeAttemptId = (number: number): AttemptId => v.parse(attemptIdSchema, padded(number));
export const fakeTransferId = (number: number): TransferId => v.parse(transferIdSchema, padded(number));
export const fakeMessageId = (number: number): MessageId => v.parse(messageIdSchema, padded(number));

/** The key that a peer of a test has, unless the test says otherwise. Nobody can sign with it. */
export const fakeKeyOf = (peerId: PeerId): IdentityKey => v.parse(identityKeySchema, peerId.repeat(2));
