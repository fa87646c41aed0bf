import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Address, zeroAddress } from "viem";
import { memoryFlowStore } from "../flows/store.ts";
import { unfinishedFlowsQueryOptions } from "../query/unfinished.ts";
import { usePlaza } from "./plaza.ts";
import { type QueryTuning, tuned } from "./tuned.ts";

/**
 * What an account began and did not finish, before a reload or in another tab, by the provider's `store`. What this page runs at the
 * moment is among it.
 *
 * @example
 * ```tsx
 * const { data: unfinished = [] } = useUnfinishedFlows({ account });
 * const { mutate: resume, state } = useResume();
 * ```
 */
export function useUnfinishedFlows({ account }: { account: Address | undefined }, tuning?: QueryTuning) {
  const { deployment, store: given } = usePlaza();
  const store = useMemo(() => given ?? memoryFlowStore(), [given]);
  const options = unfinishedFlowsQueryOptions({ store, deployment }, { account: account ?? zeroAddress });
  return useQuery(tuned(options, { ...tuning, enabled: account !== undefined }));
}
