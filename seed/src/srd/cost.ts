import { credits } from "../catalogue/credits.ts";
import type { Equipment } from "./equipment.ts";

const IN_COPPER = { cp: 1, sp: 10, gp: 100 } as const;

/** A Credit is a silver piece: everyday things cost a few, and the dearest ship 300,000. */
const COPPER_IN_A_CREDIT = 10;

/** Cost in copper pieces. */
export function costInCopper({ cost }: Pick<Equipment, "cost">): number {
  return cost.quantity * IN_COPPER[cost.unit];
}

/** Cost in gold pieces. */
export function costInGold(entry: Pick<Equipment, "cost">): number {
  return costInCopper(entry) / IN_COPPER.gp;
}

/** Cost in the smallest unit of Credits. */
export function priceOf(entry: Pick<Equipment, "cost">): bigint {
  return credits(costInCopper(entry)) / BigInt(COPPER_IN_A_CREDIT);
}
