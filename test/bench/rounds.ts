/** What is measured by turns: each of them does one round. */
export type Contestants<Name extends string, Round> = Readonly<Record<Name, () => Promise<Round>>>;

/** Rounds alternate, so that a noisy machine slows all contestants alike. Answers each one's rounds in their order. */
export async function alternate<Name extends string, Round>(
  contestants: Contestants<Name, Round>,
  rounds: number,
): Promise<Record<Name, readonly Round[]>> {
  const names = Object.keys(contestants) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as Round[]])) as Record<Name, Round[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) measured[name].push(await contestants[name]());
  }
  return measured;
}
