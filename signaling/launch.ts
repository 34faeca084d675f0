import { networkInterfaces } from 'node:os';
import { reachableUrls } from './addresses.ts';
import { banner, type SecureUrls } from './banner.ts';
import { LaunchError } from './launch-error.ts';
import { type Options, parseOptions } from './options.ts';
import type { LanlineServer } from './server.ts';
import { onStop } from './stop-signals.ts';

type CreateServer = (options: Options) => LanlineServer | Promise<LanlineServer>;

/** Runs a server as this process: reads its options, says where it is or why not, and ends it on SIGINT or SIGTERM. */
export async function launch(create: CreateServer): Promise<void> {
  const command = parseOptions(process.argv.slice(2), process.env);
  switch (command.type) {
    case 'help':
      process.stdout.write(command.text);
      return;
    case 'invalid':
      fail(command.message);
      return;
    case 'run':
      await run(create, command.options).catch(explain);
  }
}

async function run(create: CreateServer, options: Options): Promise<void> {
  const server = await create(options);
  onStop(() => void server.close());
  await server.listen().catch(async (error) => {
    await server.close();
    throw error;
  });
  const listening = { host: options.host, port: server.address().port };
  const urls = reachableUrls(networkInterfaces(), listening);
  process.stdout.write(banner(urls, server.stun(), secureUrls(options, listening.port)));
}

function secureUrls({ https, host, cert }: Options, port: number): SecureUrls | undefined {
  if (!https) return undefined;
  const urls = reachableUrls(networkInterfaces(), { host, port, scheme: 'https' });
  return { urls, isOwnCertificate: cert === undefined };
}

function explain(error: unknown): void {
  if (!(error instanceof LaunchError)) throw error;
  fail(error.message);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
