import { expect, test } from 'vitest';
import type { ConversationEntry, Person, PersonState } from '../../../client/state/views.ts';
import { deliveryLines } from '../../../client/ui/conversation/delivery-lines.ts';
import { fakeKeyOf, fakePeerId } from '../../support/fake-ids.ts';

const names = ['Ann', 'Ben', 'Cy', 'Dan'] as const;
type Name = (typeof names)[number];

const idOf = (name: Name) => fakePeerId(names.indexOf(name) + 1);

function stateOf(status: PersonState['status']): PersonState {
  if (status === 'cannot-connect') return { status, reason: 'a wall' };
  return status === 'connected' ? { status, relayed: false } : { status };
}

const personOf = (name: Name, status: PersonState['status']): Person => ({
  peerId: idOf(name),
  name,
  address: undefined,
  linked: status === 'connected',
  recognition: undefined,
  roundTripMs: undefined,
  state: stateOf(status),
});

const [ann, ben, cy, dan] = [
  personOf('Ann', 'you'),
  personOf('Ben', 'connected'),
  personOf('Cy', 'connected'),
  personOf('Dan', 'connected'),
] as const;
const cyAway = personOf('Cy', 'cannot-connect');

/** A message of Ann's, said to these and delivered to those. */
const own = (id: string, said: readonly Name[], delivered: readonly Name[]): ConversationEntry => ({
  id,
  at: 0,
  type: 'message',
  author: 'Ann',
  authorId: idOf('Ann'),
  authorKey: fakeKeyOf(idOf('Ann')),
  own: true,
  text: id,
  delivery: { audience: new Set(said.map(idOf)), deliveredTo: new Set(delivered.map(idOf)) },
});

const bens: ConversationEntry = {
  id: 'b',
  at: 0,
  type: 'message',
  author: 'Ben',
  authorId: idOf('Ben'),
  authorKey: fakeKeyOf(idOf('Ben')),
  own: false,
  text: 'b',
};

const lineOf = (entry: ConversationEntry, ...people: readonly Person[]) => deliveryLines([entry], people).get(entry.id);
const linesOf = (entries: readonly ConversationEntry[], ...people: readonly Person[]) =>
  Object.fromEntries(deliveryLines(entries, people));

const rows: readonly (readonly [string, string | undefined, ConversationEntry, readonly Person[]])[] = [
  ['nobody else is here', undefined, own('a', [], []), [ann]],
  ['whoever was here has left', undefined, own('a', ['Ben'], ['Ben']), [ann]],
  ['it is under way to somebody', 'Sending', own('a', ['Ben'], []), [ann, ben]],
  ['it is under way to one of two', 'Sending', own('a', ['Ben', 'Cy'], ['Ben']), [ann, ben, cy]],
  ['the only other person has it', 'Delivered to Ben', own('a', ['Ben'], ['Ben']), [ann, ben]],
  ['all others have it', 'Delivered to everyone', own('a', ['Ben', 'Cy'], ['Ben', 'Cy']), [ann, ben, cy]],
  ['a newcomer has not got it yet', 'Delivered to Ben', own('a', ['Ben'], ['Ben']), [ann, ben, cy]],
  ['a newcomer will get it, and nobody has it', undefined, own('a', [], []), [ann, ben]],
  ['a newcomer has got it as well', 'Delivered to everyone', own('a', ['Ben'], ['Ben', 'Cy']), [ann, ben, cy]],
  ['two of three have it', 'Delivered to Ben and Cy', own('a', ['Ben', 'Cy'], ['Ben', 'Cy']), [ann, ben, cy, dan]],
  ['somebody cannot be reached', 'Not delivered to Cy yet', own('a', ['Ben', 'Cy'], ['Ben']), [ann, ben, cyAway]],
  ['nobody can be reached', 'Not delivered to Ben and Cy yet', own('a', ['Ben', 'Cy'], []), [ann, ben, cyAway]],
  ['somebody has left without it', 'Delivered to Ben', own('a', ['Ben', 'Cy'], ['Ben']), [ann, ben]],
  ['it is of somebody else', undefined, bens, [ann, ben]],
];

test.each(rows)('below a message, when %s: %s', (_, line, entry, people) => {
  expect(lineOf(entry, ...people)).toBe(line);
});

test('a person without a name is somebody new', () => {
  const nameless = { ...ben, name: undefined, state: { status: 'connecting' } } as const;
  expect(lineOf(own('a', ['Ben'], []), ann, nameless)).toBe('Not delivered to Somebody new yet');
});

test('delivered and sending stand below the newest own message alone', () => {
  const delivered = [own('a', ['Ben'], ['Ben']), own('b2', ['Ben'], ['Ben']), bens];
  expect(linesOf(delivered, ann, ben)).toEqual({ b2: 'Delivered to Ben' });
  expect(linesOf([own('a', ['Ben'], []), own('b2', ['Ben'], []), bens], ann, ben)).toEqual({ b2: 'Sending' });
});

test('not delivered stands below each message that somebody here lacks', () => {
  const entries = [own('a', ['Cy'], []), own('b2', ['Ben', 'Cy'], ['Ben']), own('c', ['Ben'], ['Ben'])];
  expect(linesOf(entries, ann, ben, cyAway)).toEqual({
    a: 'Not delivered to Cy yet',
    b2: 'Not delivered to Cy yet',
    c: 'Delivered to Ben',
  });
});

test('who has something newer is not being sent what they lack', () => {
  const entries = [own('a', ['Ben'], []), own('b2', ['Ben'], ['Ben'])];
  expect(linesOf(entries, ann, ben)).toEqual({ a: 'Not delivered to Ben yet', b2: 'Delivered to Ben' });
});

test('notices and cards have no such line', () => {
  const notice: ConversationEntry = { id: 'n', type: 'notice', tone: 'quiet', lines: ['Ben joined.'], at: 0 };
  expect(linesOf([own('a', ['Ben'], ['Ben']), notice], ann, ben)).toEqual({ a: 'Delivered to Ben' });
});
