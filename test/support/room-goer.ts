import { type Identity, type Signaling, SignalingError } from '../../client/net/signaling.ts';
import { connectTo } from '../../client/net/socket-io-signaling.ts';
import type { PeerId } from '../../shared/ids.ts';
import type { RoomNumber } from '../../shared/room-code.ts';
import type { Entered, RelayedSignal } from '../../shared/signaling-protocol.ts';

/** The page's way to the server, without a page: enters a room whenever it is connected, and knows who else is in it. */
export class RoomGoer {
  readonly self: Identity;
  readonly signaling: Signaling;
  readonly signals: RelayedSignal[] = [];
  /** What has happened, in words; refusals by their code. */
  readonly log: string[] = [];
  readonly #room: RoomNumber;
  #isElsewhere = false;
  readonly #others = new Map<PeerId, 'here' | 'away'>();

  constructor(url: string, room: RoomNumber, self: Identity) {
    this.self = self;
    this.#room = room;
    this.signaling = connectTo(url)({
      connected: () => void this.#connected(),
      disconnected: () => this.log.push('disconnected'),
      memberJoined: ({ peerId }) => this.#note('joined', peerId, 'here'),
      memberAway: ({ peerId }) => this.#note('away', peerId, 'away'),
      memberReturned: ({ peerId }) => this.#note('returned', peerId, 'here'),
      memberLeft: ({ peerId }) => this.#note('left', peerId),
      seatTaken: () => {
        this.log.push('seat taken');
        this.#isElsewhere = true;
      },
      signalRelayed: (relayed) => this.signals.push(relayed),
    });
  }

  /** Who else is in the room and not away, by the id. */
  get others(): PeerId[] {
    return [...this.#others].filter(([, how]) => how === 'here').map(([peerId]) => peerId);
  }

  /** Everybody else with a seat. */
  get seats(): number {
    return this.#others.size;
  }

  /** Whoever has lost the seat to a copy does not take it back. */
  async #connected(): Promise<void> {
    if (this.#isElsewhere) return;
    try {
      this.#entered(await this.signaling.enter({ type: 'reopen', ...this.self, room: this.#room }));
    } catch (error) {
      if (!(error instanceof SignalingError)) throw error;
      this.log.push(error.code);
    }
  }

  #entered({ members }: Entered): void {
    this.log.push('entered');
    this.#others.clear();
    for (const { peerId, away } of members) this.#others.set(peerId, away ? 'away' : 'here');
  }

  #note(what: string, peerId: PeerId, how?: 'here' | 'away'): void {
    this.log.push(what);
    if (how === undefined) this.#others.delete(peerId);
    else this.#others.set(peerId, how);
  }
}
