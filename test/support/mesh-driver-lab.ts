import * as v from 'valibot';
import type { CloseReason } from '../../client/net/link.ts';
import type { LinkReport } from '../../client/net/link-report.ts';
import { MeshDriver } from '../../client/net/mesh-driver.ts';
import type { MeshState } from '../../client/net/mesh-state.ts';
import { FailedHandshakes } from '../../client/trust/failed-handshakes.ts';
import type { HandshakeFailure, Introduction } from '../../client/trust/handshake.ts';
import { createIdentity, type Identity } from '../../client/trust/identity.ts';
import type { PeerId } from '../../shared/ids.ts';
import { type ControlMessage, PEER_PROTOCOL_VERSION } from '../../shared/peer-protocol.ts';
import { type RoomCode, roomNumberSchema } from '../../shared/room-code.ts';
import type { Member, PresentMember, RelayedSignal } from '../../shared/signaling-protocol.ts';
import { createFakeClock } from './fake-clock.ts';
import { fakeMessageId, fakePeerId } from './fake-ids.ts';
import { FakeNetwork } from './fake-link.ts';
import { createFakeRandom } from './fake-random.ts';
import { Watch } from './watch.ts';

export const memberOf = (peerId: PeerId): Member => ({ peerId, address: '10.0.0.1', port: 1 });
export const presentOf = (peerId: PeerId): PresentMember => ({ ...memberOf(peerId), away: false });
const room = v.parse(roomNumberSchema, 1);
export const rightCode: RoomCode = { number: room, words: ['amber', 'otter'] };
export const wrongCode: RoomCode = { number: room, words: ['amber', 'apple'] };
export const [annId, benId, cleoId] = [fakePeerId(1), fakePeerId(2), fakePeerId(3)];

/** Several drivers on one network, with signals that arrive unless they are held back. */
export class DriverLab {
  readonly network = new FakeNetwork();
  readonly clock = createFakeClock();
  readonly randomBytes = createFakeRandom();
  readonly people = new Map<PeerId, DriverPerson>();
  readonly held: (() => void)[] = [];
  holdsSignals = false;

  add(peerId: PeerId, code = rightCode): DriverPerson {
    const person = new DriverPerson(this, peerId, code);
    this.people.set(peerId, person);
    return person;
  }

  relay(to: PeerId, relayed: RelayedSignal): void {
    const arrive = () => this.people.get(to)?.driver.dispatch({ type: 'signal-relayed', relayed });
    if (this.holdsSignals) this.held.push(arrive);
    else queueMicrotask(arrive);
  }
}

export class DriverPerson {
  readonly watch = new Watch();
  readonly linked = new Map<PeerId, Introduction>();
  readonly messages: (readonly [PeerId, ControlMessage])[] = [];
  readonly bulk: (readonly [PeerId, number])[] = [];
  readonly unlinked: (readonly [PeerId, CloseReason])[] = [];
  readonly unreached: (readonly [PeerId, LinkReport])[] = [];
  readonly rerouted: PeerId[] = [];
  readonly refused: (readonly [PeerId, HandshakeFailure])[] = [];
  readonly identity: Identity;
  readonly failedHandshakes: FailedHandshakes;
  readonly code: RoomCode;
  readonly driver: MeshDriver;
  readonly peerId: PeerId;
  readonly lab: DriverLab;
  state: MeshState | undefined;
  onMessage: (message: ControlMessage) => void = () => undefined;
  onBulk: () => void = () => undefined;

  constructor(lab: DriverLab, peerId: PeerId, code: RoomCode) {
    this.lab = lab;
    this.code = code;
    this.identity = createIdentity(lab.randomBytes);
    this.failedHandshakes = new FailedHandshakes(lab.clock.now);
    this.peerId = peerId;
    this.driver = new MeshDriver(
      {
        self: peerId,
        code,
        identity: this.identity,
        failedHandshakes: this.failedHandshakes,
        openLink: lab.network.openLink,
        sendSignal: (to, attempt, signal) => lab.relay(to, { from: peerId, attempt, signal }),
        ownName: this.#ownName,
        randomBytes: lab.randomBytes,
        now: lab.clock.now,
      },
      {
        changed: (state) => this.#note(() => (this.state = state)),
        linked: (link, introduction) => this.#note(() => this.linked.set(link.peerId, introduction)),
        refused: (from, reason) => this.#note(() => this.refused.push([from, reason])),
        message: (from, message) => {
          this.#note(() => this.messages.push([from, message]));
          this.onMessage(message);
        },
        bulk: (from, { length }) => {
          this.#note(() => this.bulk.push([from, length]));
          this.onBulk();
        },
        unreached: (from, report) => this.#note(() => this.unreached.push([from, report])),
        rerouted: (from) => this.#note(() => this.rerouted.push(from)),
        unlinked: (from, reason) =>
          this.#note(() => {
            this.linked.delete(from);
            this.unlinked.push([from, reason]);
          }),
      },
    );
  }

  /** Enters the room with those who are in it, who hear of it. */
  enter(...present: DriverPerson[]): void {
    for (const { driver } of present) driver.dispatch({ type: 'member-joined', member: memberOf(this.peerId) });
    this.driver.dispatch({
      type: 'entered',
      entered: {
        room,
        self: memberOf(this.peerId),
        members: present.map(({ peerId }) => presentOf(peerId)),
        iceServers: [],
      },
    });
  }

  readonly #ownName = () => `name of ${this.peerId.at(-1)}`;

  /** What they would show to somebody, apart from the connection. */
  handshakeSetup(other: PeerId) {
    const { peerId: self, code, identity } = this;
    return { self, other, code, identity, ownName: this.#ownName };
  }

  linkTo({ peerId }: DriverPerson) {
    return this.state?.peers.get(peerId)?.link;
  }

  end(other: DriverPerson) {
    return this.lab.network.endOf(this.peerId, other.peerId);
  }

  #note(record: () => unknown): void {
    record();
    this.watch.notify();
  }
}

export const areLinked = (...people: DriverPerson[]) =>
  Promise.all(people.map(({ watch, linked }) => watch.until(() => linked.size === people.length - 1)));

/** Ann and Ben, linked. Ann's id is the smaller one. */
export async function createPair() {
  const lab = new DriverLab();
  const [ann, ben] = [lab.add(annId), lab.add(benId)];
  ann.enter();
  ben.enter(ann);
  await areLinked(ann, ben);
  return { lab, ann, ben };
}

/** Ann, Ben and Cleo, all linked. */
export async function createTrio() {
  const { lab, ann, ben } = await createPair();
  const cleo = lab.add(cleoId);
  cleo.enter(ann, ben);
  await areLinked(ann, ben, cleo);
  return { lab, ann, ben, cleo };
}

export const chat = (text: string): ControlMessage => ({
  type: 'chat',
  id: fakeMessageId(1),
  clock: { time: 0, counter: 0 },
  name: 'Ann',
  text,
  signature: '5'.repeat(128),
});
export const hello = (version = PEER_PROTOCOL_VERSION) =>
  JSON.stringify({ type: 'hello', version, nonce: '0'.repeat(32) });
