import type { TransferId } from '../../../shared/ids.ts';
import { QUEUED_PIECES_MAX, READ_AHEAD_PIECES } from '../../../shared/limits.ts';
import { ProtocolError, type StreamName } from '../../../shared/peer-protocol.ts';
import { type Link, LinkClosedError } from '../../net/link.ts';
import { lengthOf } from '../files/chunks.ts';
import type { Hashed } from './hasher.ts';
import { encodePieceHeader, pieceMessages } from './piece-frames.ts';

export interface PieceJob {
  readonly transfer: TransferId;
  readonly stream: StreamName;
  readonly index: number;
  /** The piece and its digest; compressed, if its recipient takes that and it pays. */
  read(): Promise<Hashed>;
  /** The piece was handed to the link, which copied it. */
  sent(piece: Hashed): void;
  /** It could not be read; no more of this transfer is served. */
  failed(error: unknown): void;
}

interface PreparedPiece {
  readonly job: PieceJob;
  /** Undefined when reading failed, which the job has been told. */
  readonly content: Hashed | undefined;
}

/**
 * Sends the pieces that one link's peer asked for: transfers in turn, so that a small one is not stuck behind a large
 * one; a few pieces read and hashed ahead; each message behind the send gate.
 */
export class PieceServer {
  readonly #link: Link;
  /** In turn: the first transfer is served next, and goes to the end. */
  readonly #queues = new Map<TransferId, PieceJob[]>();
  readonly #parked = new Set<TransferId>();
  #queued = 0;
  #serving = false;

  constructor(link: Link) {
    this.#link = link;
  }

  /** Throws {@link ProtocolError} when the peer asks for more than it could have room for. */
  enqueue(jobs: readonly PieceJob[]): void {
    this.#queued += jobs.length;
    if (this.#queued > QUEUED_PIECES_MAX) throw new ProtocolError('it asked for too many pieces at once');
    for (const job of jobs) this.#queues.set(job.transfer, [...(this.#queues.get(job.transfer) ?? []), job]);
    if (!this.#serving) void this.#serve();
  }

  /** While a transfer is parked, what was asked for of it waits. */
  park(transfer: TransferId, parked: boolean): void {
    if (parked) this.#parked.add(transfer);
    else this.#parked.delete(transfer);
    if (!this.#serving) void this.#serve();
  }

  /** Forgets what is queued of a transfer. A piece that is on its way is finished, or the framing would break. */
  drop(transfer: TransferId): void {
    this.#queued -= this.#queues.get(transfer)?.length ?? 0;
    this.#queues.delete(transfer);
  }

  async #serve(): Promise<void> {
    this.#serving = true;
    try {
      await this.#serveQueue();
    } catch (error) {
      this.#serving = false;
      if (!(error instanceof LinkClosedError)) throw error;
      this.#queues.clear();
    }
  }

  async #serveQueue(): Promise<void> {
    const ahead: Promise<PreparedPiece>[] = [];
    for (;;) {
      while (ahead.length < READ_AHEAD_PIECES) {
        const job = this.#take();
        if (job === undefined) break;
        ahead.push(this.#prepare(job));
      }
      const next = ahead.shift();
      if (next === undefined) break;
      await this.#send(await next);
    }
    // In the same turn as the last look: what is asked for from now on starts it again.
    this.#serving = false;
  }

  #take(): PieceJob | undefined {
    const turn = [...this.#queues].find(([waiting]) => !this.#parked.has(waiting));
    if (turn === undefined) return undefined;
    const [transfer, [job, ...rest]] = turn;
    this.#queues.delete(transfer);
    if (rest.length > 0) this.#queues.set(transfer, rest);
    this.#queued -= 1;
    return job;
  }

  async #prepare(job: PieceJob): Promise<PreparedPiece> {
    try {
      return { job, content: await job.read() };
    } catch (error) {
      this.drop(job.transfer);
      job.failed(error);
      return { job, content: undefined };
    }
  }

  async #send({ job, content }: PreparedPiece): Promise<void> {
    if (content === undefined) return;
    const { transfer, stream, index } = job;
    const { chunks, length, digest } = content;
    const sentLength = lengthOf(chunks);
    const header = encodePieceHeader({ transfer, stream, index, length, sentLength, digest });
    for (const message of [header, ...pieceMessages(chunks)]) {
      if (!this.#link.sendBulk(message)) await this.#link.drained();
    }
    job.sent(content);
  }
}
