import { setFlagsFromString } from 'node:v8';
import { HEAP_GROWTH_PERCENT } from '../shared/limits.ts';

/**
 * Lets V8 collect garbage rather than take more memory. It would otherwise let what is old grow to four times of what is
 * in use before it looks at it, and set aside 32 MiB for what is new. To be called once the program is loaded: what is new
 * then keeps the 8 MiB that loading took, where a burst of newcomers still finds room. V8 reads both while it runs.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);
  setFlagsFromString('--semi-space-growth-factor=1');
}
