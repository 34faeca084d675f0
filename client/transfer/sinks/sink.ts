import type { Destination } from '../transfer-state.ts';

/**
 * Takes the bytes of one transfer, which come in order. Every adapter passes `test/contract/sink-contract.ts`.
 * Failures of storage reject with `TransferError`.
 */
export interface Sink {
  /** Keeps `bytes`; resolves when the next ones may come. Several calls may wait at once. */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** After the last write: the whole as a blob to hand out, or undefined when it already is where it belongs. */
  finish(): Promise<Blob | undefined>;
  /** Gives up and frees the space. May be called at any time, and again. Never rejects. */
  abort(): Promise<void>;
}

export interface SinkRequest {
  /** The name to propose; undefined for several files. */
  readonly fileName: string | undefined;
}

/** One way to save. */
export interface SinkChoice {
  readonly destination: Destination;
  /** Call it in a click: it may ask where to save. Rejects with {@link PickerDismissed} when the person declines to say. */
  open(): Promise<Sink>;
}

/** The person closed the picker without choosing: the offer stays as it was. */
export class PickerDismissed extends Error {
  override readonly name = 'PickerDismissed';
}
