import type { LiveAuction } from "@plaza/sdk/relayer";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Address } from "viem";
import { chainNow, useChainKnown } from "../../data/clock.ts";
import { auctionQuery, livesQuery, myRunningAuctionsQuery, newTradesQuery } from "../../data/queries.ts";
import { useMyBids } from "../auction/myBids.ts";
import { noticeOfAuction, noticeOfTrade } from "./derive.ts";
import { announce, forgetNews } from "./store.ts";

/** How many auctions one follows at once. */
const FOLLOWED = 40;

/**
 * Turns what the indexer and the relayer say into news for one account: its sales by polling, its auctions by polling and by
 * whatever stream is open. What was so before the page opened is no news.
 */
export function useNewsWatch(account: Address | undefined): void {
  const clockKnown = useChainKnown();
  const queries = useQueryClient();
  const [since, setSince] = useState<number>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new account begins anew
  useEffect(() => {
    forgetNews();
    // From the next second on: what shares this one may have happened before.
    setSince(clockKnown ? chainNow() + 1 : undefined);
  }, [account, clockKnown]);

  const watching = since === undefined ? undefined : account;
  const trades = useQuery(newTradesQuery(watching, since ?? 0));
  useEffect(() => {
    if (account === undefined) return;
    for (const trade of trades.data ?? []) {
      const notice = noticeOfTrade(trade, account);
      if (notice !== undefined) announce(notice, trade.timestamp);
    }
  }, [trades.data, account]);

  const bids = useMyBids(watching);
  const selling = useQuery(myRunningAuctionsQuery(watching));
  const ids = useMemo(
    () => [...new Set([...bids, ...(selling.data ?? []).map(({ id }) => id)])].slice(0, FOLLOWED),
    [bids, selling.data],
  );
  // Polls; the answers reach the cache, where they are compared below together with those of streams.
  useQuery(livesQuery(ids));

  const known = useRef(new Map<string, LiveAuction>());
  useEffect(() => {
    known.current = new Map();
    if (account === undefined) return undefined;
    const followed = new Set(ids);
    async function compare(after: LiveAuction, me: Address): Promise<void> {
      if (!followed.has(after.id)) return;
      const before = known.current.get(after.id);
      if (before !== undefined && before.serverTime.getTime() > after.serverTime.getTime()) return;
      known.current.set(after.id, after);
      if (before === undefined || noticeOfAuction(before, after, me, undefined) === undefined) return;
      const auction = await queries.ensureQueryData(auctionQuery(after.id)).catch(() => null);
      const notice = noticeOfAuction(before, after, me, auction?.item);
      if (notice !== undefined) announce(notice, chainNow());
    }
    return queries.getQueryCache().subscribe(({ type, query }) => {
      if (type !== "updated" || query.queryKey[0] !== "plaza") return;
      const { data } = query.state;
      if (query.queryKey[1] === "live" && data !== undefined) void compare(data as LiveAuction, account);
      if (query.queryKey[1] === "lives" && data instanceof Map) {
        for (const live of data.values()) void compare(live as LiveAuction, account);
      }
    });
  }, [account, ids, queries]);
}
