import * as v from 'valibot';
import { type RandomBytes, toHex } from './random.ts';

/** Ids are 128 random bits in lower-case hexadecimal: nobody can guess one, and two never meet by chance. */
export const ID_BYTES = 16;

const idText = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'expected 32 hexadecimal characters'));

/** One browser tab, in whatever room and over reloads. */
export const peerIdSchema = v.pipe(idText, v.brand('PeerId'));
export type PeerId = v.InferOutput<typeof peerIdSchema>;

/** What proves to the server that a seat in a room is one's own. Nobody else is ever told. */
export const seatTokenSchema = v.pipe(idText, v.brand('SeatToken'));
export type SeatToken = v.InferOutput<typeof seatTokenSchema>;

/** One attempt to link two peers; every signal carries it, so that late ones are told apart. */
export const attemptIdSchema = v.pipe(idText, v.brand('AttemptId'));
export type AttemptId = v.InferOutput<typeof attemptIdSchema>;

/** One file offer and the transfers that follow from it. */
export const transferIdSchema = v.pipe(idText, v.brand('TransferId'));
export type TransferId = v.InferOutput<typeof transferIdSchema>;

/** One chat message; it stays the same wherever the message is. */
export const messageIdSchema = v.pipe(idText, v.brand('MessageId'));
export type MessageId = v.InferOutput<typeof messageIdSchema>;

/** One browser, whoever of its tabs it is and wherever it comes from: its public Ed25519 key (RFC 8032) in hexadecimal. */
export const identityKeySchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.brand('IdentityKey'));
export type IdentityKey = v.InferOutput<typeof identityKeySchema>;

const randomId = (randomBytes: RandomBytes) => toHex(randomBytes(ID_BYTES));

export const createPeerId = (randomBytes: RandomBytes) => v.parse(peerIdSchema, randomId(randomBytes));
export const createSeatToken = (randomBytes: RandomBytes) => v.parse(seatTokenSchema, randomId(randomBytes));
export const createAttemptId = (randomBytes: RandomBytes) => v.parse(attemptIdSchema, randomId(randomBytes));
export const createTransferId = (randomBytes: RandomBytes) => v.parse(transferIdSchema, randomId(randomBytes));
export const createMessageId = (randomBytes: RandomBytes) => v.parse(messageIdSchema, randomId(randomBytes));
