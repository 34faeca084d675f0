import { describe, expect, test } from 'vitest';
import type { ComposeRequest } from '../../../client/state/views.ts';
import {
  address,
  answerRequest,
  cancel,
  NOTHING_COMPOSED,
  putBack,
  sent,
  startEdit,
  startReply,
  withDraft,
} from '../../../client/ui/composer/composing.ts';

const typed = withDraft(NOTHING_COMPOSED, 'half a sentence');
const message = { id: 'm', text: 'what I said' };

describe('a reply', () => {
  test('keeps what is in the field, also when it is cancelled', () => {
    const replying = startReply(typed, 'a');
    expect(replying).toEqual({ draft: 'half a sentence', mode: { type: 'reply', id: 'a' } });
    expect(startReply(replying, 'b').draft).toBe('half a sentence');
    expect(cancel(withDraft(replying, 'more'))).toEqual({ draft: 'more', mode: { type: 'new' } });
  });

  test('is over when it is sent', () => {
    expect(sent(startReply(typed, 'a'))).toEqual(NOTHING_COMPOSED);
  });
});

describe('an edit', () => {
  test('begins with what was said, and gives the field back as it was', () => {
    const editing = startEdit(typed, message);
    expect(editing.draft).toBe('what I said');
    for (const after of [cancel, sent]) expect(after(withDraft(editing, 'other'))).toEqual(typed);
    expect(startReply(editing, 'a').draft).toBe('half a sentence');
  });

  test('that is asked for again goes on', () => {
    const editing = withDraft(startEdit(typed, message), 'what I mean');
    expect(startEdit(editing, message)).toBe(editing);
    expect(cancel(startEdit(editing, { id: 'n', text: 'other' }))).toEqual(typed);
  });
});

describe('a direct message', () => {
  test('is made of what is in the field', () => {
    expect(address(typed, 'Ben', ['Ben'])).toEqual({ draft: '/msg Ben half a sentence', mode: { type: 'new' } });
    expect(address(NOTHING_COMPOSED, 'Ben', ['Ben']).draft).toBe('/msg Ben ');
  });

  test('is for another when somebody else is chosen', () => {
    const toBen = address(typed, 'Ben', ['Ben', 'Cy Young']);
    const toCy = address(toBen, 'Cy Young', ['Ben', 'Cy Young']);
    expect(toCy.draft).toBe('/msg Cy Young half a sentence');
    expect(address(toCy, 'Cy Young', ['Ben', 'Cy Young'])).toEqual(toCy);
  });

  test('is nothing that a message becomes while it is edited', () => {
    expect(address(startEdit(typed, message), 'Ben', ['Ben']).draft).toBe('/msg Ben half a sentence');
  });
});

test('each request is answered as what it is, and what is gone cannot be edited', () => {
  const context = { message, names: ['Ben'] };
  const after = (request: ComposeRequest, given = context) => answerRequest(typed, request, given);
  expect(after({ type: 'reply', id: 'm' })).toEqual(startReply(typed, 'm'));
  expect(after({ type: 'edit', id: 'm' })).toEqual(startEdit(typed, message));
  expect(answerRequest(typed, { type: 'edit', id: 'm' }, { message: undefined, names: [] })).toBe(typed);
  expect(after({ type: 'address', name: 'Ben' })).toEqual(address(typed, 'Ben', ['Ben']));
  expect(after({ type: 'put-back', text: 'hello', quote: 'a' })).toEqual(putBack(typed, 'hello', 'a'));
});

describe('what could not be sent', () => {
  test('stands in the field again, as what it was', () => {
    expect(putBack(NOTHING_COMPOSED, 'hello', undefined)).toEqual(withDraft(NOTHING_COMPOSED, 'hello'));
    expect(putBack(NOTHING_COMPOSED, 'hello', 'a')).toEqual({ draft: 'hello', mode: { type: 'reply', id: 'a' } });
  });

  test('takes nothing away of what is there by now', () => {
    expect(putBack(typed, 'hello', undefined).draft).toBe('hello\nhalf a sentence');
    expect(putBack(startEdit(typed, message), 'hello', undefined).draft).toBe('hello\nhalf a sentence');
  });
});
