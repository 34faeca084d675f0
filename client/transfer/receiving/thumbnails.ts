import type { TransferId } from '../../../shared/ids.ts';
import { THUMBNAILS_BYTES_MAX } from '../../../shared/limits.ts';
import { type FileOffer, type FileThumbnail, ProtocolError } from '../../../shared/peer-protocol.ts';
import { pictureIndexes } from '../pictures/picture-names.ts';
import { parseThumbnail } from '../pictures/thumbnail.ts';

/** The thumbnails that came with offers: one for each picture that an offer names, and so many bytes in all. */
export class Thumbnails {
  readonly #taken = new Map<TransferId, ReadonlyMap<number, number>>();

  /** Undefined for one that came before, over an earlier link. Throws {@link ProtocolError} for what is none, or too much. */
  take({ transfer, names }: FileOffer, message: FileThumbnail): Blob | undefined {
    const { index } = message;
    if (!pictureIndexes(names).includes(index)) throw new ProtocolError('it sent a thumbnail of what is no picture');
    const taken = this.#taken.get(transfer) ?? new Map<number, number>();
    if (taken.has(index)) return undefined;
    const thumbnail = parseThumbnail(message);
    const bytes = [...taken.values()].reduce((sum, size) => sum + size, thumbnail.size);
    if (bytes > THUMBNAILS_BYTES_MAX) throw new ProtocolError('it sent too large thumbnails');
    this.#taken.set(transfer, new Map(taken).set(index, thumbnail.size));
    return thumbnail;
  }
}
