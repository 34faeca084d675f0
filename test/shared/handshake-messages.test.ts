import { describe, expect, test } from 'vitest';
import { HANDSHAKE_MESSAGE_LENGTH_MAX } from '../../shared/limits.ts';
import { handshakeMessageSchema, ProtocolError, parseHandshakeMessage } from '../../shared/peer-protocol.ts';

const hello = { type: 'hello', version: 5, nonce: '0f'.repeat(16) };
const share = { type: 'key-share', share: '0f'.repeat(32) };
const confirmation = { type: 'key-confirmation', words: '0f'.repeat(64), link: 'f0'.repeat(64) };
const introduction = {
  type: 'introduction',
  identity: '0f'.repeat(32),
  signature: 'f0'.repeat(64),
  name: 'Ada',
};
const messages = [hello, share, confirmation, introduction, { type: 'refusal' }];

const parse = (message: unknown) => parseHandshakeMessage(JSON.stringify(message));

describe('a message of the handshake', () => {
  test.each(messages)('arrives as it was sent: $type', (message) => {
    expect(parse(message)).toEqual(message);
  });

  test('is covered here in every type that there is', () => {
    const known = handshakeMessageSchema.options.map((option) => option.entries.type.literal);
    expect(messages.map(({ type }) => type)).toEqual(known);
  });

  test('is rebuilt: what nobody asked for is left behind', () => {
    expect(parse({ ...share, admin: true })).toEqual(share);
  });

  test('is read as the hello of a page before version 4, which told its name', () => {
    expect(parse({ type: 'hello', version: 3, name: 'Ada' })).toEqual({ type: 'hello', version: 3 });
  });

  test.each([
    ['of an unknown type', { type: 'chat', text: 'Hi' }],
    ['with a negative version', { ...hello, version: -1 }],
    ['with a fractional version', { ...hello, version: 1.5 }],
    ['with a version too high', { ...hello, version: 65_536 }],
    ['with a nonce too short', { ...hello, nonce: '0f' }],
    ['with a share too short', { ...share, share: '0f'.repeat(31) }],
    ['with a share too long', { ...share, share: '0f'.repeat(33) }],
    ['with a share in upper case', { ...share, share: '0F'.repeat(32) }],
    ['with one tag alone', { ...confirmation, link: undefined }],
    ['with a tag too short', { ...confirmation, words: '0f'.repeat(63) }],
    ['with an identity that is none', { ...introduction, identity: 'x'.repeat(64) }],
    ['with a signature too long', { ...introduction, signature: 'f0'.repeat(65) }],
    ['with an untidy name', { ...introduction, name: 'a\u202eb' }],
    ['with an empty name', { ...introduction, name: '' }],
  ])('is refused %s', (_what, message) => {
    expect(() => parse(message)).toThrow(ProtocolError);
  });

  test('is refused when it is too long, before anything is read of it', () => {
    const padded = JSON.stringify(share).padEnd(HANDSHAKE_MESSAGE_LENGTH_MAX);
    expect(parseHandshakeMessage(padded)).toEqual(share);
    expect(() => parseHandshakeMessage(`${padded} `)).toThrow('too long');
  });
});
