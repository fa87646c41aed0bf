/** How long something took: the median of the rounds' medians, and the 95th percentile of all. */
export type Figure = { medianMs: number; p95Ms: number };

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
export const rounded = (value: number): number => Math.round(value * 10) / 10;

/** The value that so many of a hundred are below. */
export function percentile(values: readonly number[], percent: number): number {
  return sorted(values)[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)] ?? 0;
}

/** How long one call takes, milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Runs all in turn, several times each after so many that do not count, so that whatever else the machine does falls on all of them alike. */
export async function measureInTurn<Name extends string>(
  work: Record<Name, () => Promise<unknown>>,
  { warmUp, rounds, repeats }: { warmUp: number; rounds: number; repeats: number },
): Promise<Record<Name, Figure>> {
  const names = Object.keys(work) as Name[];
  for (const name of names) for (let times = 0; times < warmUp; times += 1) await work[name]();
  const times = new Map<Name, number[][]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) {
      const taken: number[] = [];
      for (let repeat = 0; repeat < repeats; repeat += 1) taken.push(await timed(work[name]));
      times.get(name)?.push(taken);
    }
  return Object.fromEntries(names.map((name) => [name, figureOf(times.get(name) ?? [])])) as Record<Name, Figure>;
}

function figureOf(times: readonly number[][]): Figure {
  return {
    medianMs: rounded(
      percentile(
        times.map((round) => percentile(round, 50)),
        50,
      ),
    ),
    p95Ms: rounded(percentile(times.flat(), 95)),
  };
}
