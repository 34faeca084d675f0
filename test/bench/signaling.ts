import { median, quantile } from '../support/median.ts';
import { measureSignalingLoad } from './signaling-load.ts';

/** `npm run bench:signaling [clients]`: how many browsers one server holds, and how fast it answers. */

const CLIENTS = Number(process.argv[2] ?? 10_000);
const JOINS_PER_SECOND = 200;

const { answersMs, bytesPerClient } = await measureSignalingLoad({
  clients: CLIENTS,
  joinsPerSecond: JOINS_PER_SECOND,
  servers: [[]],
});
process.stdout.write(
  [
    `${CLIENTS} clients in rooms of 4, ${JOINS_PER_SECOND} joins a second`,
    `answer: median ${median(answersMs).toFixed(1)} ms, p99 ${quantile(answersMs, 0.99).toFixed(1)} ms`,
    `memory: ${(bytesPerClient / 1e3).toFixed(1)} kB for each client\n`,
  ].join(' · '),
);
