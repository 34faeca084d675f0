import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { STUN_BURST } from '../../shared/limits.ts';
import type { Options } from '../../signaling/options.ts';
import { StunServer } from '../../signaling/stun-server.ts';
import { newIdentity, openSignalingLab, type SignalingLab } from '../support/signaling-lab.ts';
import { openStunClient, type StunClient } from '../support/stun-client.ts';
import { mappedEndpoint, stunMessage, withFingerprint } from '../support/stun-messages.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const opened of open.splice(0)) await opened.close();
});

async function openLab(options: Partial<Options> = {}): Promise<SignalingLab> {
  const lab = await openSignalingLab({ options: { noStun: false, ...options } });
  open.push(lab);
  return lab;
}

async function openClient(lab: SignalingLab, address = '127.0.0.1'): Promise<StunClient> {
  const stun = lab.server.stun();
  if (stun.status !== 'open') throw new Error('the server answers no STUN');
  const client = await openStunClient({ address, port: stun.port });
  open.push(client);
  return client;
}

/** A UDP port that somebody else has. */
async function takePort() {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { port: socket.address().port, free: () => new Promise<void>((resolve) => socket.close(() => resolve())) };
}

async function findFreePort(): Promise<number> {
  const { port, free } = await takePort();
  await free();
  return port;
}

async function toldServers(lab: SignalingLab) {
  const socket = await lab.connect();
  const answer = await socket.emitWithAck('create-room', newIdentity());
  return answer.ok && answer.value.iceServers;
}

// 28 bytes, for which even the longest answer is short enough.
const request = withFingerprint(stunMessage());

describe('the server answers a STUN client', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['::', '::1'],
    ['::', '127.0.0.1'],
  ])('when it listens on %s, at %s', async (host, address) => {
    const client = await openClient(await openLab({ host }), address);
    client.send(request);
    expect(mappedEndpoint(await client.answer())).toEqual({ address, port: client.port });
  });

  test('where its host name leads', async () => {
    const lab = await openLab({ host: 'localhost' });
    const { address } = lab.server.address();
    const client = await openClient(lab, address);
    client.send(request);
    expect(mappedEndpoint(await client.answer())).toEqual({ address, port: client.port });
  });

  test('on the number of its http port, and says so to who enters a room', async () => {
    const lab = await openLab();
    const { port } = lab.server.address();
    expect(lab.server.stun()).toEqual({ status: 'open', port });
    expect(await toldServers(lab)).toEqual([{ type: 'own-stun', port }]);
  });

  test('on another port, if it is told to, before further servers', async () => {
    const stunPort = await findFreePort();
    const further = { type: 'stun', url: 'stun:otter' } as const;
    const lab = await openLab({ stunPort, iceServers: [further] });
    expect(lab.server.stun()).toEqual({ status: 'open', port: stunPort });
    expect(await toldServers(lab)).toEqual([{ type: 'own-stun', port: stunPort }, further]);
  });

  test('and nothing else', async () => {
    const client = await openClient(await openLab());
    for (const datagram of [Buffer.alloc(0), Buffer.from('otter'), request.subarray(0, -4)]) client.send(datagram);
    client.send(request);
    await client.answer();
    expect(client.answers).toHaveLength(1);
  });

  test('at a bounded rate for each address', async () => {
    const lab = await openLab({ host: '::' });
    const [greedy, modest] = [await openClient(lab), await openClient(lab, '::1')];
    for (let sent = 0; sent < STUN_BURST; sent++) {
      greedy.send(request);
      await greedy.answer();
    }
    greedy.send(request);
    // The server takes requests in order, so a late answer would be here when the second of these is.
    for (let sent = 0; sent < 2; sent++) {
      modest.send(request);
      await modest.answer();
    }
    expect(greedy.answers).toHaveLength(STUN_BURST);
  });

  test('until it is closed', async () => {
    const lab = await openLab();
    const { port } = lab.server.address();
    await lab.server.close();
    expect(lab.server.stun()).toEqual({ status: 'closed' });
    const socket = createSocket('udp4').bind(port, '127.0.0.1');
    await once(socket, 'listening');
    socket.close();
  });
});

describe('the server runs without STUN', () => {
  test('when it is told to', async () => {
    const lab = await openLab({ noStun: true });
    expect(lab.server.stun()).toEqual({ status: 'closed' });
    expect(await toldServers(lab)).toEqual([]);
  });

  test('when the port is taken', async () => {
    const { port: stunPort, free } = await takePort();
    const lab = await openLab({ stunPort });
    expect(lab.server.stun()).toEqual({ status: 'unavailable', port: stunPort, code: 'EADDRINUSE' });
    expect(await toldServers(lab)).toEqual([]);
    await free();
  });

  test('when it is closed before it is open', async () => {
    const stun = new StunServer(() => 0);
    const opening = stun.open({ address: '127.0.0.1', port: await findFreePort() });
    stun.close();
    await opening;
    expect(stun.state).toEqual({ status: 'closed' });
  });
});
