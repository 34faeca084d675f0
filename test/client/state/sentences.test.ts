import { describe, expect, test } from 'vitest';
import { SignalingError } from '../../../client/net/signaling.ts';
import {
  codeSentence,
  enterSentence,
  filesSentence,
  linkSentence,
  nameSentence,
  notLetInSentence,
  refusalSentence,
} from '../../../client/state/sentences.ts';
import { NAME_LENGTH_MAX } from '../../../shared/limits.ts';
import { signalingErrorCodes } from '../../../shared/signaling-protocol.ts';
import { roomNumber } from '../../support/handshake-lab.ts';

/** One sentence or two, and the last one ends. */
const sentences = /^[A-Z“].+[.?]$/;

const refusals = [
  { type: 'wrong-code' },
  { type: 'intercepted' },
  { type: 'old-version', end: 'here' },
  { type: 'old-version', end: 'there' },
] as const;

describe('sentences', () => {
  test.each([...signalingErrorCodes, 'unreachable'] as const)('there is one for the server’s answer “%s”', (code) => {
    const sentence = enterSentence(new SignalingError(code, 'for developers only'));
    expect(sentence).toMatch(sentences);
    expect(sentence).not.toContain('for developers only');
  });

  test.each([
    { type: 'shape' },
    { type: 'number' },
    { type: 'word', word: 'otterr', suggestion: undefined },
    { type: 'word', word: 'dolfin', suggestion: 'dolphin' },
  ] as const)('there is one for the code problem %j', (problem) => {
    expect(codeSentence(problem)).toMatch(sentences);
  });

  test('a wrong word is named, with the one that was probably meant', () => {
    expect(codeSentence({ type: 'word', word: 'dolfin', suggestion: 'dolphin' })).toContain(
      'the word “dolfin”. Did you mean “dolphin”?',
    );
  });

  test.each([
    { type: 'left' },
    { type: 'closed-here' },
    { type: 'lost' },
    { type: 'timed-out' },
    { type: 'failed', detail: 'the detail' },
    { type: 'broke-protocol', detail: 'the detail' },
    ...refusals,
    { type: 'too-many-tries' },
  ] as const)('there are words for a link that ended so: %j', (reason) => {
    expect(linkSentence(reason)).not.toBe('');
    if ('detail' in reason) expect(linkSentence(reason)).toContain(reason.detail);
  });

  test.each(refusals)('there is one for the room about somebody who was not let in: %j', (reason) => {
    expect(refusalSentence(reason)).toMatch(sentences);
  });

  test('there is none for those who try too often: it would be said too often, too', () => {
    expect(refusalSentence({ type: 'too-many-tries' })).toBeUndefined();
  });

  test('somebody whom nobody lets in is told in which room', () => {
    expect(notLetInSentence(roomNumber(42), 'wrong-code')).toBe(
      'Nobody in room 42 knows these words. Check the code and join again.',
    );
    expect(notLetInSentence(roomNumber(42), 'too-many-tries')).toContain('tried in room 42. Wait ten minutes');
  });

  test.each(['no-recipients', 'no-files', 'too-many-files', 'too-large', 'list-too-long'] as const)(
    'there is one for files that cannot be offered: %s',
    (problem) => {
      expect(filesSentence(problem)).toMatch(sentences);
    },
  );

  test('a name that cannot be taken says why', () => {
    expect(nameSentence({ ok: false, reason: 'empty' })).toMatch(sentences);
    expect(nameSentence({ ok: false, reason: 'too-long' })).toContain(`${NAME_LENGTH_MAX}`);
  });
});
