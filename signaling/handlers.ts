import * as v from 'valibot';
import {
  type Answer,
  type ClientEvents,
  createRoomSchema,
  joinRoomSchema,
  sendSignalSchema,
} from '../shared/signaling-protocol.ts';
import { refuse } from './answers.ts';
import type { Clock } from './clock.ts';
import { gateEvents } from './event-gate.ts';
import type { Arrival, Entrant, Eventually, Rooms } from './rooms.ts';
import { Turns } from './turns.ts';
import { type LanlineSocket, type RoomService, Visitor } from './visitor.ts';

type AnswerOf<Event extends keyof ClientEvents> = Parameters<Parameters<ClientEvents[Event]>[1]>[0];
type Self = v.InferOutput<typeof createRoomSchema>;

/** One socket's share of what serves all of them. */
interface Guest {
  readonly visitor: Visitor;
  readonly turns: Turns;
}

type Handlers = {
  readonly [Event in keyof ClientEvents]: (guest: Guest, request: unknown) => Eventually<AnswerOf<Event>>;
};

const goodbyeSchema = v.strictObject({});

/**
 * The answer serves a socket until it disconnects. Bad input costs that socket its answer or its life, and nobody else
 * anything. All sockets share one table of handlers: there may be many thousands of them.
 */
export function serveSockets(service: RoomService, now: Clock): (socket: LanlineSocket) => void {
  const { eventRates, observer } = service;
  const handlers = createHandlers(service.rooms);
  return (socket) => {
    const guest = { visitor: new Visitor(socket, service), turns: new Turns() };
    const { visitor, turns } = guest;
    gateEvents(socket, handlers, { guest, now, turns, takeOfSource: () => eventRates.take(visitor.address), observer });
    socket.on('disconnect', () => turns.take(() => visitor.lose()));
  };
}

const createHandlers = (rooms: Rooms): Handlers => ({
  'create-room': on(createRoomSchema, (guest, self) => enter(guest, self, (entrant) => rooms.create(entrant))),
  'join-room': on(joinRoomSchema, (guest, { room, ...self }) =>
    enter(guest, self, (entrant) => rooms.join(room, entrant)),
  ),
  'reopen-room': on(joinRoomSchema, (guest, { room, ...self }) =>
    enter(guest, self, (entrant) => rooms.reopen(room, entrant)),
  ),
  'send-signal': on(sendSignalSchema, ({ visitor }, { to, ...signal }) => visitor.relay(to, signal)),
  'leave-room': on(goodbyeSchema, ({ visitor }) => visitor.leave()),
  'unload-page': on(goodbyeSchema, ({ visitor }) => visitor.unload()),
});

function enter({ visitor, turns }: Guest, self: Self, into: (entrant: Entrant) => Eventually<Answer<Arrival>>) {
  // After this one, and so after its answer.
  turns.take(() => visitor.hearNews());
  return visitor.enter(self, into);
}

/** An event's handler behind its schema: the request is rebuilt field by field, or refused. */
function on<Schema extends v.GenericSchema, Value>(
  schema: Schema,
  handle: (guest: Guest, request: v.InferOutput<Schema>) => Eventually<Answer<Value>>,
): (guest: Guest, request: unknown) => Eventually<Answer<Value>> {
  return (guest, request) => {
    const parsed = v.safeParse(schema, request);
    if (parsed.success) return handle(guest, parsed.output);
    return refuse('bad-request', `the request is malformed at "${v.getDotPath(parsed.issues[0]) ?? ''}"`);
  };
}
