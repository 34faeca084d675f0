import { expect, test } from 'vitest';
import { ChaosPerson } from './chaos-person.ts';
import { chaosNames, planChaos } from './chaos-plan.ts';
import { ChaosRun } from './chaos-run.ts';
import { meet } from './meeting.ts';
import { tempFolder } from './temp-folder.ts';

const MINUTE_MS = 60_000;
const minutes = Number(process.env.LANLINE_CHAOS_MINUTES ?? 1);
const seed = Number(process.env.LANLINE_CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 32));

/** Slow enough that files are on their way when something happens. */
const LINK_BYTES_PER_SECOND = 3_000_000;

/** What a browser says about a server that is not there. */
const SERVER_GONE = /WebSocket connection to|Failed to load resource/;

test(`five people lose nothing in ${minutes} min of chaos`, { timeout: (minutes + 5) * MINUTE_MS }, async () => {
  process.stdout.write(`The seed of the chaos is ${seed}: LANLINE_CHAOS_SEED=${seed} makes the same plan again.\n`);
  const folder = await tempFolder();
  const { lab, server, everybody: seats } = await meet(chaosNames);
  const everybody = seats.map(({ person, host }, at) => new ChaosPerson(chaosNames[at] ?? 'Ann', host, person));
  for (const { host } of everybody) lab.network.limit(host, LINK_BYTES_PER_SECOND);
  const code = new URL(seats[0].person.page.url()).hash.slice(1);
  const run = new ChaosRun({ lab, server, everybody, code, folder }, planChaos(seed, minutes * MINUTE_MS));
  try {
    await run.run();
  } catch (error) {
    throw new Error(await run.report(), { cause: error });
  }
  const errors = everybody.flatMap(({ person }) => person.pageErrors);
  expect(errors.filter((error) => !SERVER_GONE.test(error))).toEqual([]);
});
