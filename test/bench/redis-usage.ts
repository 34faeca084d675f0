import { createClient } from '@redis/client';

/** What a Redis server takes, as it counts itself. */
export interface RedisUsage {
  readonly bytes: number;
  /** Processor time up to now, in ms. */
  readonly cpuMs: number;
  /** What servers have asked of it up to now; what scripts ask in their turn is part of that. */
  readonly commands: number;
}

/** What our servers send. */
const commands = ['evalsha', 'eval', 'spublish', 'ssubscribe', 'sunsubscribe', 'ping'];

export async function redisUsage(url: string): Promise<RedisUsage> {
  const client = await createClient({ url }).connect();
  const info = `${await client.info()}\n${await client.info('commandstats')}`;
  await client.close();
  const figure = (pattern: RegExp) => Number(pattern.exec(info)?.[1] ?? 0);
  return {
    bytes: figure(/^used_memory:(\d+)/m),
    cpuMs: 1_000 * (figure(/^used_cpu_user:([\d.]+)/m) + figure(/^used_cpu_sys:([\d.]+)/m)),
    commands: commands.reduce((sum, name) => sum + figure(new RegExp(`^cmdstat_${name}:calls=(\\d+)`, 'm')), 0),
  };
}
