import { networkInterfaces } from 'node:os';
import { reachableUrls } from './addresses.ts';
import { banner, type SecureUrls } from './banner.ts';
import { LaunchError } from './launch-error.ts';
import { createLog, type Log } from './log.ts';
import { type Options, parseOptions } from './options.ts';
import type { LanlineServer } from './server.ts';
import { onStop } from './stop-signals.ts';

type CreateServer = (options: Options, log: Log) => LanlineServer | Promise<LanlineServer>;

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
  const log = createLog(options.logLevel);
  const server = await create(options, log);
  onStop(() => void stop(server, log));
  await server.listen().catch(async (error) => {
    await server.close();
    throw error;
  });
  const listening = { host: options.host, port: server.address().port };
  const stun = server.stun();
  log.info({ ...listening, https: options.https }, 'listening');
  if (stun.status === 'unavailable') log.warn({ port: stun.port, code: stun.code }, 'STUN is unavailable');
  const urls = reachableUrls(networkInterfaces(), listening);
  process.stdout.write(banner(urls, stun, secureUrls(options, listening.port)));
}

async function stop(server: LanlineServer, log: Log): Promise<void> {
  log.info('closing');
  await server.close();
  log.info('closed');
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
