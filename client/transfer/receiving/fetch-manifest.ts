import type { FileOffer } from '../../../shared/peer-protocol.ts';
import { ProtocolError } from '../../../shared/peer-protocol.ts';
import { fromHex } from '../../../shared/random.ts';
import { type Hasher, sameDigest } from '../pieces/hasher.ts';
import { allPieces } from '../pieces/pieces.ts';
import type { Puller } from '../pieces/puller.ts';

/** Fetches an offer's manifest over a link. Rejects with the signal's reason, or with {@link ProtocolError}. */
export async function fetchManifest(
  puller: Puller,
  hasher: Hasher,
  { transfer, manifestBytes, manifestDigest }: FileOffer,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const encoded = new Uint8Array(manifestBytes);
  let filled = 0;
  const fetcher = puller.fetch({
    transfer,
    stream: 'manifest',
    totalBytes: manifestBytes,
    wanted: allPieces(manifestBytes),
    savedPieces: 0,
    save: (_index, { bytes }) => {
      encoded.set(bytes, filled);
      filled += bytes.length;
      return Promise.resolve();
    },
    signal,
  });
  await fetcher.run();
  const { bytes, digest } = await hasher.hash(encoded);
  if (!sameDigest(digest, fromHex(manifestDigest))) throw new ProtocolError('a manifest is not the offered one');
  return bytes;
}
