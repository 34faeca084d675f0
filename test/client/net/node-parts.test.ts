import { expect, test } from 'vitest';
import errCode from '../../../client/net/node-parts/err-code.ts';

test('errors of browsers get a code as well, though they have one that cannot be assigned to', () => {
  const error = new DOMException('no such candidate', 'OperationError');
  expect(errCode(error, 'ERR_ADD_ICE_CANDIDATE')).toBe(error);
  expect(error).toMatchObject({ code: 'ERR_ADD_ICE_CANDIDATE', message: 'no such candidate' });
});
