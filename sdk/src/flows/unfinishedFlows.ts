import type { Address } from "viem";
import { listPlans } from "./internal/plan.ts";
import type { FlowStore } from "./store.ts";
import type { FlowRequirement } from "./types.ts";

/** A plan that has not come to its end. */
export type UnfinishedFlow = {
  id: string;
  /** Which flow takes it up: `buy` is `buyFlow.resume`'s. */
  kind: string;
  account: Address;
  requirements: readonly FlowRequirement[];
  /** How many of them are done. */
  done: number;
  createdAt: Date;
};

/**
 * What was begun and not finished, the oldest first: before a reload, or in another tab.
 *
 * @example
 * ```ts
 * for (const { id, kind } of await unfinishedFlows(store)) if (kind === "buy") await (await buyFlow.resume(context, id)).run();
 * ```
 */
export async function unfinishedFlows(store: FlowStore): Promise<UnfinishedFlow[]> {
  return (await listPlans(store)).map(({ id, kind, account, requirements, outcomes, createdAt }) => ({
    id,
    kind,
    account,
    requirements,
    done: outcomes.length,
    createdAt: new Date(createdAt),
  }));
}
