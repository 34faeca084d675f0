import * as v from 'valibot';
import { type PeerId, peerIdSchema } from '../../shared/ids.ts';
import { type RoomNumber, roomNumberSchema } from '../../shared/room-code.ts';
import { type PresentMember, presentMemberSchema } from '../../shared/signaling-protocol.ts';
import type { Turn } from '../news.ts';
import { type Gone, refusals } from '../rooms.ts';

/** What the scripts answer: flat lists of text, rebuilt field by field. */

export type EnterReply =
  | { readonly ok: false; readonly reason: keyof typeof refusals }
  | {
      readonly ok: true;
      readonly room: RoomNumber;
      readonly returned: boolean;
      readonly displaces: boolean;
      readonly turn: Turn;
      readonly members: PresentMember[];
    };

const listSchema = v.array(v.string());
const roomSchema = v.pipe(v.string(), v.transform(Number), roomNumberSchema);
const reasonSchema = v.picklist(Object.keys(refusals) as (keyof typeof refusals)[]);

export function readEntered(reply: unknown): EnterReply {
  const [outcome, room, returned, displaces, turn, ...fields] = v.parse(listSchema, reply);
  if (outcome !== 'entered') return { ok: false, reason: v.parse(reasonSchema, outcome) };
  return {
    ok: true,
    room: v.parse(roomSchema, room),
    returned: returned === '1',
    displaces: displaces === '1',
    turn: Number(turn),
    members: readMembers(fields),
  };
}

export function readLook(reply: unknown): { readonly turn: Turn; readonly members: PresentMember[] } {
  const [turn, ...fields] = v.parse(listSchema, reply);
  return { turn: Number(turn), members: readMembers(fields) };
}

const readMembers = (fields: readonly string[]): PresentMember[] =>
  inGroupsOf(4, fields).map(([peerId, address, port, how]) =>
    v.parse(presentMemberSchema, { peerId, address, port: Number(port), away: how === 'away' }),
  );

export function readGone(reply: unknown): readonly Gone[] {
  return inGroupsOf(3, v.parse(listSchema, reply)).map(([room, peerId, how]) => ({
    ...readPlace(room, peerId),
    reason: how === 'unloading' ? 'left' : 'disconnected',
  }));
}

export interface Heartbeat {
  /** Whether others still took this process for alive. */
  readonly isKnown: boolean;
  /** Whose server process is dead. */
  readonly away: readonly { readonly room: RoomNumber; readonly peerId: PeerId }[];
}

export function readHeartbeat(reply: unknown): Heartbeat {
  const [isKnown, ...fields] = v.parse(listSchema, reply);
  return { isKnown: isKnown === '1', away: inGroupsOf(2, fields).map(([room, peerId]) => readPlace(room, peerId)) };
}

const readPlace = (room: unknown, peerId: unknown) => ({
  room: v.parse(roomSchema, room),
  peerId: v.parse(peerIdSchema, peerId),
});

const inGroupsOf = (size: number, fields: readonly string[]): string[][] =>
  Array.from({ length: fields.length / size }, (_, index) => fields.slice(index * size, (index + 1) * size));
