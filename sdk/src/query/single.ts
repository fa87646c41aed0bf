import type { Address, Hex } from "viem";
import type { GetAccountParameters, GetListingFacetsParameters } from "../graphql/filters.ts";
import type { GraphqlClient } from "../graphql/index.ts";
import type {
  Collection,
  IndexedAccount,
  IndexedAuction,
  IndexerMeta,
  ItemDetail,
  ListingDetail,
  ListingFacets,
} from "../graphql/types.ts";
import { type ChainSource, onChain, orLastAnswer } from "./internal/lastAnswer.ts";
import { listingOfChain } from "./internal/listingOfChain.ts";
import { queryOf, STEADY_STALE } from "./internal/options.ts";
import type { MaybeStale, PlazaQueryOptions } from "./types.ts";

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
 * A listing with its first trades, or null. While the index does not answer, its last answer comes again, marked `stale`.
 *
 * @param chain - Where given, a stale answer has what the chain says now: the price and the units left, none where it has ended. And a listing that
 * the index never told of is read from the chain alone while it is for sale, with its item and without trades.
 *
 * @example
 * ```ts
 * const listing = await queryClient.fetchQuery(listingQueryOptions(graphql, { id }));
 * ```
 */
export function listingQueryOptions(
  graphql: GraphqlClient,
  { id }: { id: Hex },
  chain?: ChainSource | undefined,
): PlazaQueryOptions<MaybeStale<ListingDetail> | null> {
  return queryOf("listing", graphql.url, { id }, (context) =>
    orLastAnswer(context, () => graphql.getListingById(id, { signal: context.signal }), {
      find: (cached) => cached as ListingDetail | null | undefined,
      check: (last) => onChain(chain, last),
      read: chain && (() => listingOfChain(chain, id)),
    }),
  );
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

/**
 * How often values occur among what a filter finds, each facet as if the filter did not choose among its own: what a shop shows beside its filters.
 *
 * @example
 * ```ts
 * const { data: facets } = useQuery(listingFacetsQueryOptions(graphql, { filter: { rarity: ["EPIC"] } }));
 * ```
 */
export function listingFacetsQueryOptions(
  graphql: GraphqlClient,
  parameters: GetListingFacetsParameters = {},
): PlazaQueryOptions<ListingFacets> {
  return queryOf("listingFacets", graphql.url, parameters, ({ signal }) =>
    graphql.getListingFacets(parameters, { signal }),
  );
}

/**
 * The newest block of the index: whether it answers, and how far it is.
 *
 * @example
 * ```ts
 * const { data, isError } = useQuery({ ...metaQueryOptions(graphql), refetchInterval: 2_000 });
 * ```
 */
export function metaQueryOptions(graphql: GraphqlClient): PlazaQueryOptions<IndexerMeta> {
  return queryOf("meta", graphql.url, undefined, ({ signal }) => graphql.getMeta({ signal }), 0);
}
