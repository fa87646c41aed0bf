import { useQuery } from "@tanstack/react-query";
import { type Address, type Hex, zeroAddress } from "viem";
import type { GetAccountParameters, GetListingFacetsParameters } from "../graphql/filters.ts";
import { feeQueryOptions, holdingQueryOptions } from "../query/chain.ts";
import { bidsQueryOptions, fundsQueryOptions, liveAuctionsQueryOptions, ordersQueryOptions } from "../query/relayer.ts";
import {
  accountQueryOptions,
  auctionQueryOptions,
  collectionsQueryOptions,
  itemQueryOptions,
  listingFacetsQueryOptions,
  listingQueryOptions,
  metaQueryOptions,
} from "../query/single.ts";
import type { GetOrdersParameters } from "../relayer/orderTypes.ts";
import type { TokenStandard } from "../vocabulary.ts";
import { usePlaza } from "./plaza.ts";
import { type QueryTuning, tuned } from "./tuned.ts";

/** Somebody may not be signed in yet: then nothing is asked. */
type Maybe<parameters, field extends keyof parameters> = Omit<parameters, field> & {
  [key in field]: parameters[key] | undefined;
};

/**
 * An item with what it is for sale at, or null.
 *
 * @example
 * ```tsx
 * const { data: item } = useItem({ token, tokenId: 7n });
 * ```
 */
export function useItem(which: { token: Address; tokenId: bigint }, tuning?: QueryTuning) {
  return useQuery(tuned(itemQueryOptions(usePlaza().graphql, which), tuning));
}

/**
 * A listing with its first trades, or null.
 *
 * @example
 * ```tsx
 * const { data: listing } = useListing({ id });
 * if (listing?.stale) console.log(`from ${listing.staleFrom}: ${listing.staleReason}`);
 * ```
 */
export function useListing(which: { id: Hex }, tuning?: QueryTuning) {
  const plaza = usePlaza();
  return useQuery(tuned(listingQueryOptions(plaza.graphql, which, plaza), tuning));
}

/**
 * An auction as the chain has it, or null; {@link useAuction} has the bids.
 *
 * @example
 * ```tsx
 * const { data: auction } = useIndexedAuction({ id });
 * ```
 */
export function useIndexedAuction(which: { id: Hex }, tuning?: QueryTuning) {
  return useQuery(tuned(auctionQueryOptions(usePlaza().graphql, which), tuning));
}

/**
 * How often values occur among what a filter finds, each facet as if the filter did not choose among its own.
 *
 * @example
 * ```tsx
 * const [{ filter }] = useListingSearch();
 * const { data: facets } = useListingFacets({ filter }, { keepPrevious: true });
 * const epics = facets?.rarity.find(({ value }) => value === "EPIC")?.count ?? 0;
 * ```
 */
export function useListingFacets(parameters?: GetListingFacetsParameters, tuning?: QueryTuning) {
  return useQuery(tuned(listingFacetsQueryOptions(usePlaza().graphql, parameters), tuning));
}

/**
 * The collections of the house.
 *
 * @example
 * ```tsx
 * const { data: collections = [] } = useCollections();
 * ```
 */
export function useCollections(tuning?: QueryTuning) {
  return useQuery(tuned(collectionsQueryOptions(usePlaza().graphql), tuning));
}

/**
 * The newest block of the index: whether it answers, and how far it is.
 *
 * @example
 * ```tsx
 * const { data, isError } = useIndexerMeta({ refetchInterval: 2_000 });
 * ```
 */
export function useIndexerMeta(tuning?: QueryTuning) {
  return useQuery(tuned(metaQueryOptions(usePlaza().graphql), tuning));
}

/**
 * What an account has and did, the first page of each.
 *
 * @example
 * ```tsx
 * const { data } = useAccount({ address: account, listings: { status: ["ACTIVE"] } });
 * ```
 */
export function useAccount(parameters: Maybe<GetAccountParameters, "address">, tuning?: QueryTuning) {
  const { address = zeroAddress } = parameters;
  const options = accountQueryOptions(usePlaza().graphql, { ...parameters, address });
  return useQuery(
    tuned(options, { ...tuning, enabled: parameters.address !== undefined && tuning?.enabled !== false }),
  );
}

/**
 * Several auctions as they stand right now, by the relayer.
 *
 * @example
 * ```tsx
 * const { data } = useLiveAuctions({ ids: auctions.map(({ id }) => id) });
 * ```
 */
export function useLiveAuctions({ ids }: { ids: readonly Hex[] }, tuning?: QueryTuning) {
  const enabled = ids.length > 0 && tuning?.enabled !== false;
  return useQuery(tuned(liveAuctionsQueryOptions(usePlaza().relayer, { ids }), { ...tuning, enabled }));
}

/**
 * The bids that the relayer took for an auction, in their order, from the first one on or after a sequence number.
 *
 * @example
 * ```tsx
 * const { data: bids = [] } = useBids({ id, limit: 50 });
 * ```
 */
export function useBids(
  which: { id: Hex; after?: number | undefined; limit?: number | undefined },
  tuning?: QueryTuning,
) {
  return useQuery(tuned(bidsQueryOptions(usePlaza().relayer, which), tuning));
}

/**
 * What an account can bid with, by the relayer.
 *
 * @example
 * ```tsx
 * const { data: funds } = useFunds({ account });
 * ```
 */
export function useFunds({ account = zeroAddress }: { account: Address | undefined }, tuning?: QueryTuning) {
  const enabled = account !== zeroAddress && tuning?.enabled !== false;
  return useQuery(tuned(fundsQueryOptions(usePlaza().relayer, { account }), { ...tuning, enabled }));
}

/**
 * Signed listings and offers of the relayer's book, a page of them.
 *
 * @example
 * ```tsx
 * const { data } = useOrders({ kind: "offer", token, tokenIds: [7n], sort: "price_high" });
 * ```
 */
export function useOrders(parameters?: GetOrdersParameters, tuning?: QueryTuning) {
  return useQuery(tuned(ordersQueryOptions(usePlaza().relayer, parameters), tuning));
}

/**
 * How many of an item an account holds in its wallet, by the chain.
 *
 * @example
 * ```tsx
 * const { data: held = 0n } = useHolding({ ...item, account });
 * ```
 */
export function useHolding({ account = zeroAddress, ...item }: Maybe<Holding, "account">, tuning?: QueryTuning) {
  const enabled = account !== zeroAddress && tuning?.enabled !== false;
  return useQuery(tuned(holdingQueryOptions(usePlaza(), { ...item, account }), { ...tuning, enabled }));
}

type Holding = { token: Address; tokenId: bigint; standard: TokenStandard; account: Address };

/**
 * The platform's fee on what is listed now, in basis points.
 *
 * @example
 * ```tsx
 * const { data: feeBps } = useFee();
 * ```
 */
export function useFee(tuning?: QueryTuning) {
  return useQuery(tuned(feeQueryOptions(usePlaza()), tuning));
}
