import { median, quantile } from '../../support/median.ts';
import type { Question, Scale } from '../question.ts';
import { measureSignalingLoad } from '../signaling-load.ts';

const sizes: Record<Scale, { readonly clients: number; readonly joinsPerSecond: number }> = {
  full: { clients: 10_000, joinsPerSecond: 200 },
  quick: { clients: 200, joinsPerSecond: 200 },
};

export const signaling: Question = {
  name: 'signaling',
  asks: 'How many browsers does one signaling server hold, and how fast does it answer them?',
  measure: async (scale) => {
    const { clients, joinsPerSecond } = sizes[scale];
    const { answersMs, bytesPerClient } = await measureSignalingLoad({ clients, joinsPerSecond, servers: [[]] });
    return {
      rows: [
        {
          subject: `${clients.toLocaleString('en')} browsers in rooms of 4`,
          figures: [
            { name: 'answer to entering, p50', unit: 'ms', values: [median(answersMs)] },
            { name: 'p99', unit: 'ms', values: [quantile(answersMs, 0.99)] },
            { name: 'memory for each', unit: 'kB', values: [bytesPerClient / 1e3] },
          ],
        },
      ],
      notes: [`${joinsPerSecond} of them come in a second, over loopback; what they send comes from the same machine.`],
    };
  },
};
