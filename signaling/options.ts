import { parseArgs } from 'node:util';
import type { FurtherIceServer } from './ice-server-urls.ts';
import type { LogLevel } from './log.ts';
import { type Definition, definitions } from './option-definitions.ts';

/** How the server was asked to run. */
export interface Options {
  readonly port: number;
  readonly host: string;
  readonly maxPeers: number;
  readonly maxRooms: number;
  readonly maxConnections: number;
  /** How long the seat of a lost browser is kept, in s. */
  readonly seatGrace: number;
  /** UDP port of the own STUN server; undefined takes the number of the http port. */
  readonly stunPort: number | undefined;
  readonly noStun: boolean;
  /** Named to browsers after the own STUN server. */
  readonly iceServers: readonly FurtherIceServer[];
  /** Shared with the TURN servers that take credentials made from it. */
  readonly turnSecret: string | undefined;
  /** Host names that the server answers to; none stands for any. */
  readonly allowedHosts: readonly string[];
  /** IP addresses, and ranges of them, of reverse proxies that are believed. */
  readonly trustProxy: readonly string[];
  readonly https: boolean;
  /** Files with the certificate for https and its key, both or none; with none the server makes its own. */
  readonly cert: string | undefined;
  readonly key: string | undefined;
  /** Where the own certificate is kept; undefined is where programs keep such things. */
  readonly dataDir: string | undefined;
  /** The URL of the Redis that keeps rooms for several processes; undefined keeps them in memory. */
  readonly redis: string | undefined;
  /** Whether `/metrics` answers. */
  readonly metrics: boolean;
  readonly logLevel: LogLevel;
}

export type Command =
  | { readonly type: 'run'; readonly options: Options }
  | { readonly type: 'help'; readonly text: string }
  | { readonly type: 'invalid'; readonly message: string };

type Environment = Readonly<Record<string, string | undefined>>;

class InvalidOption extends Error {}

/** Reads the command line, and for what it leaves open the environment. */
export function parseOptions(args: readonly string[], env: Environment): Command {
  try {
    const flags = readFlags(args);
    if (flags.help === true) return { type: 'help', text: helpText() };
    const options = readOptions((definition) => readOption(definition, flags, env));
    return { type: 'run', options };
  } catch (error) {
    if (!(error instanceof InvalidOption)) throw error;
    return { type: 'invalid', message: `${error.message}; --help lists the options.` };
  }
}

type Flags = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

function readOptions(read: <Value>(definition: Definition<Value>) => Value): Options {
  const { port, host, maxPeers, maxRooms, seatGrace, stunPort, noStun, iceServers, turnSecret } = definitions;
  const options: Options = {
    port: read(port),
    host: read(host),
    maxPeers: read(maxPeers),
    maxRooms: read(maxRooms),
    maxConnections: read(definitions.maxConnections),
    seatGrace: read(seatGrace),
    stunPort: read(stunPort),
    noStun: read(noStun),
    iceServers: read(iceServers),
    turnSecret: read(turnSecret),
    allowedHosts: read(definitions.allowedHosts),
    trustProxy: read(definitions.trustProxy),
    ...readHttpsOptions(read),
    redis: read(definitions.redis),
    metrics: read(definitions.metrics),
    logLevel: read(definitions.logLevel),
  };
  const bySecret = options.iceServers.find(({ type }) => type === 'turn-by-secret');
  if (bySecret === undefined || options.turnSecret !== undefined) return options;
  throw new InvalidOption(`"${bySecret.url}" needs a user and a password, or --${turnSecret.flag}`);
}

/** A certificate asks for https, too. */
function readHttpsOptions(
  read: <Value>(definition: Definition<Value>) => Value,
): Pick<Options, 'https' | 'cert' | 'key' | 'dataDir'> {
  const [cert, key] = [read(definitions.cert), read(definitions.key)];
  if ((cert === undefined) !== (key === undefined)) throw new InvalidOption('--cert and --key need each other');
  return { https: read(definitions.https) || cert !== undefined, cert, key, dataDir: read(definitions.dataDir) };
}

function readFlags(args: readonly string[]): Flags {
  const flags = Object.values(definitions).map(({ flag, placeholder, multiple = false }: Definition<unknown>) => {
    const type = placeholder === undefined ? 'boolean' : 'string';
    return [flag, { type, multiple }] as const;
  });
  try {
    const options = { ...Object.fromEntries(flags), help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (cause) {
    // Node's messages start with the sentence that matters, such as "Unknown option '--colour'".
    const [sentence] = cause instanceof Error ? cause.message.split(/\.(?:\s|$)/) : [];
    throw new InvalidOption(sentence ?? 'The arguments are unclear', { cause });
  }
}

function readOption<Value>(
  { flag, env, fallback, read, expected }: Definition<Value>,
  flags: Flags,
  texts: Environment,
): Value {
  const given = flags[flag];
  // Several are one text with commas, as in the environment.
  const text = given?.toString() ?? texts[env];
  if (text === undefined || (given === undefined && text === '')) return fallback;
  const value = read(text);
  if (value !== undefined) return value;
  throw new InvalidOption(`${given === undefined ? env : `--${flag}`} must be ${expected}, not "${text}"`);
}

function helpText(): string {
  const rows = Object.values(definitions).map(
    ({ flag, placeholder, env, help, fallback, fallbackText }: Definition<unknown>) => [
      placeholder === undefined ? `--${flag}` : `--${flag} ${placeholder}`,
      `${help} (${env}, default ${fallbackText ?? fallback})`,
    ],
  );
  const lines = [...rows, ['--help', 'show this text']].map(
    ([left = '', right = '']) => `  ${left.padEnd(24)}${right}`,
  );
  return ['Lanline introduces the browsers of one network to each other.', '', 'Options:', ...lines, ''].join('\n');
}
