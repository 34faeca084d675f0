import * as v from 'valibot';
import { ROOM_NUMBER_MAX } from './limits.ts';
import { type RandomBytes, randomBelow } from './random.ts';
import { roomWords } from './room-words.ts';

/** The public half of a code: the server knows rooms by it. */
export const roomNumberSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(ROOM_NUMBER_MAX),
  v.brand('RoomNumber'),
);
export type RoomNumber = v.InferOutput<typeof roomNumberSchema>;

/** A room code such as `42-amber-otter`: the number finds the room, the words are its secret and stay in the browsers. */
export interface RoomCode {
  readonly number: RoomNumber;
  readonly words: readonly [string, string];
}

export type RoomCodeProblem =
  | { readonly type: 'shape' }
  | { readonly type: 'number' }
  | { readonly type: 'word'; readonly word: string; readonly suggestion: string | undefined };

export type ParsedRoomCode =
  | { readonly ok: true; readonly code: RoomCode }
  | { readonly ok: false; readonly problem: RoomCodeProblem };

export const formatRoomCode = ({ number, words }: RoomCode): string => [number, ...words].join('-');

export function createRoomCode(number: RoomNumber, randomBytes: RandomBytes): RoomCode {
  const word = () => roomWords[randomBelow(roomWords.length, randomBytes)] as string;
  return { number, words: [word(), word()] };
}

/**
 * Reads a code as people type it: any case, spaces or dashes of any kind between the parts, and a pasted
 * link whose fragment is the code.
 */
export function parseRoomCode(typed: string): ParsedRoomCode {
  const [digits, first, second, ...rest] = partsOf(typed);
  if (digits === undefined || first === undefined || second === undefined || rest.length > 0 || !/^\d+$/.test(digits)) {
    return { ok: false, problem: { type: 'shape' } };
  }
  const number = v.safeParse(roomNumberSchema, Number(digits));
  if (!number.success) return { ok: false, problem: { type: 'number' } };
  const unknown = [first, second].find((word) => !roomWords.includes(word));
  if (unknown !== undefined) {
    return { ok: false, problem: { type: 'word', word: unknown, suggestion: closestWord(unknown) } };
  }
  return { ok: true, code: { number: number.output, words: [first, second] } };
}

function partsOf(typed: string): string[] {
  const code = typed.slice(typed.lastIndexOf('#') + 1);
  return (
    code
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** The word that was probably meant: no two words share their first four letters. */
function closestWord(word: string): string | undefined {
  for (const length of [4, 3]) {
    const matches = roomWords.filter((candidate) => candidate.slice(0, length) === word.slice(0, length));
    if (matches.length === 1) return matches[0];
  }
  return undefined;
}
