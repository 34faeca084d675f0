import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Signaling } from '../../../client/net/signaling.ts';
import { connectTo } from '../../../client/net/socket-io-signaling.ts';
import { accept } from '../../../signaling/answers.ts';
import { newIdentity, roomNumber } from '../../support/signaling-lab.ts';

const room = roomNumber(1);
const memberOf = ({ peerId }: { readonly peerId: string }) => ({ peerId, address: '192.0.2.1', port: 1_000 });

let server: Server;
let url: string;

/** A server that has somebody come in the very moment in which it answers. */
beforeEach(async () => {
  const http = createServer();
  server = new Server(http);
  server.on('connection', (socket) => {
    socket.on('reopen-room', (self, answer) => {
      answer(accept({ room, self: memberOf(self), members: [], iceServers: [] }));
      socket.emit('member-joined', memberOf(newIdentity()));
      socket.emit('member-left', { peerId: newIdentity().peerId, reason: 'left' });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});

afterEach(() => server.close());

test('what comes with the answer to who enters is heard after it', async () => {
  const heard: string[] = [];
  const nothing = () => undefined;
  let signaling: Signaling | undefined;
  await new Promise<void>((resolve) => {
    const enter = async () => {
      await signaling?.enter({ type: 'reopen', ...newIdentity(), room });
      // As far from the answer as a page is.
      await Promise.resolve();
      heard.push('entered');
    };
    signaling = connectTo(url)({
      connected: () => void enter(),
      disconnected: nothing,
      memberJoined: () => heard.push('joined'),
      memberAway: nothing,
      memberReturned: nothing,
      memberLeft: () => resolve(void heard.push('left')),
      seatTaken: nothing,
      signalRelayed: nothing,
    });
  });
  signaling?.close();
  expect(heard).toEqual(['entered', 'joined', 'left']);
});
