import { describe, expect, test } from 'vitest';
import { rtcIceServers } from '../../../client/net/ice-servers.ts';

describe('the ICE servers of a link', () => {
  test.each([
    ['lan.test', 'stun:lan.test:3000'],
    ['192.168.1.20', 'stun:192.168.1.20:3000'],
    // As `location.hostname` has it.
    ['[fd00::2]', 'stun:[fd00::2]:3000'],
  ])('name the own one by the host name of the page, such as %s', (hostname, urls) => {
    expect(rtcIceServers([{ type: 'own-stun', port: 3000 }], hostname)).toEqual([{ urls }]);
  });

  test('name the further ones as they come, in their order', () => {
    const account = { username: 'ann', credential: 'otter' };
    const servers = [
      { type: 'stun', url: 'stun:otter:3478' },
      { type: 'turn', url: 'turn:otter:3478?transport=tcp', ...account },
    ] as const;
    expect(rtcIceServers(servers, 'lan.test')).toEqual([
      { urls: 'stun:otter:3478' },
      { urls: 'turn:otter:3478?transport=tcp', ...account },
    ]);
  });
});
