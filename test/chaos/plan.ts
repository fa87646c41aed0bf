import { createRandom, type Random } from "../../seed/src/catalogue/random.ts";
import { type FaultName, faults } from "./faults.ts";
import type { Plan } from "./run.ts";

/** Who is killed, of every ten. */
const kills: readonly FaultName[] = [
  ...Array.from({ length: 5 }, () => "kill -9 of the leader" as const),
  ...Array.from({ length: 4 }, () => "kill -9 of any instance" as const),
  "kill -9 of all instances",
];

const isKill = (name: FaultName): boolean => kills.includes(name);

const isFault = (name: string): name is FaultName => name in faults;

/** What the whole form can be told. */
export type Choice = {
  seed: string;
  kills: number;
  /** How often each other fault is made. */
  times: number;
  /** Auctions that end at one time after all. */
  atOnce: number;
  /** Milliseconds after which no move begins. */
  movesMs: number;
  /** Only these faults, so many times each, and no other kills. */
  only?: readonly string[] | undefined;
};

/** The whole form: so many kills, and every other fault some times, in an order that depends on the seed alone; then many ends at once. */
export function wholePlan({ seed, kills: killCount, times, atOnce, movesMs, only }: Choice): Plan {
  const random: Random = createRandom(`chaos/${seed}/plan`);
  const unknown = only?.find((name) => !isFault(name));
  if (unknown !== undefined) throw new Error(`There is no fault "${unknown}": ${Object.keys(faults).join(", ")}.`);
  const killed = Array.from({ length: only ? 0 : killCount }, () => random.shuffle(kills)[0] as FaultName);
  const others = only?.filter(isFault) ?? (Object.keys(faults) as FaultName[]).filter((name) => !isKill(name));
  const moves = random.shuffle([...killed, ...Array.from({ length: times }, () => others).flat()]);
  const people = { instances: 3, auctionsAMove: 3, hands: 12, withdrawers: 2, everyMs: 50, bidsAMove: 25 };
  return { seed, moves, ...people, atOnce, movesMs };
}

/** The shorter form, which is in `npm test`: the leader dies, a commit is cut, and the chain is reorganized. */
export const shortPlan: Plan = {
  seed: "short",
  moves: ["kill -9 of the leader", "commit cut after it took effect", "reorg"],
  ...{ instances: 2, auctionsAMove: 3, hands: 8, withdrawers: 2, everyMs: 50, bidsAMove: 15, atOnce: 10 },
  movesMs: Number.POSITIVE_INFINITY,
};
