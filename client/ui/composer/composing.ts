import { assertNever } from '../../../shared/assert-never.ts';
import type { ComposeRequest } from '../../state/views.ts';

/** What stands in the message field, and what it is for. Pure: nothing that was typed is ever lost on the way. */
export interface Composing {
  readonly draft: string;
  readonly mode: ComposeMode;
}

export type ComposeMode =
  | { readonly type: 'new' }
  | { readonly type: 'reply'; readonly id: string }
  /** `keptDraft` stands in the field again afterwards. */
  | { readonly type: 'edit'; readonly id: string; readonly keptDraft: string };

export const NOTHING_COMPOSED: Composing = { draft: '', mode: { type: 'new' } };

/** What the conversation has to do with a request. */
export interface RequestContext {
  /** The message that it names; undefined when it is not there any more. */
  readonly message: { readonly id: string; readonly text: string } | undefined;
  /** Of everybody else in the room. */
  readonly names: readonly string[];
}

export function answerRequest(
  composing: Composing,
  request: ComposeRequest,
  { message, names }: RequestContext,
): Composing {
  switch (request.type) {
    case 'reply':
      return startReply(composing, request.id);
    case 'edit':
      return message === undefined ? composing : startEdit(composing, message);
    case 'address':
      return address(composing, request.name, names);
    case 'put-back':
      return putBack(composing, request.text, request.quote);
    default:
      return assertNever(request);
  }
}

export const withDraft = ({ mode }: Composing, draft: string): Composing => ({ draft, mode });

export const startReply = (composing: Composing, id: string): Composing => ({
  draft: unsentDraft(composing),
  mode: { type: 'reply', id },
});

export function startEdit(
  composing: Composing,
  { id, text }: { readonly id: string; readonly text: string },
): Composing {
  const { mode } = composing;
  if (mode.type === 'edit' && mode.id === id) return composing;
  return { draft: text, mode: { type: 'edit', id, keptDraft: unsentDraft(composing) } };
}

/** It is a new message again. */
export const cancel = (composing: Composing): Composing => ({ draft: unsentDraft(composing), mode: { type: 'new' } });

export const sent = ({ mode }: Composing): Composing => ({
  draft: mode.type === 'edit' ? mode.keptDraft : '',
  mode: { type: 'new' },
});

/** What is in the field is for this person alone. `names` are those of everybody whom it might have been for so far. */
export function address(composing: Composing, name: string, names: readonly string[]): Composing {
  const draft = unsentDraft(composing);
  const before = names.map(prefixFor).find((prefix) => draft.startsWith(prefix)) ?? '';
  return { draft: prefixFor(name) + draft.slice(before.length), mode: { type: 'new' } };
}

/** What could not be sent comes before whatever is in the field by now. */
export function putBack(composing: Composing, text: string, quote: string | undefined): Composing {
  const draft = unsentDraft(composing);
  return {
    draft: draft === '' ? text : `${text}\n${draft}`,
    mode: quote === undefined ? { type: 'new' } : { type: 'reply', id: quote },
  };
}

const prefixFor = (name: string) => `/msg ${name} `;

const unsentDraft = ({ draft, mode }: Composing) => (mode.type === 'edit' ? mode.keptDraft : draft);
