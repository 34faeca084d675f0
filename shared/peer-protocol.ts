import * as v from 'valibot';
import { transferIdSchema } from './ids.ts';
import {
  CHAT_TEXT_LENGTH_MAX,
  CLOCK_COUNTER_MAX,
  CLOCK_TIME_MAX_MS,
  CONTROL_MESSAGE_LENGTH_MAX,
  MANIFEST_BYTES_MAX,
  OFFER_NAME_LENGTH_MAX,
  OFFER_NAMES_MAX,
  PIECES_PER_REQUEST_MAX,
  TRANSFER_BYTES_MAX,
  TRANSFER_FILES_MAX,
} from './limits.ts';
import { nameSchema } from './names.ts';

/** What two linked browsers say to each other on the control channel: JSON texts, one message each. */

/** Raised with every change that an older page could not follow. */
export const PEER_PROTOCOL_VERSION = 1;

const upTo = (maximum: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maximum));

/** A hybrid logical clock reading (Kulkarni et al., 2014): wall time in ms since 1970, and a counter within it. */
export const clockSchema = v.object({ time: upTo(CLOCK_TIME_MAX_MS), counter: upTo(CLOCK_COUNTER_MAX) });
export type Clock = v.InferOutput<typeof clockSchema>;

/** BLAKE3, 256 bits, in hexadecimal. */
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const transfer = transferIdSchema;

/** A transfer's two byte streams, both cut into pieces: its encoded manifest, and its files one after the other. */
export const streamNames = ['manifest', 'files'] as const;
export type StreamName = (typeof streamNames)[number];

export const fileOfferSchema = v.object({
  type: v.literal('file-offer'),
  transfer,
  fileCount: v.pipe(upTo(TRANSFER_FILES_MAX), v.minValue(1)),
  totalBytes: upTo(TRANSFER_BYTES_MAX),
  names: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(OFFER_NAME_LENGTH_MAX))),
    v.minLength(1),
    v.maxLength(OFFER_NAMES_MAX),
  ),
  manifestBytes: v.pipe(upTo(MANIFEST_BYTES_MAX), v.minValue(1)),
  manifestDigest: digest,
});
export type FileOffer = v.InferOutput<typeof fileOfferSchema>;

export const controlMessageSchema = v.variant('type', [
  v.object({ type: v.literal('hello'), version: upTo(65_535), name: nameSchema }),
  v.object({ type: v.literal('renamed'), name: nameSchema }),
  v.object({ type: v.literal('leaving') }),
  v.object({
    type: v.literal('chat'),
    sequence: upTo(2 ** 31 - 1),
    clock: clockSchema,
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(CHAT_TEXT_LENGTH_MAX)),
  }),
  fileOfferSchema,
  v.object({ type: v.literal('offer-declined'), transfer }),
  v.object({
    type: v.literal('piece-request'),
    transfer,
    stream: v.picklist(streamNames),
    first: upTo(2 ** 32 - 1),
    count: v.pipe(upTo(PIECES_PER_REQUEST_MAX), v.minValue(1)),
  }),
  v.object({ type: v.literal('transfer-done'), transfer }),
  v.object({
    type: v.literal('transfer-cancelled'),
    transfer,
    reason: v.picklist(['by-person', 'source-failed', 'sink-failed']),
  }),
]);
export type ControlMessage = v.InferOutput<typeof controlMessageSchema>;

/** What a peer sent breaks the protocol. It costs that peer the link, and nobody else anything. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** Rebuilds a control message field by field. Throws {@link ProtocolError} for anything else. */
export function parseControlMessage(text: string): ControlMessage {
  if (text.length > CONTROL_MESSAGE_LENGTH_MAX) throw new ProtocolError('a control message is too long');
  const parsed = v.safeParse(controlMessageSchema, parseJson(text));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new ProtocolError(`a control message is malformed at "${v.getDotPath(issue) ?? ''}"`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProtocolError('a control message is not JSON', { cause });
  }
}
