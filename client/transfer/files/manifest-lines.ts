import { MANIFEST_BYTES_MAX, MANIFEST_LINE_BYTES_MAX } from '../../../shared/limits.ts';
import { ProtocolError } from '../../../shared/peer-protocol.ts';
import { Turns } from '../../turns.ts';
import { SourceError } from './source-error.ts';

/** Lines of JSON: one value a line, in UTF-8, each with a line feed behind it (which JSON always escapes). */

const LINE_FEED = 0x0a;

/** Characters that are encoded together: many lines, and still a fraction of a turn. */
const BLOCK_LENGTH = 65_536;

/** Rejects with {@link SourceError} when the lines exceed what may be listed, or with the signal's reason. */
export async function joinLines(values: Iterable<unknown>, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const turns = new Turns(signal);
  const blocks = new Blocks();
  let text = '';
  for (const value of values) {
    text += `${JSON.stringify(value)}\n`;
    if (text.length >= BLOCK_LENGTH) {
      blocks.add(text);
      text = '';
    }
    if (turns.isOver) await turns.next();
  }
  blocks.add(text);
  return blocks.join(turns);
}

class Blocks {
  readonly #blocks: Uint8Array[] = [];
  #bytes = 0;

  add(text: string): void {
    const block = new TextEncoder().encode(text);
    this.#blocks.push(block);
    this.#bytes += block.length;
    if (this.#bytes > MANIFEST_BYTES_MAX) throw new SourceError('list-too-long');
  }

  async join(turns: Turns): Promise<Uint8Array<ArrayBuffer>> {
    const joined = new Uint8Array(this.#bytes);
    let at = 0;
    for (const block of this.#blocks) {
      joined.set(block, at);
      at += block.length;
      if (turns.isOver) await turns.next();
    }
    return joined;
  }
}

/** Reads the lines one by one, as they are asked for. Throws {@link ProtocolError}. */
export function* linesOf(bytes: Uint8Array): Generator<unknown> {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let start = 0;
  while (start < bytes.length) {
    // A line is looked for no further than it may reach: one huge line must not hold up the page.
    const length = bytes.subarray(start, start + MANIFEST_LINE_BYTES_MAX).indexOf(LINE_FEED);
    if (length === -1) throw new ProtocolError('a manifest has a line that is too long or does not end');
    yield parseLine(utf8, bytes.subarray(start, start + length));
    start += length + 1;
  }
}

function parseLine(utf8: TextDecoder, line: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(line));
  } catch (cause) {
    throw new ProtocolError('a manifest is not JSON', { cause });
  }
}
