import { expect, test } from 'vitest';
import type { Person } from '../../../client/state/views.ts';
import { typingSentence } from '../../../client/ui/conversation/typing-sentence.ts';
import { annId, benId, cyId } from '../../support/fake-chat.ts';

const person = (peerId: Person['peerId'], name: string | undefined): Person => ({
  peerId,
  name,
  address: undefined,
  state: { status: 'connected', relayed: false },
  recognition: undefined,
  roundTripMs: undefined,
  linked: true,
});

const people = [person(annId, 'Ann'), person(benId, 'Ben'), person(cyId, undefined)];

test('who is typing is said by name, up to two of them', () => {
  expect(typingSentence([], people)).toBe('');
  expect(typingSentence([annId], people)).toBe('Ann is typing…');
  expect(typingSentence([benId, annId], people)).toBe('Ben and Ann are typing…');
  expect(typingSentence([annId, benId, cyId], people)).toBe('Several people are typing…');
});

test('somebody without a name yet is somebody', () => {
  expect(typingSentence([cyId], people)).toBe('Somebody new is typing…');
});
