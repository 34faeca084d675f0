import { describe, expect, test } from 'vitest';
import { parseOptions } from '../../signaling/options.ts';

const defaults = {
  port: 3000,
  host: '0.0.0.0',
  maxPeers: 24,
  maxRooms: 1000,
  maxConnections: 4096,
  seatGrace: 90,
  stunPort: undefined,
  noStun: false,
  iceServers: [],
  turnSecret: undefined,
  allowedHosts: [],
  trustProxy: [],
  https: false,
  cert: undefined,
  key: undefined,
  dataDir: undefined,
  redis: undefined,
  metrics: false,
  logLevel: 'warn',
};
const optionsOf = (args: string[], env = {}) => {
  const command = parseOptions(args, env);
  if (command.type !== 'run') throw new Error(`not a run: ${JSON.stringify(command)}`);
  return command.options;
};

describe('the options', () => {
  test('have defaults', () => {
    expect(optionsOf([])).toEqual(defaults);
  });

  test('are read from the command line', () => {
    const args = ['--port', '8080', '--host=::', '--max-peers', '8', '--max-rooms', '5', '--seat-grace', '7'];
    expect(optionsOf(args)).toEqual({ ...defaults, port: 8080, host: '::', maxPeers: 8, maxRooms: 5, seatGrace: 7 });
  });

  test('are read from the environment', () => {
    const env = {
      LANLINE_PORT: '81',
      LANLINE_HOST: 'otter',
      LANLINE_MAX_PEERS: '9',
      LANLINE_MAX_ROOMS: '6',
      LANLINE_SEAT_GRACE: '8',
    };
    expect(optionsOf([], env)).toEqual({
      ...defaults,
      port: 81,
      host: 'otter',
      maxPeers: 9,
      maxRooms: 6,
      seatGrace: 8,
    });
  });

  test('of STUN and TURN are read from the command line', () => {
    const args = ['--stun-port', '3478', '--no-stun', '--turn-secret', 'north'];
    const servers = ['--ice-server', 'stun:otter', '--ice-server=turn:lynx:3478'];
    expect(optionsOf([...args, ...servers])).toEqual({
      ...defaults,
      stunPort: 3478,
      noStun: true,
      turnSecret: 'north',
      iceServers: [
        { type: 'stun', url: 'stun:otter' },
        { type: 'turn-by-secret', url: 'turn:lynx:3478' },
      ],
    });
  });

  test('of STUN and TURN are read from the environment, where commas stand between servers', () => {
    const env = {
      LANLINE_STUN_PORT: '3478',
      LANLINE_NO_STUN: 'true',
      LANLINE_ICE_SERVERS: 'stun:otter, turn:ann:pass@lynx',
      LANLINE_TURN_SECRET: 'north',
    };
    expect(optionsOf([], env)).toEqual({
      ...defaults,
      stunPort: 3478,
      noStun: true,
      turnSecret: 'north',
      iceServers: [
        { type: 'stun', url: 'stun:otter' },
        { type: 'turn', url: 'turn:lynx', username: 'ann', credential: 'pass' },
      ],
    });
  });

  test('of names and proxies are read from the command line', () => {
    const args = ['--allowed-hosts', 'Otter.lan,lynx.', '--allowed-hosts=elk', '--trust-proxy', '10.0.0.0/8, fd00::1'];
    expect(optionsOf(args)).toEqual({
      ...defaults,
      allowedHosts: ['otter.lan', 'lynx', 'elk'],
      trustProxy: ['10.0.0.0/8', 'fd00::1'],
    });
  });

  test('of names and proxies are read from the environment', () => {
    const env = { LANLINE_ALLOWED_HOSTS: 'otter.lan', LANLINE_TRUST_PROXY: '127.0.0.1' };
    expect(optionsOf([], env)).toEqual({ ...defaults, allowedHosts: ['otter.lan'], trustProxy: ['127.0.0.1'] });
  });

  test('of https are read from the command line', () => {
    expect(optionsOf(['--https', '--data-dir', '/otter'])).toEqual({ ...defaults, https: true, dataDir: '/otter' });
  });

  test('of a certificate ask for https, too', () => {
    const env = { LANLINE_CERT: 'otter.crt', LANLINE_KEY: 'otter.key' };
    const expected = { ...defaults, https: true, cert: 'otter.crt', key: 'otter.key' };
    expect(optionsOf([], env)).toEqual(expected);
    expect(optionsOf(['--cert', 'otter.crt', '--key', 'otter.key'])).toEqual(expected);
  });

  test('can turn STUN on again in the environment', () => {
    expect(optionsOf([], { LANLINE_NO_STUN: 'false' }).noStun).toBe(false);
  });

  test('on the command line win over the environment', () => {
    expect(optionsOf(['--port', '8080'], { LANLINE_PORT: '81' }).port).toBe(8080);
  });

  test('on the command line are taken though the environment is bad', () => {
    expect(optionsOf(['--port', '8080'], { LANLINE_PORT: 'x' }).port).toBe(8080);
  });

  test('are left at their defaults by empty environment variables', () => {
    expect(optionsOf([], { LANLINE_PORT: '', LANLINE_HOST: '' })).toEqual(defaults);
  });

  test.each([
    ['--port', '0', { port: 0 }],
    ['--port', '65535', { port: 65_535 }],
    ['--max-peers', '2', { maxPeers: 2 }],
    ['--max-peers', '256', { maxPeers: 256 }],
    ['--max-rooms', '1', { maxRooms: 1 }],
    ['--max-rooms', '9999', { maxRooms: 9_999 }],
    ['--seat-grace', '1', { seatGrace: 1 }],
    ['--seat-grace', '3600', { seatGrace: 3_600 }],
    ['--redis', 'redis://otter', { redis: 'redis://otter' }],
    ['--redis', 'rediss://ada:north@otter:6380/7', { redis: 'rediss://ada:north@otter:6380/7' }],
  ])('may be %s %s', (flag, value, expected) => {
    expect(optionsOf([flag, value])).toEqual({ ...defaults, ...expected });
  });
});

