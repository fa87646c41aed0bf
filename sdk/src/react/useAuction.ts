import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Hex } from "viem";
import { liveAuctionQueryOptions } from "../query/relayer.ts";
import { patchLiveAuction } from "../query/stream.ts";
import { isFinal } from "../relayer/watchAuction.ts";
import { usePlaza } from "./plaza.ts";
import { type OpenStream, useStream } from "./useStream.ts";

/** While the stream is away, or refused before the auction is over, the relayer is asked. */
const POLL_MS = 3_000;

/**
 * An auction as it stands this second, bids included: by the relayer's stream, and by asking while that is away. `stream` says how far it can be
 * trusted; after the end of the auction it is `closed`.
 *
 * @example
 * ```tsx
 * const { data: auction, stream } = useAuction({ id });
 * ```
 */
export function useAuction({ id }: { id: Hex }) {
  const { relayer } = usePlaza();
  const queries = useQueryClient();
  const open = useCallback<OpenStream>(
    (health) =>
      relayer.watchAuction(id, { ...health, onUpdate: (auction) => patchLiveAuction(queries, relayer, auction) }),
    [relayer, id, queries],
  );
  const stream = useStream(open);
  const query = useQuery({
    ...liveAuctionQueryOptions(relayer, { id }),
    refetchInterval: ({ state: { data } }) =>
      stream === "down" || (stream === "closed" && data && !isFinal(data)) ? POLL_MS : false,
  });
  return { ...query, stream };
}
