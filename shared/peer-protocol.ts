import * as v from 'valibot';
import { identityKeySchema, messageIdSchema, peerIdSchema, transferIdSchema } from './ids.ts';
import {
  CHAT_HISTORY_MESSAGES_MAX,
  CHAT_IDS_PER_MESSAGE_MAX,
  CHAT_REVISIONS_MAX,
  CHAT_TEXT_LENGTH_MAX,
  CLOCK_COUNTER_MAX,
  CLOCK_TIME_MAX_MS,
  CONTROL_MESSAGE_LENGTH_MAX,
  HANDSHAKE_MESSAGE_LENGTH_MAX,
  MANIFEST_BYTES_MAX,
  OFFER_NAME_LENGTH_MAX,
  OFFER_NAMES_MAX,
  PIECES_PER_REQUEST_MAX,
  PROOF_PIECES_MAX,
  THUMBNAIL_LENGTH_MAX,
  TRANSFER_BYTES_MAX,
  TRANSFER_FILES_MAX,
} from './limits.ts';
import { nameSchema } from './names.ts';

/** What two linked browsers say to each other on the control channel: JSON texts, one message each. */

/** Raised with every change that an older page could not follow. */
export const PEER_PROTOCOL_VERSION = 6;

const upTo = (maximum: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maximum));

/** A hybrid logical clock reading (Kulkarni et al., 2014): wall time in ms since 1970, and a counter within it. */
export const clockSchema = v.object({ time: upTo(CLOCK_TIME_MAX_MS), counter: upTo(CLOCK_COUNTER_MAX) });
export type Clock = v.InferOutput<typeof clockSchema>;

