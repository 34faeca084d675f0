import { describe, expect, test } from 'vitest';
import { explainListenError, LaunchError } from '../../signaling/launch-error.ts';

const failure = (code: string) => Object.assign(new Error('listen'), { code });

describe('a failure to listen', () => {
  test.each([
    ['EADDRINUSE', /^Port 80 is in use: .*--port\.$/],
    ['EACCES', /^Port 80 may not be used .*--port\.$/],
    ['EADDRNOTAVAIL', /^This computer does not have the address otter: .*\.$/],
    ['ENOTFOUND', /^There is no host called otter: .*\.$/],
    ['EAI_AGAIN', /^The name otter could not be looked up: .*\.$/],
  ])('of the kind %s is explained in one sentence', (code, sentence) => {
    const explained = explainListenError(failure(code), 'otter', 80);
    expect(explained).toBeInstanceOf(LaunchError);
    expect(explained.message).toMatch(sentence);
  });

  test('of an unknown kind stays what it is', () => {
    const error = failure('EWHATEVER');
    expect(explainListenError(error, 'otter', 80)).toBe(error);
  });
});
