import { type ControlMessage, type PauseReason, ProtocolError } from '../../../shared/peer-protocol.ts';
import { Holds } from '../holds.ts';
import type { JournalEntry } from '../journal/journal.ts';
import type { Puller } from '../pieces/puller.ts';
import { storageError, TransferError } from '../problems.ts';
import { type HeldIncoming, type Hold, hasEnded, type IncomingState } from '../transfer-state.ts';
import { FileFetch, type FileFetchOptions, type WantedFiles } from './file-fetch.ts';

export interface DownloadOptions extends Omit<FileFetchOptions, 'progressed'> {
  /** What holds it at first, besides the link that it has not got yet. */
  readonly holds: readonly Hold[];
  /** Takes the transfer for this tab; answers false when another one has it. */
  readonly claim: () => Promise<boolean>;
  readonly changed: (state: IncomingState) => void;
  /** Something is to be said to the sender, now or when there is a link again. */
  readonly say: (message: ControlMessage) => void;
  /** Hands over what came; answers the final state. The blob is undefined when the sink saved it in place. */
  readonly deliver: (entry: JournalEntry, wanted: WantedFiles, blob: Blob | undefined) => Promise<IncomingState>;
}

/** Unwinds a run that is held, or ended. */
class RunStopped extends Error {
  override readonly name = 'RunStopped';
}

/** Holds that leave a run standing: it asks for nothing more, and goes on where it is. */
const gentle: ReadonlySet<Hold | undefined> = new Set(['paused-by-you', 'paused-by-other', undefined]);

/** One accepted offer at its receiver: it runs whenever nothing holds it, over whatever link there is to the sender. */
export class Download {
  readonly #options: DownloadOptions;
  readonly #holds: Holds;
  readonly #files: FileFetch;
  #state: IncomingState;
  #puller: Puller | undefined;
  #run: AbortController | undefined;

  constructor(options: DownloadOptions) {
    this.#options = options;
    this.#holds = new Holds([...options.holds, 'no-link']);
    this.#files = new FileFetch({ ...options, progressed: () => this.#show() });
    this.#state = this.#held(this.#holds.first ?? 'no-link');
  }

  get entry(): JournalEntry {
    return this.#options.journal.entry;
  }

  get state(): IncomingState {
    return this.#state;
  }

  /** The link that it comes over; undefined while there is none. */
  get puller(): Puller | undefined {
    return this.#puller;
  }

  /** Writes it into the journal, before anything of it is fetched. Rejects with `TransferError`. */
  async begin(): Promise<void> {
    await this.#options.journal.update({});
  }

