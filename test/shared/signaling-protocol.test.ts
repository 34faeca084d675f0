import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  CANDIDATE_LENGTH_MAX,
  ICE_CREDENTIAL_LENGTH_MAX,
  ICE_SERVERS_MAX,
  ICE_URL_LENGTH_MAX,
  SDP_LENGTH_MAX,
} from '../../shared/limits.ts';
import {
  answerSchema,
  createRoomSchema,
  enteredSchema,
  iceServerSchema,
  joinRoomSchema,
  memberAwaySchema,
  memberLeftSchema,
  memberSchema,
  relayedSignalSchema,
  sendSignalSchema,
  signalingErrorCodes,
  signalSchema,
} from '../../shared/signaling-protocol.ts';

const peerId = 'a'.repeat(32);
const seatToken = 'c'.repeat(32);
const attempt = 'b'.repeat(32);
const offer = { type: 'offer', sdp: 'v=0' };
const member = { peerId, address: '192.168.1.20', port: 50_000 };
const turn = { type: 'turn', url: 'turn:otter', username: 'ann', credential: 'pass' };
const entry = { room: 1, self: member, members: [{ ...member, away: true }], iceServers: [turn] };
const candidate = (fields: object) => ({ type: 'candidate', candidate: { candidate: 'candidate:1', ...fields } });

describe('signaling takes', () => {
  test.each([
    ['a request for a room', createRoomSchema, { peerId, seatToken }],
    ['a request to join', joinRoomSchema, { peerId, seatToken, room: 42 }],
    ['a signal to send', sendSignalSchema, { to: peerId, attempt, signal: offer }],
    ['a relayed signal', relayedSignalSchema, { from: peerId, attempt, signal: offer }],
    ['an answer', signalSchema, { type: 'answer', sdp: 'v=0' }],
    ['the longest description', signalSchema, { type: 'offer', sdp: 's'.repeat(SDP_LENGTH_MAX) }],
    ['a candidate', signalSchema, candidate({ sdpMLineIndex: 0, sdpMid: '0' })],
    ['a candidate without its line', signalSchema, candidate({ sdpMLineIndex: null, sdpMid: null })],
    ['the longest candidate', signalSchema, candidate({ candidate: 'c'.repeat(CANDIDATE_LENGTH_MAX) })],
    ['a member', memberSchema, member],
    ['an entry', enteredSchema, entry],
    ['somebody who is away', memberAwaySchema, { peerId }],
    ['the own STUN server', iceServerSchema, { type: 'own-stun', port: 3000 }],
    ['a STUN server', iceServerSchema, { type: 'stun', url: 'stun:otter' }],
    ['the longest URL', iceServerSchema, { type: 'stun', url: 'stun:'.padEnd(ICE_URL_LENGTH_MAX, 'o') }],
    ['the longest credential', iceServerSchema, { ...turn, credential: 'c'.repeat(ICE_CREDENTIAL_LENGTH_MAX) }],
    ['as many ICE servers as may be', enteredSchema, { ...entry, iceServers: Array(ICE_SERVERS_MAX).fill(turn) }],
    ['somebody who left', memberLeftSchema, { peerId, reason: 'left' }],
    ['somebody who was lost', memberLeftSchema, { peerId, reason: 'disconnected' }],
  ])('%s', (_, schema, value) => {
    expect(v.parse(schema as v.GenericSchema, value)).toEqual(value);
  });
});

describe('signaling refuses', () => {
  test.each([
    ['a request without a peer id', createRoomSchema, { seatToken }],
    ['a request without a seat token', createRoomSchema, { peerId }],
    ['a malformed peer id', createRoomSchema, { peerId: 'me', seatToken }],
    ['a malformed seat token', createRoomSchema, { peerId, seatToken: 'mine' }],
    ['room 0', joinRoomSchema, { peerId, seatToken, room: 0 }],
    ['an entry that does not say who is away', enteredSchema, { room: 1, self: member, members: [member] }],
    ['a signal without an attempt', sendSignalSchema, { to: peerId, signal: offer }],
    ['a signal of an unknown type', signalSchema, { type: 'rollback' }],
    ['a description too long', signalSchema, { type: 'offer', sdp: 's'.repeat(SDP_LENGTH_MAX + 1) }],
    ['an answer too long', signalSchema, { type: 'answer', sdp: 's'.repeat(SDP_LENGTH_MAX + 1) }],
    ['a candidate too long', signalSchema, candidate({ candidate: 'c'.repeat(CANDIDATE_LENGTH_MAX + 1) })],
    ['a candidate of line -1', signalSchema, candidate({ sdpMLineIndex: -1 })],
    ['a candidate of line 17', signalSchema, candidate({ sdpMLineIndex: 17 })],
    ['a candidate with a long media id', signalSchema, candidate({ sdpMid: 'm'.repeat(33) })],
    ['a long address', memberSchema, { ...member, address: '1'.repeat(65) }],
    ['a port out of range', memberSchema, { ...member, port: 65_536 }],
    ['an entry without ICE servers', enteredSchema, { ...entry, iceServers: undefined }],
    ['too many ICE servers', enteredSchema, { ...entry, iceServers: Array(ICE_SERVERS_MAX + 1).fill(turn) }],
    ['an own STUN server without a port', iceServerSchema, { type: 'own-stun' }],
    ['a STUN server of another scheme', iceServerSchema, { type: 'stun', url: 'http://otter' }],
    ['a TURN server of another scheme', iceServerSchema, { ...turn, url: 'stun:otter' }],
    ['a TURN server without a credential', iceServerSchema, { ...turn, credential: undefined }],
    ['a long URL', iceServerSchema, { type: 'stun', url: 'stun:'.padEnd(ICE_URL_LENGTH_MAX + 1, 'o') }],
    ['a long user name', iceServerSchema, { ...turn, username: 'u'.repeat(ICE_CREDENTIAL_LENGTH_MAX + 1) }],
    ['a long credential', iceServerSchema, { ...turn, credential: 'c'.repeat(ICE_CREDENTIAL_LENGTH_MAX + 1) }],
    ['an unknown reason to be gone', memberLeftSchema, { peerId, reason: 'bored' }],
  ])('%s', (_, schema, value) => {
    expect(v.is(schema as v.GenericSchema, value)).toBe(false);
  });
});

describe('an answer', () => {
  const schema = answerSchema(v.null());

  test('is a value', () => {
    expect(v.parse(schema, { ok: true, value: null })).toEqual({ ok: true, value: null });
  });

  test.each(signalingErrorCodes)('is the refusal %s', (code) => {
    expect(v.is(schema, { ok: false, code, detail: 'why' })).toBe(true);
  });

  test.each([
    ['another value', { ok: true, value: 7 }],
    ['an unknown refusal', { ok: false, code: 'just-because', detail: '' }],
    ['a refusal with a long detail', { ok: false, code: 'bad-request', detail: 'd'.repeat(1_001) }],
    ['neither', { ok: 'perhaps' }],
  ])('is not %s', (_, value) => {
    expect(v.is(schema, value)).toBe(false);
  });
});
