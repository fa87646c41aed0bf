import { useIndexerMeta } from "@plaza/sdk/react";
import { type ReactNode, useEffect } from "react";
import { formatCount } from "../ui/amounts.ts";
import { observeChainTime } from "./clock.ts";

/** Follows the indexer's newest block: sets the page's clock, and says plainly when nothing answers. */
export function ChainPulse(): ReactNode {
  const { data, isError } = useIndexerMeta({ refetchInterval: 2_000 });
  useEffect(() => {
    if (data !== undefined) observeChainTime(data.blockTimestamp * 1_000);
  }, [data]);
  if (isError) return <span className="bad">The marketplace does not answer. Trying again.</span>;
  return <span>{data === undefined ? "Reading the chain" : `Up to date with block ${formatCount(data.block)}`}</span>;
}