  /** The sender offers it over this link; or once more, and has forgotten what was asked for there. */
  linked(puller: Puller): void {
    if (puller === this.#puller) this.#run?.abort(new RunStopped());
    this.#puller = puller;
    for (const hold of ['no-link', 'no-files', 'paused-by-other'] as const) this.#holds.set(hold, false);
    if (this.#holds.has('paused-by-you')) this.#tellPause('by-person');
    this.#reconsider();
  }

  /** Something holds it, or does so no longer. */
  hold(hold: Hold, holding: boolean): void {
    if (hold === 'no-link' && holding) this.#puller = undefined;
    this.#holds.set(hold, holding);
    this.#reconsider();
  }

  /** Rejects with `TransferError`. */
  async pause(): Promise<void> {
    if (hasEnded(this.#state)) return;
    this.#tellPause('by-person');
    this.hold('paused-by-you', true);
    await this.#options.journal.update({ paused: true });
    await this.#files.flush();
  }

  /** Must run in a click: the place may have to be allowed again. Rejects with `TransferError`. */
  async resume(): Promise<void> {
    const { sinks, journal, claim } = this.#options;
    const isAllowed = !this.#holds.has('no-permission') || (await sinks.allow(this.entry.record));
    const isOurs = !this.#holds.has('other-tab') || (await claim());
    this.#holds.set('no-permission', !isAllowed);
    this.#holds.set('other-tab', !isOurs);
    for (const hold of ['paused-by-you', 'no-space', 'storage-failed'] as const) this.#holds.set(hold, false);
    this.#puller?.link.send({ type: 'transfer-continued', transfer: this.entry.transfer });
    this.#reconsider();
    await journal.update({ paused: false });
  }

  /** Ends it for good and frees what is kept of it. */
  async cancel(by: 'you' | 'sender'): Promise<void> {
    if (hasEnded(this.#state)) return;
    this.#set({ status: 'cancelled', by });
    if (by === 'you') this.#options.say({ type: 'transfer-cancelled', transfer: this.entry.transfer });
    this.#run?.abort(new RunStopped());
    // A run that is opening its sink right now sees the end afterwards, and discards once more.
    await this.#files.discard();
  }

  /** The page goes away: what came is made durable as far as there is time. */
  async close(): Promise<void> {
    this.#run?.abort(new RunStopped());
    await this.#files.close();
  }

  /** Starts, pauses or stops the run, whichever the holds ask for, and shows it. */
  #reconsider(): void {
    if (hasEnded(this.#state) || this.#state.status === 'saving') return;
    const hold = this.#holds.first;
    this.#files.pause(hold !== undefined);
    if (!gentle.has(hold)) this.#run?.abort(new RunStopped());
    if (hold === undefined && this.#run === undefined && this.#puller !== undefined) void this.#start(this.#puller);
    else this.#show();
  }

  async #start(puller: Puller): Promise<void> {
    const run = new AbortController();
    this.#run = run;
    this.#set({ status: 'preparing' });
    try {
      await this.#files.run(puller, run.signal);
      await this.#finish();
    } catch (error) {
      await this.#stopped(error, puller);
    }
    this.#run = undefined;
    this.#reconsider();
  }

  async #finish(): Promise<void> {
    this.#set({ status: 'saving' });
    const { wanted, blob } = await this.#files.finish();
    if (hasEnded(this.#state)) return;
    const state = await this.#options.deliver(this.entry, wanted, blob);
    if (hasEnded(this.#state)) return;
    this.#set(state);
    await this.#options.journal.delete();
    // Not before: a page that goes away until then begins anew, and needs its sender for that.
    this.#options.say({ type: 'transfer-done', transfer: this.entry.transfer });
  }

  /** A run has ended before its time: what ended it holds the next one, until it is mended. */
  async #stopped(error: unknown, { link }: Puller): Promise<void> {
    if (hasEnded(this.#state)) await this.#files.discard();
    else if (error instanceof ProtocolError) link.close({ type: 'broke-protocol', detail: error.message });
    else if (!(error instanceof RunStopped)) await this.#storageFailed(error);
    else await this.#files.flush().catch((cause: unknown) => this.#storageFailed(cause));
  }

  /** What is durable stays; the rest is asked for again once there is room. */
  async #storageFailed(error: unknown): Promise<void> {
    const { problem } = error instanceof TransferError ? error : storageError(error);
    const hold = problem === 'no-space' ? 'no-space' : 'storage-failed';
    this.#state = { status: 'preparing' };
    this.#holds.set(hold, true);
    this.#tellPause(hold);
    // Storage that has just failed may fail at this too: then it goes on from what the journal knew before.
    await this.#files.close().catch(() => undefined);
  }

  #tellPause(reason: PauseReason): void {
    this.#puller?.link.send({ type: 'transfer-paused', transfer: this.entry.transfer, reason });
  }

  #show(): void {
    if (hasEnded(this.#state) || this.#state.status === 'saving') return;
    const hold = this.#holds.first;
    if (hold !== undefined) {
      this.#set(this.#held(hold));
      return;
    }
    const wasHeld = this.#state.status === 'held';
    const progress = this.#files.progress(wasHeld);
    if (progress !== undefined) this.#set({ status: 'receiving', progress });
    else if (wasHeld) this.#set({ status: 'preparing' });
  }

  #held(hold: Hold): HeldIncoming {
    const { wantedBytes: totalBytes, record } = this.entry;
    return {
      status: 'held',
      hold,
      savedBytes: this.#files.savedBytes,
      totalBytes,
      outlivesPage: record.type !== 'stream',
    };
  }

  #set(state: IncomingState): void {
    this.#state = state;
    this.#options.changed(state);
  }
}
