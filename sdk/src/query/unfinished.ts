import type { Address } from "viem";
import type { PlazaDeployment } from "../deployment.ts";
import type { FlowStore } from "../flows/store.ts";
import { type UnfinishedFlow, unfinishedFlows } from "../flows/unfinishedFlows.ts";
import { queryOf } from "./internal/options.ts";
import type { PlazaQueryOptions } from "./types.ts";

/**
 * What an account began and did not finish: before a reload, or in another tab. `resumeMutationOptions` takes it up.
 *
 * @example
 * ```ts
 * const { data = [] } = useQuery(unfinishedFlowsQueryOptions({ store, deployment }, { account }));
 * ```
 */
export function unfinishedFlowsQueryOptions(
  { store, deployment }: { store: FlowStore; deployment: Pick<PlazaDeployment, "chainId" | "marketplace"> },
  { account }: { account: Address },
): PlazaQueryOptions<UnfinishedFlow[]> {
  const { chainId, marketplace } = deployment;
  const ask = () => unfinishedFlows(store, { account, deployment });
  return queryOf("unfinishedFlows", String(chainId), { account, marketplace }, ask, 0);
}
