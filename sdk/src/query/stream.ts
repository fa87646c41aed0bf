import type { QueryClient } from "@tanstack/query-core";
import type { Address } from "viem";
import type { Notification } from "../relayer/accountTypes.ts";
import type { AccountClient } from "../relayer/createAccountClient.ts";
import type { RelayerClient } from "../relayer/createRelayerClient.ts";
import type { LiveAuction } from "../relayer/types.ts";
import { liveAuctionQueryOptions, notificationsQueryOptions } from "./relayer.ts";

/**
 * Writes an auction that a stream told of into the cache, and has asked for anew what a bid changes elsewhere: the bids, what accounts can
 * bid with, and after a change of status what the chain says.
 *
 * @example
 * ```ts
 * relayer.watchAuction(id, { onUpdate: (auction) => patchLiveAuction(queryClient, relayer, auction) });
 * ```
 */
export function patchLiveAuction(queries: QueryClient, relayer: RelayerClient, auction: LiveAuction): void {
  const { queryKey } = liveAuctionQueryOptions(relayer, auction);
  const before = queries.getQueryData(queryKey);
  // Answers and events can overtake each other.
  if (before !== undefined && before.serverTime > auction.serverTime) return;
  queries.setQueryData(queryKey, auction);
  const { id } = auction;
  if (before?.sequence !== auction.sequence) {
    void queries.invalidateQueries({ queryKey: ["plaza", "bids", relayer.url, { id }] });
    void queries.invalidateQueries({ queryKey: ["plaza", "funds", relayer.url] });
  }
  if (before !== undefined && before.status !== auction.status) {
    void queries.invalidateQueries({ queryKey: ["plaza", "auction"] });
    void queries.invalidateQueries({ queryKey: ["plaza", "auctions"] });
  }
}

/**
 * Puts a notification that a stream told of in front of those in the cache, once, and has all else asked for anew: what it tells of has changed
 * what is shown elsewhere.
 *
 * @returns Whether it was news.
 *
 * @example
 * ```ts
 * accounts.watchNotifications({ after, onNotification: (news) => patchNotifications(queryClient, accounts, { account }, news) });
 * ```
 */
export function patchNotifications(
  queries: QueryClient,
  accounts: AccountClient,
  which: { account: Address; limit?: number | undefined },
  news: Notification,
): boolean {
  const { queryKey } = notificationsQueryOptions(accounts, which);
  const before = queries.getQueryData(queryKey);
  if (before?.notifications.some(({ sequence }) => sequence === news.sequence)) return false;
  if (before !== undefined) {
    const notifications = [news, ...before.notifications].slice(0, which.limit);
    queries.setQueryData(queryKey, { notifications, unread: before.unread + 1 });
  }
  void queries.invalidateQueries({
    queryKey: ["plaza"],
    predicate: ({ queryKey: [, what] }) => what !== "notifications",
  });
  return true;
}
