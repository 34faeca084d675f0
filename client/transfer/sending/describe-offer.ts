import type { TransferId } from '../../../shared/ids.ts';
import type { FileOffer } from '../../../shared/peer-protocol.ts';
import { firstNames } from '../files/manifest.ts';
import type { Source } from '../files/source.ts';

export const describeOffer = (transfer: TransferId, source: Source, manifestDigest: string): FileOffer => ({
  type: 'file-offer',
  transfer,
  fileCount: source.manifest.files.length,
  folderCount: source.manifest.emptyFolders.length,
  totalBytes: source.totalBytes,
  names: firstNames(source.manifest),
  manifestBytes: source.encodedManifest.length,
  manifestDigest,
});
