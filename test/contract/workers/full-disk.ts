/** What a test tells the worker about its disk, over the broadcast channel of that name. */
export interface FullDisk {
  readonly full: boolean;
}

export const FULL_DISK_CHANNEL = 'full disk';
