import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Address, zeroAddress } from "viem";
import { watchContractEvent } from "viem/actions";
import { transferEvent } from "../abi/generated/credits.ts";
import { type CreditsDiscrepancy, creditsQueryOptions } from "../query/credits.ts";
import { usePlaza } from "./plaza.ts";

const RECONCILE_MS = 300_000;

/**
 * An account's Credits by the chain: read anew when a transfer from or to it is seen, when the window comes to the front, and every five
 * minutes, and compared with the index each time.
 *
 * @param onDiscrepancy - Told what chain and index disagree about, once for each finding. Keep it the same between renders.
 *
 * @example
 * ```tsx
 * const { data } = useCredits({ account, onDiscrepancy: report });
 * ```
 */
export function useCredits({
  account,
  onDiscrepancy,
}: {
  /** Undefined while nobody is signed in: then nothing is asked. */
  account: Address | undefined;
  onDiscrepancy?: ((found: CreditsDiscrepancy[]) => void) | undefined;
}) {
  const plaza = usePlaza();
  const queries = useQueryClient();
  const query = useQuery({
    ...creditsQueryOptions(plaza, { account: account ?? zeroAddress }),
    enabled: account !== undefined,
    refetchInterval: RECONCILE_MS,
    refetchOnWindowFocus: "always",
  });

  const { client, deployment } = plaza;
  useEffect(() => {
    if (account === undefined) return undefined;
    const transfers = { address: deployment.credits, abi: [transferEvent], eventName: "Transfer" } as const;
    const onLogs = () => void queries.invalidateQueries({ queryKey: ["plaza", "credits"] });
    const endSent = watchContractEvent(client, { ...transfers, args: { from: account }, onLogs });
    const endReceived = watchContractEvent(client, { ...transfers, args: { to: account }, onLogs });
    return () => {
      endSent();
      endReceived();
    };
  }, [account, client, deployment.credits, queries]);

  const discrepancies = query.data?.discrepancies;
  useEffect(() => {
    if (discrepancies?.length) onDiscrepancy?.(discrepancies);
  }, [discrepancies, onDiscrepancy]);
  return query;
}