describe('bad arguments are explained in one sentence', () => {
  test.each([
    [['--port', '65536'], '--port must be a whole number from 0 to 65535, not "65536"'],
    [['--port', '-1'], "Option '--port' argument is ambiguous"],
    [['--port=-1'], '--port must be a whole number from 0 to 65535, not "-1"'],
    [['--port', '80a'], '--port must be a whole number from 0 to 65535, not "80a"'],
    [['--port', '1e3'], '--port must be a whole number from 0 to 65535, not "1e3"'],
    [['--port='], '--port must be a whole number from 0 to 65535, not ""'],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--host='], '--host must be an address or a host name, not ""'],
    [['--host', 'a b'], '--host must be an address or a host name, not "a b"'],
    [['--max-peers', '1'], '--max-peers must be a whole number from 2 to 256, not "1"'],
    [['--max-peers', '257'], '--max-peers must be a whole number from 2 to 256, not "257"'],
    [['--max-rooms', '0'], '--max-rooms must be a whole number from 1 to 9999, not "0"'],
    [['--max-rooms', '10000'], '--max-rooms must be a whole number from 1 to 9999, not "10000"'],
    [['--seat-grace', '0'], '--seat-grace must be a whole number from 1 to 3600, not "0"'],
    [['--seat-grace', '3601'], '--seat-grace must be a whole number from 1 to 3600, not "3601"'],
    ...['otter:6379', 'http://otter', 'redis://', 'redis://otter/rooms'].map((url): [string[], string] => [
      ['--redis', url],
      `--redis must be a URL such as redis://user:password@host:6379/0, or rediss://, not "${url}"`,
    ]),
    [['--stun-port', '0'], '--stun-port must be a whole number from 1 to 65535, not "0"'],
    [['--no-stun=yes'], "Option '--no-stun' does not take an argument"],
    [['--turn-secret='], '--turn-secret must be the secret that the TURN server has, not ""'],
    [
      ['--ice-server', 'otter'],
      '--ice-server must be at most 7 URLs such as stun:host:port or turn:user:password@host:port?transport=udp, not "otter"',
    ],
    [['--ice-server', 'turn:lynx'], '"turn:lynx" needs a user and a password, or --turn-secret'],
    [
      ['--allowed-hosts', 'otter.lan:80'],
      '--allowed-hosts must be host names such as otter.lan, with commas between them, not "otter.lan:80"',
    ],
    [
      ['--allowed-hosts', 'a,,b'],
      '--allowed-hosts must be host names such as otter.lan, with commas between them, not "a,,b"',
    ],
    [
      ['--trust-proxy', 'lynx'],
      '--trust-proxy must be IP addresses or ranges such as 10.0.0.0/8, with commas between them, not "lynx"',
    ],
    [
      ['--trust-proxy', '10.0.0.0/33'],
      '--trust-proxy must be IP addresses or ranges such as 10.0.0.0/8, with commas between them, not "10.0.0.0/33"',
    ],
    [
      ['--trust-proxy', '::/129'],
      '--trust-proxy must be IP addresses or ranges such as 10.0.0.0/8, with commas between them, not "::/129"',
    ],
    [['--cert', 'otter.crt'], '--cert and --key need each other'],
    [['--key', 'otter.key'], '--cert and --key need each other'],
    [['--data-dir='], '--data-dir must be a path, not ""'],
    [['--colour'], "Unknown option '--colour'"],
    [['extra'], "Unexpected argument 'extra'"],
  ])('%j', (args, sentence) => {
    expect(parseOptions(args, {})).toEqual({ type: 'invalid', message: `${sentence}; --help lists the options.` });
  });

  test('which counts the servers', () => {
    const servers = (count: number) => Array<string>(count).fill('--ice-server=stun:otter');
    expect(optionsOf(servers(7)).iceServers).toHaveLength(7);
    expect(parseOptions(servers(8), {})).toMatchObject({ message: expect.stringContaining('at most 7 URLs') });
  });

  test('which names the switch in the environment that is bad', () => {
    expect(parseOptions([], { LANLINE_NO_STUN: 'maybe' })).toMatchObject({
      message: expect.stringMatching(/^LANLINE_NO_STUN must be true or false, not "maybe"; /),
    });
  });

  test('which names the environment variable that is bad', () => {
    expect(parseOptions([], { LANLINE_MAX_ROOMS: 'many' })).toEqual({
      type: 'invalid',
      message: 'LANLINE_MAX_ROOMS must be a whole number from 1 to 9999, not "many"; --help lists the options.',
    });
  });
});

