import type { Address, Hex } from "viem";
import type { GetAccountParameters } from "../graphql/filters.ts";
import type { GraphqlClient } from "../graphql/index.ts";
import type { Collection, IndexedAccount, IndexedAuction, ItemDetail, ListingDetail } from "../graphql/types.ts";
import { queryOf, STEADY_STALE } from "./internal/options.ts";
import type { PlazaQueryOptions } from "./types.ts";

/**
 * An item with what it is for sale at, or null.
 *
 * @example
 * ```ts
 * const { data: item } = useQuery(itemQueryOptions(graphql, { token, tokenId: 7n }));
 * ```
 */
export function itemQueryOptions(
  graphql: GraphqlClient,
  which: { token: Address; tokenId: bigint },
): PlazaQueryOptions<ItemDetail | null> {
  return queryOf("item", graphql.url, which, ({ signal }) => graphql.getItem(which, { signal }));
}

/**
 * A listing with its first trades, or null.
 *
 * @example
 * ```ts
 * const listing = await queryClient.fetchQuery(listingQueryOptions(graphql, { id }));
 * ```
 */
export function listingQueryOptions(
  graphql: GraphqlClient,
  { id }: { id: Hex },
): PlazaQueryOptions<ListingDetail | null> {
  return queryOf("listing", graphql.url, { id }, ({ signal }) => graphql.getListingById(id, { signal }));
}

/**
 * An auction as the chain has it, or null; `liveAuctionQueryOptions` has the bids.
 *
 * @example
 * ```ts
 * const { data: auction } = useQuery(auctionQueryOptions(graphql, { id }));
 * ```
 */
export function auctionQueryOptions(
  graphql: GraphqlClient,
  { id }: { id: Hex },
): PlazaQueryOptions<IndexedAuction | null> {
  return queryOf("auction", graphql.url, { id }, ({ signal }) => graphql.getAuctionById(id, { signal }));
}

/**
 * What an account has and did: items, listings, auctions and trades, the first page of each.
 *
 * @example
 * ```ts
 * const { data } = useQuery(accountQueryOptions(graphql, { address, listings: { status: ["ACTIVE"] } }));
 * ```
 */
export function accountQueryOptions(
  graphql: GraphqlClient,
  parameters: GetAccountParameters,
): PlazaQueryOptions<IndexedAccount> {
  return queryOf("account", graphql.url, parameters, ({ signal }) => graphql.getAccount(parameters, { signal }));
}

/**
 * The collections of the house.
 *
 * @example
 * ```ts
 * const { data: collections = [] } = useQuery(collectionsQueryOptions(graphql));
 * ```
 */
export function collectionsQueryOptions(graphql: GraphqlClient): PlazaQueryOptions<Collection[]> {
  return queryOf(
    "collections",
    graphql.url,
    undefined,
    ({ signal }) => graphql.getCollections({ signal }),
    STEADY_STALE,
  );
}
