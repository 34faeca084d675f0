import { joinChunks } from '../../client/transfer/files/chunks.ts';
import {
  PickerDismissed,
  type Place,
  type PlaceRequest,
  type Sink,
  type SinkRecord,
  type SinkRequest,
  type Sinks,
} from '../../client/transfer/sinks/sink.ts';
import type { TransferId } from '../../shared/ids.ts';
import { type FakeKept, FakeSink } from './fake-sink.ts';

/** Stands for the person's pickers and for storage; every sink that it opens can be looked at. */
export class FakeSinks implements Sinks {
  /** The sink that was last opened for each transfer. */
  readonly sinks = new Map<TransferId, FakeSink>();
  /** What places were chosen for, in order. */
  readonly choices: PlaceRequest[] = [];
  /** What sinks were opened with, in order. */
  readonly requests: SinkRequest[] = [];
  /** Transfers whose space was freed without opening them. */
  readonly discarded: TransferId[] = [];
  /** What the next picker does. A function is awaited before it answers. */
  picker: 'opens' | 'is dismissed' | (() => Promise<void>) = 'opens';
  /** What the next picker answers. */
  record: SinkRecord = { type: 'indexeddb' };
  /** Whether there is a place that asks nobody. */
  hasUnasked = true;
  /** Whether a place may be opened without asking, and what the person answers when asked. */
  permission: 'granted' | 'asked and granted' | 'asked and denied' = 'granted';
  /** Called with each new sink before it is used. */
  prepare: (sink: FakeSink) => void = () => undefined;
  readonly #kept = new Map<TransferId, FakeKept>();

  choose(request: PlaceRequest): Place {
    this.choices.push(request);
    return { destination: { place: 'memory', reason: 'this is a test' }, pick: () => this.#pick() };
  }

  chooseUnasked(request: Omit<PlaceRequest, 'saveTo'>): Place | undefined {
    return this.hasUnasked ? this.choose({ ...request, saveTo: 'browser' }) : undefined;
  }

  isAllowed(): Promise<boolean> {
    return Promise.resolve(this.permission === 'granted');
  }

  allow(): Promise<boolean> {
    if (this.permission === 'asked and granted') this.permission = 'granted';
    return this.isAllowed();
  }

  open(record: SinkRecord, request: SinkRequest): Promise<Sink> {
    this.requests.push(request);
    const sink = new FakeSink(this.#keptBy(record, request.transfer), request.startBytes);
    this.prepare(sink);
    this.sinks.set(request.transfer, sink);
    return Promise.resolve(sink);
  }

  discard(_record: SinkRecord, transfer: TransferId): Promise<void> {
    this.discarded.push(transfer);
    this.#kept.delete(transfer);
    return Promise.resolve();
  }

  /** Bytes that are kept of a transfer. */
  keptBytes(transfer: TransferId): number {
    return this.#kept.get(transfer)?.parts.reduce((sum, { length }) => sum + length, 0) ?? 0;
  }

  /** What is kept of a transfer. */
  bytesOf(transfer: TransferId): Uint8Array {
    return joinChunks(this.#kept.get(transfer)?.parts ?? []);
  }

  /** The browser makes room for itself: only so many bytes are left of a transfer that is not open. */
  lose(transfer: TransferId, leftBytes: number): void {
    this.#kept.set(transfer, { parts: [joinChunks(this.#kept.get(transfer)?.parts ?? []).slice(0, leftBytes)] });
  }

  async #pick(): Promise<SinkRecord> {
    if (this.picker === 'is dismissed') throw new PickerDismissed();
    if (this.picker !== 'opens') await this.picker();
    return this.record;
  }

  /** Nothing of a stream outlives its sink. */
  #keptBy({ type }: SinkRecord, transfer: TransferId): FakeKept {
    const kept = (type === 'stream' ? undefined : this.#kept.get(transfer)) ?? { parts: [] };
    this.#kept.set(transfer, kept);
    return kept;
  }
}
