import type { Question } from './question.ts';
import { mesh } from './questions/mesh.ts';

/** All that is asked, in the order in which it is. */
export const questions: readonly Question[] = [mesh];
