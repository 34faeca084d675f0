import { compress, decompress, init } from '@bokuweb/zstd-wasm';
import { COMPRESSION_LEVEL } from '../../shared/limits.ts';
import type { Codec } from './compression.ts';

const MAGIC = 0xfd2f_b528;

/** Bytes of the dictionary's id, and of the content's length, by their flags in the descriptor. */
const DICTIONARY_ID_BYTES = [0, 1, 2, 4] as const;
const LENGTH_BYTES = [0, 2, 4, 8] as const;

/** The package has one memory, which a second call would throw away. Where it cannot be loaded, this never resolves. */
const loading = init();

/** Zstandard (RFC 8878), as WebAssembly. Never resolves where that cannot be loaded. */
export async function openZstd(): Promise<Codec> {
  await loading;
  return {
    compress: (bytes) => copied(compress(bytes, COMPRESSION_LEVEL)),
    decompress(bytes, length) {
      // It takes as much memory as the frame says, and no more comes out of it.
      if (contentLength(bytes) !== length) return undefined;
      const content = decompressFrame(bytes);
      return content?.length === length ? content : undefined;
    },
  };
}

function decompressFrame(frame: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  try {
    return copied(decompress(frame));
  } catch (error) {
    // A failure of WebAssembly itself is not the frame's.
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return undefined;
  }
}

/** What comes is a copy of its memory, which the types do not know. */
const copied = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>;

/** What a frame tells in its header of the bytes in it (RFC 8878, section 3.1.1.1). Undefined when it tells nothing. */
export function contentLength(frame: Uint8Array): number | undefined {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 5 || view.getUint32(0, true) !== MAGIC) return undefined;
  const descriptor = view.getUint8(4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const lengthFlag = descriptor >> 6;
  const lengthBytes = lengthFlag === 0 && isSingleSegment ? 1 : (LENGTH_BYTES[lengthFlag] ?? 0);
  const lengthAt = 5 + (isSingleSegment ? 0 : 1) + (DICTIONARY_ID_BYTES[descriptor & 3] ?? 0);
  if (lengthAt + lengthBytes > frame.length) return undefined;
  return readLength(view, lengthAt, lengthBytes);
}

/** Little-endian; in two bytes it counts from 256. */
function readLength(view: DataView, at: number, bytes: number): number | undefined {
  switch (bytes) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true) + 256;
    case 4:
      return view.getUint32(at, true);
    case 8:
      return Number(view.getBigUint64(at, true));
    default:
      return undefined;
  }
}
