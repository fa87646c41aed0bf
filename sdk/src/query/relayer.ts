import type { Address, Hex } from "viem";
import type { Notification } from "../relayer/accountTypes.ts";
import type { AccountClient } from "../relayer/createAccountClient.ts";
import type { RelayerClient } from "../relayer/createRelayerClient.ts";
import type { GetOrdersParameters, GetOrdersReturnType } from "../relayer/orderTypes.ts";
import type { BidRecord, Funds, LiveAuction } from "../relayer/types.ts";
import { queryOf } from "./internal/options.ts";
import type { PlazaQueryOptions } from "./types.ts";

/** Bids come by the second: an answer is old at once, unless a stream keeps it fresh. */
const BID_STALE = 1_000;

/**
 * An auction as it stands right now, bids included. `useAuction` patches it from the relayer's stream.
 *
 * @example
 * ```ts
 * const { data } = useQuery({ ...liveAuctionQueryOptions(relayer, { id }), refetchInterval: 3_000 });
 * ```
 */
export function liveAuctionQueryOptions(relayer: RelayerClient, { id }: { id: Hex }): PlazaQueryOptions<LiveAuction> {
  return queryOf("liveAuction", relayer.url, { id }, ({ signal }) => relayer.getAuction(id, { signal }), BID_STALE);
}

/**
 * Several auctions as they stand right now, in one request: for a list of them. Unknown ones are left out.
 *
 * @example
 * ```ts
 * const { data: lives = [] } = useQuery({ ...liveAuctionsQueryOptions(relayer, { ids }), refetchInterval: 2_500 });
 * ```
 */
export function liveAuctionsQueryOptions(
  relayer: RelayerClient,
  { ids }: { ids: readonly Hex[] },
): PlazaQueryOptions<LiveAuction[]> {
  const ask = ({ signal }: { signal: AbortSignal }) => relayer.getAuctions(ids, { signal });
  return queryOf("liveAuctions", relayer.url, { ids }, ask, BID_STALE);
}

/**
 * The relayer's book of signed listings and offers: a page of it.
 *
 * @example
 * ```ts
 * const { data } = useQuery(ordersQueryOptions(relayer, { kind: "offer", token, tokenIds: [7n], sort: "price_high" }));
 * ```
 */
export function ordersQueryOptions(
  relayer: RelayerClient,
  parameters: GetOrdersParameters = {},
): PlazaQueryOptions<GetOrdersReturnType> {
  return queryOf("orders", relayer.url, parameters, ({ signal }) => relayer.getOrders({ ...parameters, signal }));
}

/**
 * The bids that the relayer took for an auction, in their order.
 *
 * @param after - Only those after this sequence number; from the first bid on by default.
 *
 * @example
 * ```ts
 * const { data: bids = [] } = useQuery(bidsQueryOptions(relayer, { id, limit: 50 }));
 * ```
 */
export function bidsQueryOptions(
  relayer: RelayerClient,
  { id, after, limit }: { id: Hex; after?: number | undefined; limit?: number | undefined },
): PlazaQueryOptions<BidRecord[]> {
  const which = { id, after, limit };
  return queryOf("bids", relayer.url, which, ({ signal }) => relayer.getBids(id, { after, limit, signal }), BID_STALE);
}

/**
 * What an account can bid with, by the relayer.
 *
 * @example
 * ```ts
 * const { data: funds } = useQuery(fundsQueryOptions(relayer, { account }));
 * ```
 */
export function fundsQueryOptions(relayer: RelayerClient, { account }: { account: Address }): PlazaQueryOptions<Funds> {
  return queryOf("funds", relayer.url, { account }, ({ signal }) => relayer.getFunds(account, { signal }), BID_STALE);
}

/** The newest notifications first, and how many are unread. */
export type Notifications = { notifications: Notification[]; unread: number };

/**
 * What a signed-in account was told. `useNotifications` patches it from the relayer's stream.
 *
 * @param of - The account whose session the client holds: another one must not see the same answer.
 *
 * @example
 * ```ts
 * const { data } = useQuery(notificationsQueryOptions(accounts, { account }));
 * ```
 */
export function notificationsQueryOptions(
  accounts: AccountClient,
  { account, limit }: { account: Address; limit?: number | undefined },
): PlazaQueryOptions<Notifications> {
  const which = { account, limit };
  return queryOf("notifications", "", which, ({ signal }) => accounts.getNotifications({ limit, signal }));
}
