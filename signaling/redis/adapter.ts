import { createShardedAdapter } from '@socket.io/redis-adapter';
import { turnAmong } from '../news.ts';
import type { LanlineSocket, LanlineSockets } from '../visitor.ts';
import type { RedisConnection } from './connection.ts';

/** What there is of an adapter of Socket.IO beneath its types. */
interface Broadcaster {
  addAll(id: string, groups: Set<string>): Promise<void> | void;
  /** Does something with each socket of this process that is meant. */
  apply(options: { readonly except?: ReadonlySet<string> }, act: (socket: LanlineSocket) => void): void;
}

/**
 * Messages between processes by Redis's sharded publish and subscribe, with a channel for each group of sockets, so that a
 * process gets only what is for its own. Two things are added: whoever has joined a group hears what is said in it from
 * then on, and what a room tells its members goes by their {@link News}.
 */
export function createAdapter(connection: RedisConnection, prefix: string): Parameters<LanlineSockets['adapter']>[0] {
  const create = createShardedAdapter(connection, connection, { channelPrefix: prefix });
  // Socket.IO calls it with `new`, which no arrow function takes.
  function createListening(namespace: unknown) {
    const adapter = create(namespace);
    const broadcaster = adapter as unknown as Broadcaster;
    const addAll = broadcaster.addAll.bind(broadcaster);
    const apply = broadcaster.apply.bind(broadcaster);
    broadcaster.addAll = (id, groups) => {
      void addAll(id, groups);
      return connection.subscribed();
    };
    broadcaster.apply = (options, act) => {
      const turn = turnAmong(options.except ?? []);
      apply(options, (socket) => socket.data.news.take(turn, () => act(socket)));
    };
    return adapter;
  }
  return createListening;
}
