import type { PictureSize } from './picture-header.ts';

const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/**
 * The size of a still WebP (RFC 9649): of its canvas, and of the one frame in it, which must be the same. Undefined for
 * animations, and for what does not stand within `bytes`.
 */
export function readWebpSize(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let canvas: PictureSize | undefined;
  for (let at = HEADER_BYTES; at + CHUNK_HEADER_BYTES + 10 <= view.byteLength; ) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    const body = at + CHUNK_HEADER_BYTES;
    if (name === 'VP8X') {
      if (canvas !== undefined || isAnimated(view.getUint8(body))) return undefined;
      canvas = { width: uint24(view, body + 4) + 1, height: uint24(view, body + 7) + 1 };
    }
    const frame = frameSize(view, name, body);
    if (frame !== undefined) return canvas === undefined || isSame(canvas, frame) ? frame : undefined;
    at = body + length + (length % 2);
  }
  return undefined;
}

function frameSize(view: DataView, name: string, body: number): PictureSize | undefined {
  if (name === 'VP8 ') return lossySize(view, body);
  return name === 'VP8L' ? losslessSize(view, body) : undefined;
}

/** RFC 6386, section 9.1: three bytes of the frame's tag, a start code, then 14 bits each with two of scaling. */
function lossySize(view: DataView, body: number): PictureSize | undefined {
  if (uint24(view, body + 3) !== 0x2a019d) return undefined;
  return { width: view.getUint16(body + 6, true) & 0x3fff, height: view.getUint16(body + 8, true) & 0x3fff };
}

/** RFC 9649, section 3.4: a signature, then 14 bits each of one less. */
function losslessSize(view: DataView, body: number): PictureSize | undefined {
  if (view.getUint8(body) !== 0x2f) return undefined;
  const bits = view.getUint32(body + 1, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

const isAnimated = (flags: number) => (flags & 0x02) !== 0;
const isSame = (one: PictureSize, other: PictureSize) => one.width === other.width && one.height === other.height;
const uint24 = (view: DataView, at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
