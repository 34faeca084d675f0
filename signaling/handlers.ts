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
import type { Arrival, Entrant, Eventually } from './rooms.ts';
import { Turns } from './turns.ts';
import { type LanlineSocket, type RoomService, Visitor } from './visitor.ts';

type AnswerOf<Event extends keyof ClientEvents> = Parameters<Parameters<ClientEvents[Event]>[1]>[0];
type Handlers = { readonly [Event in keyof ClientEvents]: (request: unknown) => Eventually<AnswerOf<Event>> };

type Self = v.InferOutput<typeof createRoomSchema>;

const goodbyeSchema = v.strictObject({});

/** Serves one socket until it disconnects. Bad input costs this socket its answer or its life, and nobody else anything. */
export function serveSocket(socket: LanlineSocket, service: RoomService, now: Clock): void {
  const { rooms, eventRates, observer } = service;
  const visitor = new Visitor(socket, service);
  const turns = new Turns();
  const enter = (self: Self, into: (entrant: Entrant) => Eventually<Answer<Arrival>>) => {
    // After this one, and so after its answer.
    turns.take(() => visitor.hearNews());
    return visitor.enter(self, into);
  };
  const handlers: Handlers = {
    'create-room': on(createRoomSchema, (self) => enter(self, (entrant) => rooms.create(entrant))),
    'join-room': on(joinRoomSchema, ({ room, ...self }) => enter(self, (entrant) => rooms.join(room, entrant))),
    'reopen-room': on(joinRoomSchema, ({ room, ...self }) => enter(self, (entrant) => rooms.reopen(room, entrant))),
    'send-signal': on(sendSignalSchema, ({ to, ...signal }) => visitor.relay(to, signal)),
    'leave-room': on(goodbyeSchema, () => visitor.leave()),
    'unload-page': on(goodbyeSchema, () => visitor.unload()),
  };
  gateEvents(socket, handlers, { now, turns, takeOfSource: () => eventRates.take(visitor.address), observer });
  socket.on('disconnect', () => turns.take(() => visitor.lose()));
}

/** An event's handler behind its schema: the request is rebuilt field by field, or refused. */
function on<Schema extends v.GenericSchema, Value>(
  schema: Schema,
  handle: (request: v.InferOutput<Schema>) => Eventually<Answer<Value>>,
): (request: unknown) => Eventually<Answer<Value>> {
  return (request) => {
    const parsed = v.safeParse(schema, request);
    if (parsed.success) return handle(parsed.output);
    return refuse('bad-request', `the request is malformed at "${v.getDotPath(parsed.issues[0]) ?? ''}"`);
  };
}
