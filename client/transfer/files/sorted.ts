/** The index of the last of `sorted` (ascending) that is `value` or less; -1 when all are greater. By binary search. */
export function lastAtMost(sorted: Float64Array, value: number): number {
  let low = -1;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What was there before each of `sizes`: 0, the first, the first two … */
export function sumsBefore(sizes: Iterable<number>, count: number): Float64Array {
  const sums = new Float64Array(count);
  let sum = 0;
  let at = 0;
  for (const size of sizes) {
    sums[at] = sum;
    sum += size;
    at += 1;
  }
  return sums;
}
