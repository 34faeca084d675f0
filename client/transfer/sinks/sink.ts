import type { TransferId } from '../../../shared/ids.ts';
import type { Chunks } from '../files/chunks.ts';
import type { Destination } from '../transfer-state.ts';

/**
 * Takes the bytes of one transfer's wanted files, one after the other and in order. Every adapter passes
 * `test/contract/sink-contract.ts`. Failures of storage reject with `TransferError`.
 */
export interface Sink {
  /** How much from the start would be there after a crash of the page, in bytes: where it can go on. Never shrinks. */
  readonly durableBytes: number;
  /**
   * Keeps the chunks, which it owns from now on; resolves when it has room for more. Several calls may wait at once.
   * After a rejection {@link durableBytes} still stand, and writing goes on from there once there is room again.
   */
  write(chunks: Chunks): Promise<void>;
  /** Makes everything written so far durable, where the sink can. */
  flush(): Promise<void>;
  /** After the last write: the whole as a blob to hand out, or undefined when it already is where it belongs. */
  finish(): Promise<Blob | undefined>;
  /** Lets go of it: what is durable stays for a later {@link Sinks.open}. Nothing is written any more. Never rejects. */
  close(): Promise<void>;
  /** Gives up and frees the space. May be called at any time, and again. Never rejects. */
  abort(): Promise<void>;
}

/** Where a transfer's bytes are gathered, as the journal keeps it. */
export type SinkRecord =
  | { readonly type: 'file'; readonly handle: FileSystemFileHandle }
  | { readonly type: 'folder'; readonly handle: FileSystemDirectoryHandle }
  | { readonly type: 'opfs' }
  | { readonly type: 'indexeddb' }
  /** Nothing of it outlives the page. */
  | { readonly type: 'stream' };

/**
 * What the person prefers: `best` is the best that the browser has, `ask` a place of their choice, `browser` a gathering
 * in this browser's storage and then a download, `memory` nothing stored by the page.
 */
export type SaveTo = 'best' | 'ask' | 'browser' | 'memory';

export interface PlaceRequest {
  /** The name to propose for a single file; undefined for several files, or a folder. */
  readonly fileName: string | undefined;
  readonly totalBytes: number;
  readonly saveTo: SaveTo;
}

/** One way to save, known before the offer is accepted, so that the card can say it. */
export interface Place {
  readonly destination: Destination;
  /** Call it in a click: it may ask where to save. Rejects with {@link PickerDismissed} when the person declines to say. */
  pick(): Promise<SinkRecord>;
}

export interface SinkRequest {
  readonly transfer: TransferId;
  /** The wanted files in the order of their bytes; only the folder sink cares. */
  readonly files: readonly { readonly path: string; readonly size: number; readonly modified: number }[];
  /** Folders to make besides, for the folder sink. */
  readonly emptyFolders: readonly string[];
  /** What a file or folder at the top is to be called, for the folder sink. */
  readonly savedName: (top: string) => string;
  /** Where to go on, in bytes: 0 at first, later what was durable. What is there beyond it is cut off. */
  readonly startBytes: number;
}

/** All the ways that this browser has to save. */
export interface Sinks {
  choose(request: PlaceRequest): Place;
  /**
   * A place in the browser's storage, which asks nobody; undefined where there is none, or too little space for all that
   * the browser says.
   */
  chooseUnasked(request: Omit<PlaceRequest, 'saveTo'>): Place | undefined;
  /** Whether {@link open} may be called without asking the person again. */
  isAllowed(record: SinkRecord): Promise<boolean>;
  /** Asks the person to allow it again; must run in a click. */
  allow(record: SinkRecord): Promise<boolean>;
  /**
   * Goes on at the sink's `durableBytes`, which are fewer than `startBytes` when the browser made room for itself or
   * somebody changed the file. Rejects with `TransferError`, also when another tab is writing there.
   */
  open(record: SinkRecord, request: SinkRequest): Promise<Sink>;
  /** Frees what a transfer that is not open holds. Never rejects. */
  discard(record: SinkRecord, transfer: TransferId): Promise<void>;
}

/** The person closed the picker without choosing: the offer stays as it was. */
export class PickerDismissed extends Error {
  override readonly name = 'PickerDismissed';
}
