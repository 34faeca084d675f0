/** One promise of a port that every adapter keeps. It runs in Node and in a browser alike, so it brings its own checks. */
export interface ContractCase<Subject> {
  readonly name: string;
  run(subject: Subject): Promise<void>;
}

export function check(condition: boolean, expectation: string): asserts condition {
  if (!condition) throw new Error(`Expected: ${expectation}`);
}

/** Compares plain data by its JSON. */
export function checkSame(actual: unknown, expected: unknown, what: string): void {
  const [is, shouldBe] = [JSON.stringify(actual), JSON.stringify(expected)];
  check(is === shouldBe, `${what} to be ${shouldBe}, but it is ${is}`);
}

/** Whether both hold the same bytes, without a JSON of millions of numbers. */
export function checkSameBytes(actual: Uint8Array, expected: Uint8Array, what: string): void {
  check(actual.length === expected.length, `${what} to have ${expected.length} bytes, but it has ${actual.length}`);
  const at = actual.findIndex((byte, index) => byte !== expected[index]);
  check(at === -1, `${what} to be the same bytes, but they differ at ${at}`);
}

export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('Expected: a rejection');
}

/** Bytes that repeat late enough to notice what is lost, doubled or out of place. */
export function patternBytes(length: number, seed = 0): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = seed + 1;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
