import type { PeerId, SeatToken } from '../shared/ids.ts';
import type { RoomNumber } from '../shared/room-code.ts';
import type { Answer, Entered, Member, MemberLeft } from '../shared/signaling-protocol.ts';
import { refuse } from './answers.ts';
import type { Turn } from './news.ts';

/** Some rooms answer at once, others have to ask for it. */
export type Eventually<Value> = Value | Promise<Value>;

export interface RoomLimits {
  /** Members of one room at most, those who are away among them. */
  readonly maxPeers: number;
  /** Rooms at most; never more than there are room numbers. */
  readonly maxRooms: number;
  /** Rooms at most that were made from one address, so that nobody can take all there are. */
  readonly maxRoomsPerSource: number;
  /** How long the seat of somebody who was lost is kept, in s. */
  readonly seatGrace: number;
}

/** A room as a newcomer finds it. */
export type Seating = Omit<Entered, 'iceServers'>;

/** Somebody at the door: how the server sees them, and what proves that a seat is theirs. */
export interface Entrant {
  readonly member: Member;
  readonly token: SeatToken;
}

/** A seat, as who sits on it knows it. Once they have sat down again elsewhere, this one is worth nothing. */
export interface Seat {
  readonly room: RoomNumber;
  readonly peerId: PeerId;
  /** Differs each time that somebody sits down, so that an earlier connection cannot give up what a later one holds. */
  readonly sitting: string;
}

export interface Arrival {
  readonly seat: Seat;
  readonly entered: Seating;
  /** Whether the seat was theirs before: they were away or loaded the page anew, or their old connection is still there. */
  readonly returned: boolean;
  /** Whether an earlier connection of theirs is not known to be lost. */
  readonly displaces: boolean;
  /** The last turn that anybody had in this room, when it was as it is told here. */
  readonly turn: Turn;
}

/** Somebody whose time is up. */
export interface Gone extends MemberLeft {
  readonly room: RoomNumber;
}

/** Everybody with a seat counts, here or away. */
export interface RoomCount {
  readonly rooms: number;
  readonly peers: number;
}

/**
 * Who is in which room. A room begins with its first member and ends with its last seat, which outlives a lost
 * connection for a while. Knows nothing of sockets and timers. Ways to enter refuse with `store-unreachable` where rooms
 * are kept elsewhere and cannot be asked; nothing else of it fails then.
 */
export interface Rooms {
  /** Makes a room with a new number. Refuses with `too-many-rooms`. */
  create(entrant: Entrant): Eventually<Answer<Arrival>>;
  /** Enters a room. Refuses with `no-such-room`, `room-full` or `peer-id-taken`. */
  join(room: RoomNumber, entrant: Entrant): Eventually<Answer<Arrival>>;
  /** Enters a room, making it again if it has ended: however short ago, its number is in somebody's link. */
  reopen(room: RoomNumber, entrant: Entrant): Eventually<Answer<Arrival>>;
  /** The same arrival with the room as it is now; unchanged where it must be the same, or cannot be asked for. */
  lookAgain(arrival: Arrival): Eventually<Arrival>;
  /** They said goodbye. Answers whether the seat was still theirs; the room ends with its last one. */
  leave(seat: Seat): Eventually<boolean>;
  /** Their connection is lost: the seat is kept for a while. Answers whether they are away from now on. */
  lose(seat: Seat): Eventually<boolean>;
  /** Their page goes away, and may come back at once. */
  unload(seat: Seat): Eventually<void>;
  /** When {@link expire} has something to do next, in ms on the clock; undefined while everybody is here. */
  nextDeadline(): number | undefined;
  /** Takes the seats of those who did not come back in time. */
  expire(): Eventually<readonly Gone[]>;
  /** Whether somebody may be there to be told something: false is sure. */
  hasMember(room: RoomNumber, peerId: PeerId): boolean;
  /** Undefined when they cannot be counted now. */
  count(): Eventually<RoomCount | undefined>;
}

/** Why nobody enters, by what stands in the way. */
export const refusals = {
  // Nobody is told whether there was one: the answer is the same.
  'no-such-room': refuse('no-such-room', 'no room has this number now'),
  'room-full': refuse('room-full', 'the room has as many members as it may'),
  'peer-id-taken': refuse('peer-id-taken', 'this peer id is in the room already'),
  'too-many-rooms': refuse('too-many-rooms', 'this server has no room left'),
  'too-many-rooms-of-source': refuse('too-many-rooms', 'this address has made as many rooms as it may'),
} as const;
