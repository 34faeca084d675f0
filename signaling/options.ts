import { parseArgs } from 'node:util';
import { ICE_SERVERS_MAX, ROOM_MEMBERS_MAX, ROOM_NUMBER_MAX, ROOMS_MAX, SEAT_GRACE_S } from '../shared/limits.ts';
import { type FurtherIceServer, readIceServer } from './ice-server-urls.ts';

/** How the server was asked to run. */
export interface Options {
  readonly port: number;
  readonly host: string;
  readonly maxPeers: number;
  readonly maxRooms: number;
  /** How long the seat of a lost browser is kept, in s. */
  readonly seatGrace: number;
  /** UDP port of the own STUN server; undefined takes the number of the http port. */
  readonly stunPort: number | undefined;
  readonly noStun: boolean;
  /** Named to browsers after the own STUN server. */
  readonly iceServers: readonly FurtherIceServer[];
  /** Shared with the TURN servers that take credentials made from it. */
  readonly turnSecret: string | undefined;
}

export type Command =
  | { readonly type: 'run'; readonly options: Options }
  | { readonly type: 'help'; readonly text: string }
  | { readonly type: 'invalid'; readonly message: string };

interface Definition<Value> {
  readonly flag: string;
  readonly env: string;
  /** What a switch does not have. */
  readonly placeholder?: string;
  /** Whether it may be given several times; the environment has the values with commas between them. */
  readonly multiple?: boolean;
  readonly help: string;
  readonly fallback: Value;
  /** The fallback in words, where its text says too little. */
  readonly fallbackText?: string;
  /** The value that a text stands for, or undefined when it stands for none. */
  readonly read: (text: string) => Value | undefined;
  /** What the text should have been. */
  readonly expected: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

class InvalidOption extends Error {}

const definitions: { readonly [Name in keyof Options]: Definition<Options[Name]> } = {
  port: {
    flag: 'port',
    env: 'LANLINE_PORT',
    placeholder: '<number>',
    help: 'TCP port to listen on; 0 takes any free one',
    fallback: 3000,
    ...wholeNumber(0, 65_535),
  },
  host: {
    flag: 'host',
    env: 'LANLINE_HOST',
    placeholder: '<address>',
    help: 'address to listen on; 0.0.0.0 is every IPv4 address, :: is IPv6 too',
    fallback: '0.0.0.0',
    read: (text) => (/^\S+$/.test(text) ? text : undefined),
    expected: 'an address or a host name',
  },
  maxPeers: {
    flag: 'max-peers',
    env: 'LANLINE_MAX_PEERS',
    placeholder: '<number>',
    help: 'people in one room at most',
    fallback: ROOM_MEMBERS_MAX,
    ...wholeNumber(2, 256),
  },
  maxRooms: {
    flag: 'max-rooms',
    env: 'LANLINE_MAX_ROOMS',
    placeholder: '<number>',
    help: 'rooms at most',
    fallback: ROOMS_MAX,
    ...wholeNumber(1, ROOM_NUMBER_MAX),
  },
  seatGrace: {
    flag: 'seat-grace',
    env: 'LANLINE_SEAT_GRACE',
    placeholder: '<seconds>',
    help: 'how long a lost browser keeps its place in the room',
    fallback: SEAT_GRACE_S,
    ...wholeNumber(1, 3_600),
  },
  stunPort: {
    flag: 'stun-port',
    env: 'LANLINE_STUN_PORT',
    placeholder: '<number>',
    help: 'UDP port to answer STUN requests on',
    fallback: undefined,
    fallbackText: 'the number of the TCP port',
    ...wholeNumber(1, 65_535),
  },
  noStun: {
    flag: 'no-stun',
    env: 'LANLINE_NO_STUN',
    help: 'answer no STUN requests',
    fallback: false,
    read: (text) => (text === 'true' || text === 'false' ? text === 'true' : undefined),
    expected: 'true or false',
  },
  iceServers: {
    flag: 'ice-server',
    env: 'LANLINE_ICE_SERVERS',
    placeholder: '<url>',
    multiple: true,
    help: 'further STUN or TURN server, such as stun:host:port or turn:user:password@host:port',
    fallback: [],
    fallbackText: 'none',
    read: readIceServers,
    expected: `at most ${ICE_SERVERS_MAX - 1} URLs such as stun:host:port or turn:user:password@host:port?transport=udp`,
  },
  turnSecret: {
    flag: 'turn-secret',
    env: 'LANLINE_TURN_SECRET',
    placeholder: '<secret>',
    help: 'makes credentials for each turn:host:port, which shares the secret',
    fallback: undefined,
    fallbackText: 'none',
    read: (text) => (text === '' ? undefined : text),
    expected: 'the secret that the TURN server has',
  },
};

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
    seatGrace: read(seatGrace),
    stunPort: read(stunPort),
    noStun: read(noStun),
    iceServers: read(iceServers),
    turnSecret: read(turnSecret),
  };
  const bySecret = options.iceServers.find(({ type }) => type === 'turn-by-secret');
  if (bySecret === undefined || options.turnSecret !== undefined) return options;
  throw new InvalidOption(`"${bySecret.url}" needs a user and a password, or --${turnSecret.flag}`);
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

function wholeNumber(minimum: number, maximum: number): Pick<Definition<number>, 'read' | 'expected'> {
  const read = (text: string) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= minimum && value <= maximum ? value : undefined;
  };
  return { read, expected: `a whole number from ${minimum} to ${maximum}` };
}

/** Several in one text, with commas between them. */
function readIceServers(text: string): readonly FurtherIceServer[] | undefined {
  const servers = text.split(',').map((url) => readIceServer(url.trim()));
  const valid = servers.filter((server) => server !== undefined);
  return valid.length === servers.length && valid.length < ICE_SERVERS_MAX ? valid : undefined;
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
