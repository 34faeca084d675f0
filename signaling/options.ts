import { parseArgs } from 'node:util';
import { ROOM_MEMBERS_MAX, ROOM_NUMBER_MAX, ROOMS_MAX, SEAT_GRACE_S } from '../shared/limits.ts';

/** How the server was asked to run. */
export interface Options {
  readonly port: number;
  readonly host: string;
  readonly maxPeers: number;
  readonly maxRooms: number;
  /** How long the seat of a lost browser is kept, in s. */
  readonly seatGrace: number;
}

export type Command =
  | { readonly type: 'run'; readonly options: Options }
  | { readonly type: 'help'; readonly text: string }
  | { readonly type: 'invalid'; readonly message: string };

interface Definition<Value> {
  readonly flag: string;
  readonly env: string;
  readonly placeholder: string;
  readonly help: string;
  readonly fallback: Value;
  /** The value that a text stands for, or undefined when it stands for none. */
  readonly read: (text: string) => Value | undefined;
  /** What the text should have been. */
  readonly expected: string;
}

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
};

/** Reads the command line, and for what it leaves open the environment. */
export function parseOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Command {
  try {
    const flags = readFlags(args);
    if (flags.help === true) return { type: 'help', text: helpText() };
    const read = <Value>(definition: Definition<Value>) => readOption(definition, flags, env);
    const { port, host, maxPeers, maxRooms, seatGrace } = definitions;
    return {
      type: 'run',
      options: {
        port: read(port),
        host: read(host),
        maxPeers: read(maxPeers),
        maxRooms: read(maxRooms),
        seatGrace: read(seatGrace),
      },
    };
  } catch (error) {
    if (!(error instanceof InvalidOption)) throw error;
    return { type: 'invalid', message: `${error.message}; --help lists the options.` };
  }
}

type Flags = Readonly<Record<string, string | boolean | undefined>>;

function readFlags(args: readonly string[]): Flags {
  const texts = Object.values(definitions).map(({ flag }) => [flag, { type: 'string' }] as const);
  try {
    const options = { ...Object.fromEntries(texts), help: { type: 'boolean', short: 'h' } } as const;
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
  texts: Flags,
): Value {
  const given = flags[flag];
  const text = given ?? texts[env];
  if (typeof text !== 'string' || (given === undefined && text === '')) return fallback;
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

function helpText(): string {
  const rows = Object.values(definitions).map(({ flag, placeholder, env, help, fallback }) => [
    `--${flag} ${placeholder}`,
    `${help} (${env}, default ${fallback})`,
  ]);
  const lines = [...rows, ['--help', 'show this text']].map(
    ([left = '', right = '']) => `  ${left.padEnd(24)}${right}`,
  );
  return ['Lanline introduces the browsers of one network to each other.', '', 'Options:', ...lines, ''].join('\n');
}
