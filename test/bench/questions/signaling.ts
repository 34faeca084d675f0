import { median, quantile } from '../../support/median.ts';
import type { Figure, Question, Row, Scale } from '../question.ts';
import { type LoadOptions, measureSignalingLoad, type RedisLoad, type SignalingLoad } from '../signaling-load.ts';

/** How many browsers signaling servers hold, and how fast they answer. Needs redis-server. */

const sizes: Record<Scale, { readonly clients: number; readonly joinsPerSecond: number }> = {
  full: { clients: 10_000, joinsPerSecond: 200 },
  quick: { clients: 200, joinsPerSecond: 200 },
};

const setups: Readonly<Record<string, Pick<LoadOptions, 'servers' | 'redis'>>> = {
  'one process': { servers: [[]] },
  'two processes and Redis': { servers: [[], []], redis: true },
};

export const signaling: Question = {
  name: 'signaling',
  asks: 'How many browsers does a signaling server hold, and how fast does it answer them?',
  measure: async (scale) => {
    const { clients, joinsPerSecond } = sizes[scale];
    const rows: Row[] = [];
    for (const [subject, setup] of Object.entries(setups)) {
      const load = await measureSignalingLoad({ clients, joinsPerSecond, ...setup });
      rows.push({ subject, figures: serverFigures(load) });
      if (load.redis !== undefined) rows.push({ subject: 'its Redis', figures: redisFigures(load.redis) });
    }
    return {
      rows,
      notes: [
        `${clients.toLocaleString('en')} browsers in rooms of 4, of which ${joinsPerSecond} come in a second, over loopback; ` +
          'a process of the same machine plays all of them, and its own lag is part of the times of answers.',
      ],
    };
  },
};

const serverFigures = (load: SignalingLoad): readonly Figure[] => [
  figure('memory for each', 'kB', load.bytesPerClient / 1e3),
  figure('answer to entering, p50', 'ms', median(load.answersMs)),
  figure('p99', 'ms', quantile(load.answersMs, 0.99)),
  figure("the players' own lag, p99", 'ms', load.clientsLagMs),
  figure('of the time without a processor', '%', 100 * load.waitedShare),
  figure('processor for each who enters', 'ms', load.cpuMsPerJoin),
  figure('for a signal', 'ms', load.cpuMsPerSignal),
  figure('for 1,000 who stay, each second', 'ms', load.cpuMsPerSecondIdle),
];

const redisFigures = (load: RedisLoad): readonly Figure[] => [
  figure('memory for each', 'kB', load.bytesPerClient / 1e3),
  figure('processor for each who enters', 'ms', load.cpuMsPerJoin),
  figure('for a signal', 'ms', load.cpuMsPerSignal),
  figure('commands for each who enters', '', load.commandsPerJoin),
  figure('commands for a signal', '', load.commandsPerSignal),
];

const figure = (name: string, unit: string, value: number): Figure => ({ name, unit, values: [value] });
