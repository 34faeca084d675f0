import * as v from 'valibot';
import {
  type AttemptId,
  attemptIdSchema,
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
