import type { FileOffer } from '../../../shared/peer-protocol.ts';
import { ProtocolError } from '../../../shared/peer-protocol.ts';
import { fromHex } from '../../../shared/random.ts';
import { joinChunks } from '../files/chunks.ts';
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
  const came: Uint8Array<ArrayBuffer>[] = [];
  const fetcher = puller.fetch({
    transfer,
    stream: 'manifest',
    totalBytes: manifestBytes,
    wanted: allPieces(manifestBytes),
    savedPieces: 0,
    save: (_index, { chunks }) => {
      came.push(...chunks);
      return Promise.resolve();
    },
    signal,
  });
  await fetcher.run();
  const { chunks, digest } = await hasher.hash(came);
  if (!sameDigest(digest, fromHex(manifestDigest))) throw new ProtocolError('a manifest is not the offered one');
  return joinChunks(chunks);
}
