import type { IncomingMessage, Server } from 'node:http';
import { Server as SocketServer } from 'socket.io';
import {
  HANDSHAKE_TIMEOUT_MS,
  HEARTBEAT_EVERY_MS,
  HEARTBEAT_TIMEOUT_MS,
  SIGNALING_EVENT_BYTES_MAX,
} from '../shared/limits.ts';
import { Admission, type AdmissionRules } from './admission.ts';
import type { Clock } from './clock.ts';
import type { Observer } from './observer.ts';
import type { Origins } from './origins.ts';
import { limitSession } from './session-limits.ts';
import type { LanlineSockets } from './visitor.ts';

/** Socket.IO on a server that has its page to serve besides, for those who are admitted and as long as they behave. */
export function attachSockets(
  http: Server,
  rules: AdmissionRules,
  origins: Origins,
  observer: Observer,
  now: Clock,
): LanlineSockets {
  const admission = new Admission(rules, now);
  const sockets: LanlineSockets = new SocketServer(http, {
    maxHttpBufferSize: SIGNALING_EVENT_BYTES_MAX,
    pingInterval: HEARTBEAT_EVERY_MS,
    pingTimeout: HEARTBEAT_TIMEOUT_MS,
    connectTimeout: HANDSHAKE_TIMEOUT_MS,
    perMessageDeflate: false,
    serveClient: false,
    transports: ['polling', 'websocket'],
    allowRequest: (request: IncomingMessage, decide) => {
      const refusal = admission.refusal(request);
      if (refusal !== undefined) observer.turnedAway(refusal);
      decide(refusal, refusal === undefined);
    },
  });
  sockets.engine.on('connection', (session) => {
    const close = admission.open(origins.take(session).address);
    if (close === undefined) {
      observer.turnedAway('too-many-connections');
      session.close(true);
    } else session.once('close', close);
    limitSession(session, now);
  });
  return sockets;
}
