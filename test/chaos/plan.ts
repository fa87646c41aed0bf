import { createRandom, type Random } from "../../seed/src/catalogue/random.ts";
import { type FaultName, faults } from "./faults.ts";
import type { Plan } from "./run.ts";

/** Who is killed, of every ten. */
const kills: readonly FaultName[] = [
  ...Array.from({ length: 5 }, () => "kill -9 of the leader" as const),
  ...Array.from({ length: 4 }, () => "kill -9 of any instance" as const),
  "kill -9 of all instances",
];

/** How often the long form makes each of the other faults. */
const TIMES = 3;

const isKill = (name: FaultName): boolean => kills.includes(name);

/** The long form: so many kills, and every other fault some times, in an order that depends on the seed alone; then many ends at once. */
export function longPlan(seed: string, killCount: number, atOnce: number): Plan {
  const random: Random = createRandom(`chaos/${seed}/plan`);
  const killed = Array.from({ length: killCount }, () => random.shuffle(kills)[0] as FaultName);
  const others = (Object.keys(faults) as FaultName[]).filter((name) => !isKill(name));
  const moves = random.shuffle([...killed, ...Array.from({ length: TIMES }, () => others).flat()]);
  return { seed, moves, instances: 3, auctionsAMove: 3, hands: 12, withdrawers: 2, everyMs: 50, bidsAMove: 25, atOnce };
}

/** The shorter form: the leader dies, a commit is cut, and the chain is reorganized. */
export const shortPlan: Plan = {
  seed: "short",
  moves: ["kill -9 of the leader", "commit cut after it took effect", "reorg"],
  ...{ instances: 2, auctionsAMove: 3, hands: 8, withdrawers: 2, everyMs: 50, bidsAMove: 30, atOnce: 20 },
};
