import '../../../client/workers/opfs-worker.ts';
import { FULL_DISK_CHANNEL, type FullDisk } from './full-disk.ts';

/** The real worker, with a disk that a test can fill. */

const { prototype } = FileSystemSyncAccessHandle;
const write = prototype.write;
const channel = new BroadcastChannel(FULL_DISK_CHANNEL);
let isFull = false;

prototype.write = function (bytes, options) {
  // As with real disks, a part of it fits.
  return write.call(this, isFull && bytes instanceof Uint8Array ? bytes.subarray(0, 10) : bytes, options);
};

channel.onmessage = ({ data }: MessageEvent<FullDisk>) => {
  isFull = data.full;
  channel.postMessage('heard');
};
