import { isIP } from 'node:net';
import {
  CONNECTIONS_MAX,
  ICE_SERVERS_MAX,
  ROOM_MEMBERS_MAX,
  ROOM_NUMBER_MAX,
  ROOMS_MAX,
  ROOMS_PER_SOURCE_MAX,
  SEAT_GRACE_S,
} from '../shared/limits.ts';
import { plainName } from './allowed-hosts.ts';
import { type FurtherIceServer, readIceServer } from './ice-server-urls.ts';
import { logLevels } from './log.ts';
import type { Options } from './options.ts';

/** An option by its flag and its environment variable. */
export interface Definition<Value> {
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

const trueOrFalse: Pick<Definition<boolean>, 'read' | 'expected'> = {
  read: (text) => (text === 'true' || text === 'false' ? text === 'true' : undefined),
  expected: 'true or false',
};

const path: Pick<Definition<string | undefined>, 'read' | 'expected'> = {
  read: (text) => (text === '' ? undefined : text),
  expected: 'a path',
};

export const definitions: { readonly [Name in keyof Options]: Definition<Options[Name]> } = {
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
    help: `rooms at most; one address makes ${ROOMS_PER_SOURCE_MAX} of them at most`,
    fallback: ROOMS_MAX,
    ...wholeNumber(1, ROOM_NUMBER_MAX),
  },
  maxConnections: {
    flag: 'max-connections',
    env: 'LANLINE_MAX_CONNECTIONS',
    placeholder: '<number>',
    help: 'connections at most; the system must allow as many open files',
    fallback: CONNECTIONS_MAX,
    ...wholeNumber(1, 1_000_000),
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
    ...trueOrFalse,
  },
  iceServers: {
    flag: 'ice-server',
    env: 'LANLINE_ICE_SERVERS',
    placeholder: '<url>',
    multiple: true,
    help: `further STUN or TURN server, such as stun:host:port or turn:user:password@host:port; up to ${ICE_SERVERS_MAX - 1}`,
    fallback: [],
    fallbackText: 'none',
    read: readIceServers,
    expected: `at most ${ICE_SERVERS_MAX - 1} URLs such as stun:host:port or turn:user:password@host:port?transport=udp`,
  },
  allowedHosts: {
    flag: 'allowed-hosts',
    env: 'LANLINE_ALLOWED_HOSTS',
    placeholder: '<names>',
    multiple: true,
    help: 'host names that the server answers to, besides its addresses and localhost',
    fallback: [],
    fallbackText: 'any',
    read: readList(readHostName),
    expected: 'host names such as otter.lan, with commas between them',
  },
  trustProxy: {
    flag: 'trust-proxy',
    env: 'LANLINE_TRUST_PROXY',
    placeholder: '<addresses>',
    multiple: true,
    help: 'reverse proxies, by address or range such as 10.0.0.0/8, whose X-Forwarded-For and -Host are believed',
    fallback: [],
    fallbackText: 'none',
    read: readList(readAddressRange),
    expected: 'IP addresses or ranges such as 10.0.0.0/8, with commas between them',
  },
  https: {
    flag: 'https',
    env: 'LANLINE_HTTPS',
    help: 'serve https besides, on the same port, with a certificate of its own',
    fallback: false,
    ...trueOrFalse,
  },
  cert: {
    flag: 'cert',
    env: 'LANLINE_CERT',
    placeholder: '<file>',
    help: 'certificate for https, in PEM form; needs --key',
    fallback: undefined,
    fallbackText: 'an own one',
    ...path,
  },
  key: {
    flag: 'key',
    env: 'LANLINE_KEY',
    placeholder: '<file>',
    help: 'key of that certificate, in PEM form',
    fallback: undefined,
    fallbackText: 'an own one',
    ...path,
  },
  dataDir: {
    flag: 'data-dir',
    env: 'LANLINE_DATA_DIR',
    placeholder: '<folder>',
    help: 'where the own certificate is kept',
    fallback: undefined,
    fallbackText: '$XDG_DATA_HOME/lanline or ~/.local/share/lanline',
    ...path,
  },
  redis: {
    flag: 'redis',
    env: 'LANLINE_REDIS',
    placeholder: '<url>',
    help: 'keep rooms in Redis 7 or newer, such as redis://host:6379, so that several servers share them',
    fallback: undefined,
    fallbackText: 'in memory',
    read: readRedisUrl,
    expected: 'a URL such as redis://user:password@host:6379/0, or rediss://',
  },
  metrics: {
    flag: 'metrics',
    env: 'LANLINE_METRICS',
    help: 'answer /metrics with figures for Prometheus, to everybody who can open the page',
    fallback: false,
    ...trueOrFalse,
  },
  logLevel: {
    flag: 'log-level',
    env: 'LANLINE_LOG_LEVEL',
    placeholder: '<level>',
    help: `what to write to standard error, as lines of JSON: ${logLevels.join(', ')}`,
    fallback: 'warn',
    read: (text) => logLevels.find((level) => level === text),
    expected: `one of ${logLevels.join(', ')}`,
  },
  turnSecret: {
    flag: 'turn-secret',
    env: 'LANLINE_TURN_SECRET',
    placeholder: '<secret>',
    help: 'makes credentials for each turn:host:port, which shares the secret (use-auth-secret in coturn)',
    fallback: undefined,
    fallbackText: 'none',
    read: (text) => (text === '' ? undefined : text),
    expected: 'the secret that the TURN server has',
  },
};

function wholeNumber(minimum: number, maximum: number): Pick<Definition<number>, 'read' | 'expected'> {
  const read = (text: string) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= minimum && value <= maximum ? value : undefined;
  };
  return { read, expected: `a whole number from ${minimum} to ${maximum}` };
}

/** At most {@link ICE_SERVERS_MAX}, the own one among them. */
function readIceServers(text: string): readonly FurtherIceServer[] | undefined {
  const servers = readList(readIceServer)(text);
  return servers !== undefined && servers.length < ICE_SERVERS_MAX ? servers : undefined;
}

/** Reads several in one text, with commas between them; undefined when one of them cannot be read. */
function readList<Value>(read: (text: string) => Value | undefined): (text: string) => readonly Value[] | undefined {
  return (text) => {
    const values = text.split(',').map((part) => read(part.trim()));
    const valid = values.filter((value) => value !== undefined);
    return valid.length === values.length ? valid : undefined;
  };
}

function readHostName(text: string): string | undefined {
  return /^[\w-]+(\.[\w-]+)*\.?$/.test(text) ? plainName(text) : undefined;
}

/** As its client understands it; the path is the number of a database. */
function readRedisUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, pathname } = new URL(text);
  const isRedis = ['redis:', 'rediss:'].includes(protocol) && hostname !== '';
  return isRedis && /^(\/\d*)?$/.test(pathname) ? text : undefined;
}

/** An IP address, or all that begin with so many bits of it. */
function readAddressRange(text: string): string | undefined {
  const [, address = '', bits = '0'] = /^([\da-f:.]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(bits) <= (version === 4 ? 32 : 128) ? text : undefined;
}
