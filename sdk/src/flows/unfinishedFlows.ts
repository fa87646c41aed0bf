import { type Address, type Hash, isAddressEqual } from "viem";
import type { PlazaDeployment } from "../deployment.ts";
import { itemOf } from "./internal/itemOf.ts";
import { listPlans } from "./internal/plan.ts";
import type { FlowStore } from "./store.ts";
import type { FlowRequirement } from "./types.ts";

/** A plan that has not come to its end. */
export type UnfinishedFlow = {
  id: string;
  /** Which flow takes it up: `buy` is `buyFlow.resume`'s. `resumeFlow` knows all. */
  kind: string;
  account: Address;
  /** What it buys, sells or bids for; null where that is no one item. */
  item: { token: Address; tokenId: bigint } | null;
  requirements: readonly FlowRequirement[];
  /** How many of them are done. */
  done: number;
  /** Whether the wallet was asked for the next one's transaction, and nobody knows yet what became of it. */
  asked: boolean;
  /** That transaction's hash, where the wallet told it: taken up again, nothing is asked for it. */
  hash: Hash | null;
  createdAt: Date;
};

/** Whose plans are meant. */
export type UnfinishedFlowsFilter = {
  account?: Address | undefined;
  /** Of one house; a browser's storage can hold those of others. */
  deployment?: Pick<PlazaDeployment, "chainId" | "marketplace"> | undefined;
};

/**
 * What was begun and not finished, the oldest first: before a reload, or in another tab.
 *
 * @example
 * ```ts
 * for (const { id, hash } of await unfinishedFlows(store)) if (hash) await (await resumeFlow(context, id)).run();
 * ```
 */
export async function unfinishedFlows(
  store: FlowStore,
  { account, deployment }: UnfinishedFlowsFilter = {},
): Promise<UnfinishedFlow[]> {
  const plans = (await listPlans(store)).filter(
    (plan) =>
      (account === undefined || isAddressEqual(plan.account, account)) &&
      (deployment === undefined ||
        (plan.chainId === deployment.chainId && isAddressEqual(plan.marketplace, deployment.marketplace))),
  );
  return plans.map(({ outcomes, attempt, parameters, createdAt, ...plan }) => ({
    id: plan.id,
    kind: plan.kind,
    account: plan.account,
    item: itemOf(parameters),
    requirements: plan.requirements,
    done: outcomes.length,
    asked: attempt !== null,
    hash: attempt?.hash ?? null,
    createdAt: new Date(createdAt),
  }));
}
