import { expect } from 'vitest';
import { encodeManifest, firstNames, type Manifest, totalBytesOf } from '../../client/transfer/files/manifest.ts';
import { encodePieceHeader, type PieceHeader, pieceMessages } from '../../client/transfer/pieces/piece-frames.ts';
import type { TransferId } from '../../shared/ids.ts';
import { PIECE_BYTES } from '../../shared/limits.ts';
import type { FileOffer, StreamName } from '../../shared/peer-protocol.ts';
import { toHex } from '../../shared/random.ts';
import { fakeFile } from './fake-files.ts';
import { createFakeHasher } from './fake-hasher.ts';
import { fakeTransferId } from './fake-ids.ts';
import { type RawSide, TransfersLab, type TransfersSide } from './transfers-lab.ts';

export const digestOf = async (bytes: Uint8Array) =>
  (await (await createFakeHasher()).hash([new Uint8Array(bytes)])).digest;

export const fileEntry = (path: string, size: number) => ({ path, size, type: '', modified: 0 });

/** A file of two pieces, which is what Mallory offers unless a test says otherwise. */
export const twoPieces: Manifest = { files: [fileEntry('a.bin', PIECE_BYTES + 10)], emptyFolders: [] };

export async function offerOf(manifest: Manifest, more: Partial<FileOffer> = {}): Promise<FileOffer> {
  const encoded = await encodeManifest(manifest);
  return {
    type: 'file-offer',
    transfer: fakeTransferId(666),
    fileCount: manifest.files.length,
    folderCount: manifest.emptyFolders.length,
    totalBytes: totalBytesOf(manifest),
    names: firstNames(manifest),
    manifestBytes: encoded.length,
    manifestDigest: toHex(await digestOf(encoded)),
    ...more,
  };
}

export const pieceHeader = (stream: StreamName, index: number, length: number, digest: Uint8Array): PieceHeader => ({
  stream,
  transfer: fakeTransferId(666),
  index,
  length,
  sentLength: length,
  digest,
});

/** A message that does not say yet which transfer it is about. */
export type Unaddressed<Message> = Message extends unknown ? Omit<Message, 'transfer'> : never;

/** Ben is honest, Mallory is not; both are linked to Ann. */
export class HostileLab {
  readonly lab: TransfersLab;
  readonly ann: TransfersSide;
  readonly ben: TransfersSide;
  readonly mallory: RawSide;

  private constructor(lab: TransfersLab) {
    this.lab = lab;
    [this.ann, this.ben, this.mallory] = [lab.addSide(), lab.addSide(), lab.addRaw()];
  }

  static async create(hasherOptions?: Parameters<typeof createFakeHasher>[0]): Promise<HostileLab> {
    const hostile = new HostileLab(await TransfersLab.create(hasherOptions));
    await hostile.lab.connect(hostile.ann, hostile.mallory);
    await hostile.lab.connect(hostile.ann, hostile.ben);
    return hostile;
  }

  /** Mallory sends a piece; with another digest than its own, a damaged one. */
  async sendPiece(
    stream: StreamName,
    index: number,
    bytes: Uint8Array<ArrayBuffer>,
    digest?: Uint8Array,
  ): Promise<void> {
    const header = pieceHeader(stream, index, bytes.length, digest ?? (await digestOf(bytes)));
    this.mallory.sendBulk(encodePieceHeader(header));
    for (const message of pieceMessages([bytes])) this.mallory.sendBulk(message);
  }

  /** Mallory sends a piece of the files and calls it compressed. */
  async sendCompressed(index: number, piece: Uint8Array<ArrayBuffer>, sent: Uint8Array<ArrayBuffer>): Promise<void> {
    const header = pieceHeader('files', index, piece.length, await digestOf(piece));
    this.mallory.sendBulk(encodePieceHeader({ ...header, sentLength: sent.length }));
    for (const message of pieceMessages([sent])) this.mallory.sendBulk(message);
  }

  /** Mallory offers, Ann accepts and has asked for the manifest. */
  async offerAndAccept(manifest = twoPieces, more: Partial<FileOffer> = {}): Promise<TransferId> {
    const offer = await offerOf(manifest, more);
    this.mallory.say(offer);
    await this.ann.accept(offer.transfer);
    await this.mallory.heard('piece-request');
    return offer.transfer;
  }

  /** As {@link offerAndAccept}, and the manifest has come: Ann has asked for the files. */
  async offerAndIntroduce(manifest = twoPieces): Promise<TransferId> {
    const transfer = await this.offerAndAccept(manifest);
    await this.sendPiece('manifest', 0, await encodeManifest(manifest));
    await this.mallory.until(() => this.fileRequests.length > 0);
    return transfer;
  }

  /** What Ann has asked Mallory for, but for manifests: `first+count`. */
  get fileRequests(): string[] {
    return this.mallory.messages.flatMap((each) =>
      each.type === 'piece-request' && each.stream === 'files' ? [`${each.first}+${each.count}`] : [],
    );
  }

  /** Mallory loses the link for that reason; Ben can go on. */
  async expectDropped(detail: string): Promise<void> {
    const { ann, ben, mallory } = this;
    await ann.until(() => ann.closings.has(mallory.peerId));
    expect(ann.closings.get(mallory.peerId)).toEqual({
      type: 'broke-protocol',
      detail: expect.stringContaining(detail),
    });
    const transfer = await ann.offer([fakeFile('for ben', 10)], ben);
    await ben.receive(transfer);
    await ann.untilOutgoing(transfer, 'saved', ben);
    expect(ann.closings.size).toBe(1);
  }
}
