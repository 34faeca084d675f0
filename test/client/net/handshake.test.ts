import { describe, expect, test } from 'vitest';
import { introduce, readIntroduction } from '../../../client/net/handshake.ts';
import { PEER_PROTOCOL_VERSION, ProtocolError } from '../../../shared/peer-protocol.ts';

describe('the handshake', () => {
  test('reads what it writes', () => {
    expect(readIntroduction(introduce('Calm Otter'))).toEqual({ name: 'Calm Otter' });
  });

  test.each([PEER_PROTOCOL_VERSION - 1, PEER_PROTOCOL_VERSION + 1])('refuses version %i, and says both', (version) => {
    const read = () => readIntroduction({ type: 'hello', version, name: 'Ann' });
    expect(read).toThrow(ProtocolError);
    expect(read).toThrow(`version ${version} of the protocol, this page ${PEER_PROTOCOL_VERSION}`);
  });

  test('refuses any other first message, and names it', () => {
    const read = () => readIntroduction({ type: 'leaving' });
    expect(read).toThrow(ProtocolError);
    expect(read).toThrow('a link began with "leaving"');
  });
});
