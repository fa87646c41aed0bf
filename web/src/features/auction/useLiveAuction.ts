import type { LiveAuction, WatchStatus } from "@plaza/sdk/relayer";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Hex } from "viem";
import { relayer } from "../../data/clients.ts";
import { observeChainTime } from "../../data/clock.ts";
import { bidsQuery, liveQuery } from "../../data/queries.ts";

/** An auction as it stands this second: by the relayer's stream, and by asking while the stream is away. */
export function useLiveAuction(id: Hex): { live: LiveAuction | undefined; stream: WatchStatus; error: unknown } {
  const queries = useQueryClient();
  const [stream, setStream] = useState<WatchStatus>("connecting");
  useEffect(
    () =>
      relayer.watchAuction(id, {
        onStatus: setStream,
        onUpdate(live) {
          observeChainTime(live.serverTime.getTime());
          const before = queries.getQueryData(liveQuery(id).queryKey);
          queries.setQueryData(liveQuery(id).queryKey, live);
          if (before?.sequence !== live.sequence) {
            void queries.invalidateQueries({ queryKey: bidsQuery(id).queryKey });
            // A bid holds its bidder's money, and frees that of whom it outbids.
            void queries.invalidateQueries({ queryKey: ["plaza", "funds"] });
          }
          // The chain changed too: what the indexer says follows soon after.
          if (before !== undefined && before.status !== live.status) {
            void queries.invalidateQueries({ queryKey: ["plaza", "auction", id] });
          }
        },
      }),
    [id, queries],
  );
  const { data, error } = useQuery({ ...liveQuery(id), refetchInterval: stream === "live" ? false : 3_000 });
  return { live: data, stream, error };
}
