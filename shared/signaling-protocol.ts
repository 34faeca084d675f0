import * as v from 'valibot';
import { attemptIdSchema, peerIdSchema, seatTokenSchema } from './ids.ts';
import {
  CANDIDATE_LENGTH_MAX,
  ICE_CREDENTIAL_LENGTH_MAX,
  ICE_SERVERS_MAX,
  ICE_URL_LENGTH_MAX,
  RETURN_SPREAD_MAX_MS,
  SDP_LENGTH_MAX,
} from './limits.ts';
import { roomNumberSchema } from './room-code.ts';

/** What browsers and the signaling server say to each other. Both ends rebuild whatever arrives with these schemas. */

const sdp = v.pipe(v.string(), v.maxLength(SDP_LENGTH_MAX));

/**
 * What simple-peer hands over for the other end: a session description (RFC 8829) or a trickled candidate (RFC 8838). A
 * restart is an offer of another way for a link that is open (RFC 8445, section 9): no call, if there is no such link.
 */
export const signalSchema = v.variant('type', [
  v.object({ type: v.literal('offer'), sdp }),
  v.object({ type: v.literal('restart'), sdp }),
  v.object({ type: v.literal('answer'), sdp }),
  v.object({
    type: v.literal('candidate'),
    candidate: v.object({
      candidate: v.pipe(v.string(), v.maxLength(CANDIDATE_LENGTH_MAX)),
      sdpMLineIndex: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(16))),
      sdpMid: v.nullish(v.pipe(v.string(), v.maxLength(32))),
    }),
  }),
]);
export type Signal = v.InferOutput<typeof signalSchema>;

const portSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));

/** Somebody in a room, with the address and port that the server sees them at. */
export const memberSchema = v.object({
  peerId: peerIdSchema,
  address: v.pipe(v.string(), v.maxLength(64)),
  port: portSchema,
});
export type Member = v.InferOutput<typeof memberSchema>;

/** Somebody who was in the room before; away when the server has lost them and still keeps their seat. */
export const presentMemberSchema = v.object({ ...memberSchema.entries, away: v.boolean() });
export type PresentMember = v.InferOutput<typeof presentMemberSchema>;

const iceUrl = (scheme: RegExp) => v.pipe(v.string(), v.maxLength(ICE_URL_LENGTH_MAX), v.regex(scheme));
const iceCredential = v.pipe(v.string(), v.maxLength(ICE_CREDENTIAL_LENGTH_MAX));

/**
 * Who helps a browser to find its own candidates. The server names itself without a host: what is known to be reachable
 * is the host name under which the browser opened the page.
 */
export const iceServerSchema = v.variant('type', [
  v.object({ type: v.literal('own-stun'), port: portSchema }),
  v.object({ type: v.literal('stun'), url: iceUrl(/^stun:/) }),
  v.object({ type: v.literal('turn'), url: iceUrl(/^turns?:/), username: iceCredential, credential: iceCredential }),
]);
export type IceServer = v.InferOutput<typeof iceServerSchema>;

/** The answer to entering a room: its number, how the server sees the newcomer, who else is here, and who helps. */
export const enteredSchema = v.object({
  room: roomNumberSchema,
  self: memberSchema,
  members: v.array(presentMemberSchema),
  iceServers: v.pipe(v.array(iceServerSchema), v.maxLength(ICE_SERVERS_MAX)),
});
export type Entered = v.InferOutput<typeof enteredSchema>;

/** The server has lost somebody, and keeps their seat for a while. */
export const memberAwaySchema = v.object({ peerId: peerIdSchema });
export type MemberAway = v.InferOutput<typeof memberAwaySchema>;

/** Why somebody is gone: they said so, or the server lost their connection and they did not return in time. */
export const memberLeftSchema = v.object({ peerId: peerIdSchema, reason: v.picklist(['left', 'disconnected']) });
export type MemberLeft = v.InferOutput<typeof memberLeftSchema>;

/** The server ends, perhaps to start anew: everybody is to come back at a time of their own within so many ms. */
export const serverClosingSchema = v.object({
  withinMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(RETURN_SPREAD_MAX_MS)),
});
export type ServerClosing = v.InferOutput<typeof serverClosingSchema>;

export const relayedSignalSchema = v.object({ from: peerIdSchema, attempt: attemptIdSchema, signal: signalSchema });
export type RelayedSignal = v.InferOutput<typeof relayedSignalSchema>;

export const createRoomSchema = v.object({ peerId: peerIdSchema, seatToken: seatTokenSchema });
export const joinRoomSchema = v.object({ peerId: peerIdSchema, seatToken: seatTokenSchema, room: roomNumberSchema });
export const sendSignalSchema = v.object({ to: peerIdSchema, attempt: attemptIdSchema, signal: signalSchema });

export const signalingErrorCodes = [
  'bad-request',
  'rate-limited',
  'no-such-room',
  'room-full',
  'too-many-rooms',
  'already-in-a-room',
  'not-in-a-room',
  'peer-id-taken',
  'no-such-member',
  'store-unreachable',
] as const;
export type SignalingErrorCode = (typeof signalingErrorCodes)[number];

/** Every event from a browser is acknowledged with one of these. `detail` is for developers, not for the page. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: SignalingErrorCode; readonly detail: string };

export const answerSchema = <Schema extends v.GenericSchema>(value: Schema) =>
  v.variant('ok', [
    v.object({ ok: v.literal(true), value }),
    v.object({
      ok: v.literal(false),
      code: v.picklist(signalingErrorCodes),
      detail: v.pipe(v.string(), v.maxLength(1_000)),
    }),
  ]);

type Acknowledge<Value> = (answer: Answer<Value>) => void;

/** Browser to server. */
export interface ClientEvents {
  'create-room': (request: v.InferOutput<typeof createRoomSchema>, acknowledge: Acknowledge<Entered>) => void;
  'join-room': (request: v.InferOutput<typeof joinRoomSchema>, acknowledge: Acknowledge<Entered>) => void;
  /** Joins the room of that number, which is made again if it has ended. */
  'reopen-room': (request: v.InferOutput<typeof joinRoomSchema>, acknowledge: Acknowledge<Entered>) => void;
  'send-signal': (request: v.InferOutput<typeof sendSignalSchema>, acknowledge: Acknowledge<null>) => void;
  'leave-room': (request: Record<string, never>, acknowledge: Acknowledge<null>) => void;
  /** The page goes away, perhaps to come back at once: its seat is kept for RELOAD_GRACE_MS, and nobody is told so. */
  'unload-page': (request: Record<string, never>, acknowledge: Acknowledge<null>) => void;
}

/** Server to browser. */
export interface ServerEvents {
  'member-joined': (member: Member) => void;
  'member-away': (away: MemberAway) => void;
  /** They have their seat again, perhaps on a page that was loaded anew. */
  'member-returned': (member: Member) => void;
  'member-left': (gone: MemberLeft) => void;
  /** Somebody with the same peer id and seat token has this browser's seat now; its connection ends with that. */
  'seat-taken': () => void;
  'signal-relayed': (relayed: RelayedSignal) => void;
  'server-closing': (closing: ServerClosing) => void;
}