describe('the help text', () => {
  const command = parseOptions(['--help'], { LANLINE_PORT: 'bad' });
  const text = command.type === 'help' ? command.text : '';

  test.each([
    ['--port <number>', 'LANLINE_PORT', '3000'],
    ['--host <address>', 'LANLINE_HOST', '0.0.0.0'],
    ['--max-peers <number>', 'LANLINE_MAX_PEERS', '24'],
    ['--max-rooms <number>', 'LANLINE_MAX_ROOMS', '1000'],
    ['--seat-grace <seconds>', 'LANLINE_SEAT_GRACE', '90'],
    ['--stun-port <number>', 'LANLINE_STUN_PORT', 'the number of the TCP port'],
    ['--no-stun', 'LANLINE_NO_STUN', 'false'],
    ['--ice-server <url>', 'LANLINE_ICE_SERVERS', 'none'],
    ['--turn-secret <secret>', 'LANLINE_TURN_SECRET', 'none'],
    ['--allowed-hosts <names>', 'LANLINE_ALLOWED_HOSTS', 'any'],
    ['--trust-proxy <addresses>', 'LANLINE_TRUST_PROXY', 'none'],
    ['--https', 'LANLINE_HTTPS', 'false'],
    ['--cert <file>', 'LANLINE_CERT', 'an own one'],
    ['--key <file>', 'LANLINE_KEY', 'an own one'],
    ['--redis <url>', 'LANLINE_REDIS', 'in memory'],
    ['--data-dir <folder>', 'LANLINE_DATA_DIR', '$XDG_DATA_HOME/lanline or ~/.local/share/lanline'],
  ])('lists %s with %s and its default', (flag, env, fallback) => {
    const line = text.split('\n').find((candidate) => candidate.includes(flag));
    expect(line).toContain(`(${env}, default ${fallback})`);
  });

  test('is there for -h, too', () => {
    expect(parseOptions(['-h'], {})).toEqual({ type: 'help', text });
  });
});