/** So many bytes in lower-case hexadecimal. */
const hex = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`)));

/**
 * What a chat message says, where it stands, and the author's Ed25519 signature over all of it and the author. The name is
 * the author's at that time.
 */
const saying = {
  id: messageIdSchema,
  clock: clockSchema,
  name: nameSchema,
  /** Empty when its author has deleted it. */
  text: v.pipe(v.string(), v.maxLength(CHAT_TEXT_LENGTH_MAX)),
  /** The text tells what the author does, and follows the name. */
  action: v.exactOptional(v.literal(true)),
  /** The message that this one answers. */
  quote: v.exactOptional(messageIdSchema),
  /** The one person, in the one browser, whom it is for besides its author; left out, it is for everybody. */
  to: v.exactOptional(v.object({ peerId: peerIdSchema, key: identityKeySchema })),
  /** How often its author has changed the text; left out, it is as it was first said. */
  revision: v.exactOptional(v.pipe(upTo(CHAT_REVISIONS_MAX), v.minValue(1))),
  signature: hex(64),
};

const saysSomething = ({ text, revision }: { readonly text: string; readonly revision?: number | undefined }) =>
  text !== '' || revision !== undefined;

/** A chat message as anybody may hand it on, with the key by which its signature is verified. */
export const chatMessageSchema = v.pipe(
  v.object({ ...saying, author: peerIdSchema, authorKey: identityKeySchema }),
  v.check((message) => saysSomething(message), 'an empty text'),
);
export type ChatMessage = v.InferOutput<typeof chatMessageSchema>;

/** A message as somebody holds it. The version tells revisions apart; a message that was never changed has none. */
const heldMessageSchema = v.object({ id: messageIdSchema, version: v.exactOptional(hex(8)) });
export type HeldMessage = v.InferOutput<typeof heldMessageSchema>;

const heldMessages = v.pipe(v.array(heldMessageSchema), v.maxLength(CHAT_IDS_PER_MESSAGE_MAX));

const isWithin = (value: number, minimum: number, maximum: number) => value >= minimum && value <= maximum;

/** BLAKE3, 256 bits, in hexadecimal. */
const digest = hex(32);

const transfer = transferIdSchema;

/** A transfer's two byte streams, both cut into pieces: its encoded manifest, and its files one after the other. */
export const streamNames = ['manifest', 'files'] as const;
export type StreamName = (typeof streamNames)[number];

export const fileOfferSchema = v.pipe(
  v.object({
    type: v.literal('file-offer'),
    transfer,
    /** 0 when there are only empty folders. */
    fileCount: upTo(TRANSFER_FILES_MAX),
    /** How many empty folders come with the files. */
    folderCount: upTo(TRANSFER_FILES_MAX),
    totalBytes: upTo(TRANSFER_BYTES_MAX),
    /** Paths of the first files, or else of the first empty folders. */
    names: v.pipe(
      v.array(v.pipe(v.string(), v.maxLength(OFFER_NAME_LENGTH_MAX))),
      v.minLength(1),
      v.maxLength(OFFER_NAMES_MAX),
    ),
    manifestBytes: v.pipe(upTo(MANIFEST_BYTES_MAX), v.minValue(1)),
    manifestDigest: digest,
  }),
  v.check(
    ({ fileCount, folderCount }) => isWithin(fileCount + folderCount, 1, TRANSFER_FILES_MAX),
    'an offer of too few or too many',
  ),
);
export type FileOffer = v.InferOutput<typeof fileOfferSchema>;

/** A small picture of one of the files that an offer names, from the sender; after the offer, one in each message. */
export const fileThumbnailSchema = v.object({
  type: v.literal('file-thumbnail'),
  transfer,
  /** Which of the names it is of. */
  index: upTo(OFFER_NAMES_MAX - 1),
  /** A JPEG or a WebP in base64 (RFC 4648, section 4). */
  image: v.pipe(v.string(), v.maxLength(THUMBNAIL_LENGTH_MAX), v.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
});
export type FileThumbnail = v.InferOutput<typeof fileThumbnailSchema>;

/** A piece that a receiver has saved: the sender holds it against the file that it has now. */
const pieceProofSchema = v.object({ index: upTo(2 ** 32 - 1), digest });
export type PieceProof = v.InferOutput<typeof pieceProofSchema>;

/** Why one side holds a transfer. The last two are a receiver's. */
export const pauseReasons = ['by-person', 'no-space', 'storage-failed'] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** What a link begins with: each end sends a hello, then each of the others when it has got the one before it. */
export const handshakeMessageSchema = v.variant('type', [
  /** Every version begins like this. What another version says besides is not looked at. */
  v.object({ type: v.literal('hello'), version: upTo(65_535), nonce: v.optional(hex(16)) }),
  /** A share of CPace: a point of ristretto255. */
  v.object({ type: v.literal('key-share'), share: hex(32) }),
  /** Two HMACs with SHA-512: under a key from the words, and under one from the words and both fingerprints. */
  v.object({ type: v.literal('key-confirmation'), words: hex(64), link: hex(64) }),
  v.object({ type: v.literal('introduction'), identity: identityKeySchema, signature: hex(64), name: nameSchema }),
  /** In place of what would come next. */
  v.object({ type: v.literal('refusal') }),
]);
export type HandshakeMessage = v.InferOutput<typeof handshakeMessageSchema>;

/** What is said once both ends have proved themselves. */
export const controlMessageSchema = v.variant('type', [
  v.object({ type: v.literal('renamed'), name: nameSchema }),
  v.object({ type: v.literal('leaving') }),
  /** From its author, who is the one at the other end, and whose key the handshake of this link has proved. */
  v.pipe(
    v.object({ type: v.literal('chat'), ...saying }),
    v.check((message) => saysSomething(message), 'an empty text'),
  ),
  /** A part of what is in the sender's history; the first thing about chat on each link. */
  v.object({ type: v.literal('chat-known'), held: heldMessages, last: v.boolean() }),
  /** A part of what the other end lacks, once on each link. */
  v.object({
    type: v.literal('chat-history'),
    messages: v.pipe(v.array(chatMessageSchema), v.maxLength(CHAT_HISTORY_MESSAGES_MAX)),
    last: v.boolean(),
  }),
  /** To the author of these messages: they are here, in these versions. */
  v.object({ type: v.literal('chat-received'), held: v.pipe(heldMessages, v.minLength(1)) }),
  /** Whether the sender's person is writing to everybody, as far as can be told. */
  v.object({ type: v.literal('typing'), active: v.boolean() }),
  fileOfferSchema,
  fileThumbnailSchema,
  v.object({ type: v.literal('offer-declined'), transfer }),
  v.object({
    type: v.literal('piece-request'),
    transfer,
    stream: v.picklist(streamNames),
    first: upTo(2 ** 32 - 1),
    count: v.pipe(upTo(PIECES_PER_REQUEST_MAX), v.minValue(1)),
    /** Whether they may come compressed. */
    compressed: v.boolean(),
  }),
  /** From a receiver, before its first request on a link, and again when it goes on: what it wants and already has. */
  v.object({
    type: v.literal('transfer-begun'),
    transfer,
    wantedBytes: upTo(TRANSFER_BYTES_MAX),
    savedBytes: upTo(TRANSFER_BYTES_MAX),
    proof: v.pipe(v.array(pieceProofSchema), v.maxLength(PROOF_PIECES_MAX)),
  }),
  /** From a receiver to whoever may be the sender of something unfinished, which only the sender can tell by the tag. */
  v.object({ type: v.literal('transfer-wanted'), tag: digest, recipient: peerIdSchema }),
  /** From a sender who must choose the files again before it can go on. */
  v.object({ type: v.literal('files-missing'), transfer }),
  v.object({ type: v.literal('transfer-paused'), transfer, reason: v.picklist(pauseReasons) }),
  v.object({ type: v.literal('transfer-continued'), transfer }),
  v.object({ type: v.literal('transfer-done'), transfer }),
  v.object({ type: v.literal('transfer-cancelled'), transfer }),
]);
export type ControlMessage = v.InferOutput<typeof controlMessageSchema>;

/** What a peer sent breaks the protocol. It costs that peer the link, and nobody else anything. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** Rebuilds a control message field by field. Throws {@link ProtocolError} for anything else. */
export const parseControlMessage = (text: string): ControlMessage =>
  parseMessage(text, controlMessageSchema, CONTROL_MESSAGE_LENGTH_MAX);

/** Rebuilds a message of the handshake field by field. Throws {@link ProtocolError} for anything else. */
export const parseHandshakeMessage = (text: string): HandshakeMessage =>
  parseMessage(text, handshakeMessageSchema, HANDSHAKE_MESSAGE_LENGTH_MAX);

function parseMessage<Output>(text: string, schema: v.GenericSchema<unknown, Output>, longest: number): Output {
  if (text.length > longest) throw new ProtocolError('a control message is too long');
  const parsed = v.safeParse(schema, parseJson(text));
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
