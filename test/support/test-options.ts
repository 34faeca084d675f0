import type { Options } from '../../signaling/options.ts';

/** How tests run a server: on any free port of this computer alone, with what a test changes. */
export const testOptions = (changes: Partial<Options> = {}): Options => ({
  host: '127.0.0.1',
  port: 0,
  maxPeers: 32,
  maxRooms: 1_000,
  maxConnections: 4_096,
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
  logLevel: 'silent',
  ...changes,
});
