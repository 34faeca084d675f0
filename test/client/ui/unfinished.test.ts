import { expect, test } from 'vitest';
import { howMuchKept, withWhom } from '../../../client/ui/start/unfinished.ts';
import { incomingView, outgoingView } from '../../support/fake-views.ts';

const held = { status: 'held', hold: 'no-link', totalBytes: 1_000_000_000 } as const;
const incoming = incomingView({ ...held, savedBytes: 512_000_000, outlivesPage: true });
const outgoing = outgoingView(
  [
    { ...held, sentBytes: 500_000_000 },
    { ...held, sentBytes: 0 },
  ],
  'Choose them again.',
);

test('an unfinished transfer names the other side', () => {
  expect(withWhom(incoming)).toBe('From Ann');
  expect(withWhom(outgoing)).toBe('To Ben and Cleo');
});

test('an unfinished transfer tells how much is kept, for all recipients together', () => {
  expect(howMuchKept(incoming)).toBe('512\u00a0MB of 1\u00a0GB kept');
  expect(howMuchKept(outgoing)).toBe('500\u00a0MB of 2\u00a0GB kept there');
});
