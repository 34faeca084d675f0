import { msg, str } from '@lit/localize';
import type { PeerId } from '../../shared/ids.ts';
import type { Entered } from '../../shared/signaling-protocol.ts';
import { isolate } from '../languages/isolate.ts';
import type { CloseReason } from '../net/link.ts';
import type { LinkReport } from '../net/link-report.ts';
import type { MeshState } from '../net/mesh-state.ts';
import type { HandshakeFailure, Introduction } from '../trust/handshake.ts';
import type { KnownPeople, Recognition } from '../trust/known-people.ts';
import { Acquaintances } from './acquaintances.ts';
import { type NotLetIn, whyNotLetIn } from './letting-in.ts';
import { LinkExaminer, type LinkExaminerOptions } from './link-examiner.ts';
import { keepSame, listPeople, stateInWords } from './people.ts';
import { causeSentence, droppedSentence, otherKeySentence, refusalSentence } from './sentences.ts';
import type { Stores } from './stores.ts';

export interface RosterOptions extends Pick<LinkExaminerOptions, 'browser' | 'reportOn'> {
  readonly entered: Entered;
  readonly stores: Pick<Stores, 'people' | 'settings' | 'server' | 'iceServers'>;
  readonly knownPeople: KnownPeople;
  /** Tells this person what has happened. */
  readonly note: (line: string, tone?: 'quiet' | 'problem') => void;
  /** Nobody who was here first, and could be asked, lets this page in. */
  readonly notLetIn: (reason: NotLetIn) => void;
}

/** Who is in the room: keeps the list of people true, and says who comes and goes. */
export class Roster {
  readonly #options: RosterOptions;
  /** Who was here first; they are greeted differently from those who come later. */
  readonly #hosts: ReadonlySet<PeerId>;
  readonly #acquaintances: Acquaintances;
  readonly #examiner: LinkExaminer;
  #self: Entered['self'];
  #mesh: MeshState;
  /** From then on the page shows something else. */
  #hasEnded = false;
  /** Somebody here has the same code, or nobody has it and the page has been told. */
  #isCodeSettled = false;

  constructor(options: RosterOptions) {
    const { entered, knownPeople } = options;
    this.#options = options;
    this.#hosts = new Set(entered.members.map(({ peerId }) => peerId));
    this.#acquaintances = new Acquaintances(knownPeople);
    this.#examiner = new LinkExaminer({ ...options, acquaintances: this.#acquaintances });
    this.#self = entered.self;
    this.#mesh = { self: entered.self.peerId, peers: new Map() };
  }

  get self(): Entered['self'] {
    return this.#self;
  }

  /** Everybody else, linked or not. */
  get others(): readonly PeerId[] {
    return [...this.#mesh.peers.keys()];
  }

  /** Everybody else whose name is known. */
  get named(): readonly { readonly peerId: PeerId; readonly name: string }[] {
    return this.others.flatMap((peerId) => {
      const { name } = this.#acquaintances.of(peerId);
      return name === undefined ? [] : [{ peerId, name }];
    });
  }

  nameOf(peerId: PeerId): string {
    return this.#acquaintances.of(peerId).name ?? msg('Somebody');
  }

  /** The server may see this browser elsewhere than before. */
  entered({ self }: Entered): void {
    this.#self = self;
  }

  changed(mesh: MeshState): void {
    const gone = this.others.filter((peerId) => !mesh.peers.has(peerId));
    this.#mesh = mesh;
    for (const peerId of gone) {
      const { name } = this.#acquaintances.of(peerId);
      if (name !== undefined) this.#options.note(msg(str`${isolate(name)} left.`));
      this.#acquaintances.forget(peerId);
    }
    this.show();
    this.#settleCode();
  }

  linked(peerId: PeerId, { identity, name }: Introduction): void {
    this.#isCodeSettled = true;
    const isNew = this.#acquaintances.of(peerId).name === undefined;
    const recognition = this.#acquaintances.meet(peerId, identity, name);
    if (isNew)
      this.#options.note(
        this.#hosts.has(peerId) ? msg(str`${isolate(name)} is here.`) : msg(str`${isolate(name)} joined.`),
      );
    if (isNew) this.#warnOf(name, recognition);
    this.show();
    void this.measure(peerId);
  }

  renamed(peerId: PeerId, name: string): void {
    this.#options.note(msg(str`${isolate(this.nameOf(peerId))} is now called ${isolate(name)}.`));
    this.#warnOf(name, this.#acquaintances.rename(peerId, name));
    this.show();
  }

  unlinked(peerId: PeerId, reason: CloseReason): void {
    if (reason.type !== 'broke-protocol') return;
    this.#options.note(droppedSentence(isolate(this.nameOf(peerId)), reason.detail), 'problem');
  }

  refused(reason: HandshakeFailure): void {
    const isOwnAffair = reason.type === 'intercepted' || (reason.type === 'old-version' && reason.end === 'here');
    const sentence = refusalSentence(reason);
    if (sentence !== undefined) this.#options.note(sentence, isOwnAffair ? 'problem' : 'quiet');
  }

  /** Said once for each cause; the list of people goes on saying it. */
  async unreached(peerId: PeerId, report: LinkReport): Promise<void> {
    const cause = await this.#examiner.explain(peerId, report);
    if (this.#hasEnded) return;
    this.show();
    const person = this.#options.stores.people.get().find((candidate) => candidate.peerId === peerId);
    if (person === undefined) this.#acquaintances.forget(peerId);
    if (person === undefined || cause === undefined) return;
    const { name, address = '' } = person;
    const who = name === undefined ? msg(str`somebody at ${isolate(address)}`) : isolate(name);
    this.#options.note(msg(str`Cannot connect to ${who}: ${causeSentence(cause)}.`), 'problem');
  }

  /** Asks the browser how the link to somebody stands. */
  async measure(peerId: PeerId): Promise<void> {
    await this.#examiner.measure(peerId);
    if (!this.#hasEnded) this.show();
  }

  vouchFor(peerId: PeerId): void {
    this.#acquaintances.vouchFor(peerId);
    this.show();
  }

  /** Lines for a bug report. */
  examine(): Promise<readonly string[]> {
    return this.#examiner.examine();
  }

  /** Everybody in words, this browser's person first. */
  inWords(): readonly { readonly name: string; readonly address: string; readonly state: string }[] {
    return this.#options.stores.people.get().map(({ name, address, state }) => ({
      name: name === undefined ? msg('Somebody') : isolate(name),
      address: address === undefined ? msg('unknown address') : isolate(address),
      state: stateInWords(state),
    }));
  }

  show(): void {
    const { stores } = this.#options;
    const self = { name: stores.settings.get().name, member: this.#self };
    stores.people.set(keepSame(stores.people.get(), listPeople(self, this.#mesh, this.#acquaintances)));
  }

  end(): void {
    this.#hasEnded = true;
  }

  #warnOf(name: string, recognition: Recognition | undefined): void {
    if (recognition === 'name-of-another') this.#options.note(otherKeySentence(isolate(name)), 'problem');
  }

  #settleCode(): void {
    const reason = this.#isCodeSettled ? undefined : whyNotLetIn(this.#mesh, this.#hosts);
    if (reason === undefined) return;
    this.#isCodeSettled = true;
    this.#options.notLetIn(reason);
  }
}
