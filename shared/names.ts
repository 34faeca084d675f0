import * as v from 'valibot';
import { NAME_LENGTH_MAX } from './limits.ts';

// Control, format and bidirectional characters, line and paragraph separators: a name must not disturb the text around it.
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A person's name as typed, made fit for showing: no invisible characters, single spaces. It may come out empty. */
export function tidyName(typed: string): string {
  return typed.replace(invisible, ' ').replace(/\s+/gu, ' ').trim();
}

const codePoints = (text: string) => [...text].length;

/** A name that arrived from elsewhere: tidy already, and 1 to {@link NAME_LENGTH_MAX} code points long. */
export const nameSchema = v.pipe(
  v.string(),
  v.maxLength(NAME_LENGTH_MAX * 2),
  v.check((name) => name === tidyName(name), 'name holds invisible characters or extra spaces'),
  v.check((name) => name.length > 0, 'name is empty'),
  v.check((name) => codePoints(name) <= NAME_LENGTH_MAX, 'name is too long'),
);

export type NameCheck = { ok: true; name: string } | { ok: false; reason: 'empty' | 'too-long' };

/** Checks a name that somebody typed. */
export function checkName(typed: string): NameCheck {
  const name = tidyName(typed);
  if (name === '') return { ok: false, reason: 'empty' };
  if (codePoints(name) > NAME_LENGTH_MAX) return { ok: false, reason: 'too-long' };
  return { ok: true, name };
}
