import type { Question } from './question.ts';
import { chat } from './questions/chat.ts';
import { fanOut } from './questions/fan-out.ts';
import { firstLoad } from './questions/first-load.ts';
import { memory } from './questions/memory.ts';
import { mesh } from './questions/mesh.ts';
import { signaling } from './questions/signaling.ts';
import { smallFiles } from './questions/small-files.ts';
import { throughput } from './questions/throughput.ts';

/** All that is asked, in the order in which it is. */
export const questions: readonly Question[] = [
  throughput,
  memory,
  chat,
  mesh,
  fanOut,
  smallFiles,
  firstLoad,
  signaling,
];
