import { prepare } from '../../signaling/prepare.mjs';

/** The tests run what people run: the built server and the built page. */
export function setup(): void {
  prepare();
}
