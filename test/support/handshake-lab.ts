import * as v from 'valibot';
import {
  beginHandshake,
  type HandshakeSetup,
  type HandshakeState,
  type HandshakeStep,
  stepHandshake,
} from '../../client/trust/handshake.ts';
import { createIdentity } from '../../client/trust/identity.ts';
import type { HandshakeMessage } from '../../shared/peer-protocol.ts';
import { type RoomCode, type RoomNumber, roomNumberSchema } from '../../shared/room-code.ts';
import { fakePeerId } from './fake-ids.ts';
import { createFakeRandom } from './fake-random.ts';

export const roomNumber = (number: number): RoomNumber => v.parse(roomNumberSchema, number);

export const code: RoomCode = { number: roomNumber(42), words: ['amber', 'otter'] };

/** One end of a handshake without a link: a test carries its messages. */
export class HandshakeEnd {
  readonly setup: HandshakeSetup;
  /** All that this end has said. */
  readonly sent: HandshakeMessage[] = [];
  /** What the other end has not been given yet. */
  readonly queue: HandshakeMessage[] = [];
  state: HandshakeState;

  constructor(setup: HandshakeSetup, randomBytes: ReturnType<typeof createFakeRandom>) {
    this.setup = setup;
    const begun = beginHandshake(randomBytes);
    this.state = begun.state;
    this.#say(begun);
  }

  /** Throws a `ProtocolError` for what is out of place; nothing has changed then. */
  receive(message: HandshakeMessage): void {
    const step = stepHandshake(this.setup, this.state, message);
    this.state = step.state;
    this.#say(step);
  }

  #say({ messages }: HandshakeStep): void {
    this.sent.push(...messages);
    this.queue.push(...messages);
  }
}

type Changes = Partial<HandshakeSetup>;

/** Ann and Ben, who see the same unless a test changes what one of them sees. */
export function createEnds({ ann = {}, ben = {} }: { readonly ann?: Changes; readonly ben?: Changes } = {}) {
  const randomBytes = createFakeRandom();
  const [annId, benId] = [fakePeerId(1), fakePeerId(2)];
  const [annPrint, benPrint] = ['a'.repeat(64), 'b'.repeat(64)];
  const setups: readonly [HandshakeSetup, HandshakeSetup] = [
    {
      self: annId,
      other: benId,
      code,
      fingerprints: { own: annPrint, other: benPrint },
      identity: createIdentity(randomBytes),
      ownName: () => 'Ann',
      ...ann,
    },
    {
      self: benId,
      other: annId,
      code,
      fingerprints: { own: benPrint, other: annPrint },
      identity: createIdentity(randomBytes),
      ownName: () => 'Ben',
      ...ben,
    },
  ];
  return { ann: new HandshakeEnd(setups[0], randomBytes), ben: new HandshakeEnd(setups[1], randomBytes) };
}

/** Carries everything between both ends, `change` may put something else in a message's place. */
export function carry(
  ann: HandshakeEnd,
  ben: HandshakeEnd,
  change: (message: HandshakeMessage) => HandshakeMessage = (message) => message,
): void {
  while (ann.queue.length + ben.queue.length > 0) {
    for (const message of ann.queue.splice(0)) ben.receive(change(message));
    for (const message of ben.queue.splice(0)) ann.receive(change(message));
  }
}
