import type { IdentityKey, PeerId } from '../../shared/ids.ts';
import { CHAT_AUTHORS_MAX } from '../../shared/limits.ts';

/**
 * Whose key is whose. A peer id is a tab's and anybody can write one, a key is a browser's and cannot be used by others.
 * So an author has one key: the own one, or else what the last link to that peer has proved, or else what the first
 * message had that was taken. Whoever comes with another key is not that author.
 */
export class AuthorKeys {
  readonly #linked = new Map<PeerId, IdentityKey>();
  /** Of those who are not linked. The ones that came first are forgotten first. */
  readonly #remembered = new Map<PeerId, IdentityKey>();
  readonly #self: PeerId;
  readonly #own: IdentityKey;

  constructor(self: PeerId, own: IdentityKey) {
    this.#self = self;
    this.#own = own;
  }

  of(author: PeerId): IdentityKey | undefined {
    return author === this.#self ? this.#own : (this.#linked.get(author) ?? this.#remembered.get(author));
  }

  /** A link has proved it: nothing that others say counts against that. */
  linkUp(peerId: PeerId, key: IdentityKey): void {
    this.#linked.set(peerId, key);
    this.#remembered.delete(peerId);
  }

  linkDown(peerId: PeerId): void {
    const key = this.#linked.get(peerId);
    this.#linked.delete(peerId);
    if (key !== undefined) this.#remember(peerId, key);
  }

  /** Whether a message by this author may have this key; if no other is known, it is the author's from now on. */
  accept(author: PeerId, key: IdentityKey): boolean {
    const known = this.of(author);
    if (known === undefined) this.#remember(author, key);
    return known === undefined || known === key;
  }

  #remember(author: PeerId, key: IdentityKey): void {
    this.#remembered.set(author, key);
    const [first] = this.#remembered.keys();
    if (first !== undefined && this.#remembered.size > CHAT_AUTHORS_MAX) this.#remembered.delete(first);
  }
}
