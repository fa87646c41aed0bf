import { getCreditsBalance, getFeeBps, getItemOwner, getResourceBalance, getVault } from "@plaza/sdk/actions";
import type { AuctionFilter, AuctionSort, IndexedAccount } from "@plaza/sdk/graphql";
import { infiniteQueryOptions, keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import { type Address, type Hex, isAddressEqual } from "viem";
import { type BrowseSearch, DEFAULT_SORT } from "../features/browse/search.ts";
import { deployment } from "../settings.ts";
import { RARITIES } from "../ui/words.ts";
import { graphql, publicClient, relayer } from "./clients.ts";
import { chainNow, observeChainTime } from "./clock.ts";
import { listingFilter } from "./listingFilter.ts";
import type { Auction, Item } from "./model.ts";

/**
 * Every question the page asks. All keys begin with "plaza", so that one call makes all of them fresh after a change.
 * Polling makes other players' doings appear without a reload.
 */
const SLOW = 12_000;
const STEADY = 5_000;
const QUICK = 2_500;

const PAGE = 24;

/** The indexer's newest block. */
export function pulseQuery() {
  return queryOptions({
    queryKey: ["plaza", "pulse"],
    queryFn: ({ signal }) => graphql.getMeta({ signal }),
    refetchInterval: 2_000,
    retry: 0,
  });
}

/** What is for sale, page by page. */
export function listingsQuery(search: BrowseSearch) {
  return infiniteQueryOptions({
    queryKey: ["plaza", "listings", search],
    queryFn: ({ pageParam, signal }) =>
      graphql.getListings(
        { filter: listingFilter(search), sort: search.sort ?? DEFAULT_SORT, first: PAGE, after: pageParam },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    placeholderData: keepPreviousData,
    refetchInterval: SLOW,
  });
}

/** The shop window: the finest pieces that are up for auction, and how much there is. */
export function showcaseQuery() {
  return queryOptions({
    queryKey: ["plaza", "showcase"],
    queryFn: async ({ signal }) => {
      const [listings, auctions] = await Promise.all([
        graphql.getListings({ first: 1 }, { signal }),
        graphql.getAuctions({ filter: { status: ["LIVE"] }, first: 60 }, { signal }),
      ]);
      return {
        listingCount: listings.totalCount,
        auctionCount: auctions.totalCount,
        finest: finest(auctions.nodes).slice(0, 3),
      };
    },
    refetchInterval: SLOW,
  });
}

/** The rarest first, and of each name only one: three times the same sword is no shop window. */
function finest(auctions: readonly Auction[]): Auction[] {
  const rank = ({ item }: Auction) => (item.rarity === null ? -1 : RARITIES.indexOf(item.rarity));
  // What is gone before anybody gets there is no invitation.
  const lasting = auctions.filter(({ endsAt }) => endsAt - chainNow() > 90);
  const sorted = lasting.toSorted((a, b) => rank(b) - rank(a));
  return sorted.filter(({ item }, index) => sorted.findIndex((other) => other.item.name === item.name) === index);
}

export function collectionsQuery() {
  return queryOptions({
    queryKey: ["plaza", "collections"],
    queryFn: ({ signal }) => graphql.getCollections({ signal }),
    staleTime: 60_000,
  });
}

/** One item; null when there is none of that number. */
export function itemQuery(token: Address, tokenId: bigint) {
  return queryOptions({
    queryKey: ["plaza", "item", token.toLowerCase(), tokenId.toString()],
    queryFn: ({ signal }) => graphql.getItem({ token, tokenId }, { signal }),
    refetchInterval: STEADY,
  });
}

/** How an item looks and is called, which does not change. */
export function thingQuery({ token, tokenId }: { token: Address; tokenId: bigint }) {
  return queryOptions({
    queryKey: ["plaza-thing", token.toLowerCase(), tokenId.toString()],
    queryFn: ({ signal }) => graphql.getItem({ token, tokenId }, { signal }),
    // What was sold a moment after it was made may not be indexed yet.
    staleTime: ({ state }) => (state.data ? Number.POSITIVE_INFINITY : 0),
  });
}

/** All active listings of one item, cheapest first; a stack can have several sellers. */
export function offersQuery(item: Item) {
  return queryOptions({
    queryKey: ["plaza", "offers", item.id],
    queryFn: async ({ signal }) => {
      const kind = item.kind === null ? undefined : [item.kind.id];
      const filter = { collection: [item.token], kind };
      const { nodes } = await graphql.getListings({ filter, sort: "PRICE_ASC", first: 100 }, { signal });
      return nodes.filter((listing) => listing.tokenId === item.tokenId);
    },
    refetchInterval: STEADY,
  });
}

/** Other listings of the same type, rarest first. */
export function similarQuery(item: Item) {
  return queryOptions({
    queryKey: ["plaza", "similar", item.id],
    queryFn: async ({ signal }) => {
      const itemType = item.itemType === null ? undefined : [item.itemType];
      const { nodes } = await graphql.getListings({ filter: { itemType }, sort: "RARITY_DESC", first: 12 }, { signal });
      return nodes.filter((listing) => listing.item.id !== item.id).slice(0, 6);
    },
    staleTime: 30_000,
  });
}

/** How many of an item an account holds in its wallet, from the chain itself. */
export function heldQuery({ token, tokenId, standard, id }: Item, owner: Address | undefined) {
  return queryOptions({
    queryKey: ["plaza", "held", id, owner],
    queryFn:
      owner === undefined
        ? skipToken
        : async () => {
            if (standard === "ERC1155") return getResourceBalance(publicClient, { token, tokenId, account: owner });
            return isAddressEqual(await getItemOwner(publicClient, { token, tokenId }), owner) ? 1n : 0n;
          },
    refetchInterval: STEADY,
  });
}

/** Credits in an account's wallet, from the chain itself. */
export function purseQuery(account: Address | undefined) {
  return queryOptions({
    queryKey: ["plaza", "purse", account],
    queryFn:
      account === undefined
        ? skipToken
        : () => getCreditsBalance(publicClient, { credits: deployment.credits, account }),
    refetchInterval: STEADY,
  });
}

/** Fee of new listings and auctions, in basis points. */
export function feeQuery() {
  return queryOptions({
    queryKey: ["plaza", "fee"],
    queryFn: async () => Number(await getFeeBps(publicClient, { marketplace: deployment.marketplace })),
    staleTime: 60_000,
  });
}

/** Auctions, page by page. */
export function auctionsQuery(filter: AuctionFilter, sort: AuctionSort) {
  return infiniteQueryOptions({
    queryKey: ["plaza", "auctions", filter, sort],
    queryFn: ({ pageParam, signal }) =>
      graphql.getAuctions({ filter, sort, first: PAGE, after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    placeholderData: keepPreviousData,
    refetchInterval: STEADY,
  });
}

/** One auction as the chain has it; null when there is none of that id. */
export function auctionQuery(id: Hex) {
  return queryOptions({
    queryKey: ["plaza", "auction", id],
    queryFn: ({ signal }) => graphql.getAuctionById(id, { signal }),
    refetchInterval: STEADY,
  });
}

/** One auction as the relayer has it, bids included. The stream writes here too. */
export function liveQuery(id: Hex) {
  return queryOptions({
    queryKey: ["plaza", "live", id],
    queryFn: async ({ signal }) => {
      const live = await relayer.getAuction(id, { signal });
      observeChainTime(live.serverTime.getTime());
      return live;
    },
    retry: 0,
  });
}

/** Several auctions as the relayer has them, in one call. */
export function livesQuery(ids: readonly Hex[]) {
  return queryOptions({
    queryKey: ["plaza", "lives", ids],
    queryFn:
      ids.length === 0
        ? skipToken
        : async ({ signal }) => {
            const lives = await relayer.getAuctions(ids, { signal });
            const first = lives[0];
            if (first !== undefined) observeChainTime(first.serverTime.getTime());
            return new Map(lives.map((live) => [live.id, live]));
          },
    placeholderData: keepPreviousData,
    refetchInterval: QUICK,
    retry: 0,
  });
}

/** Accepted bids of one auction, in their order. */
export function bidsQuery(id: Hex) {
  return queryOptions({
    queryKey: ["plaza", "bids", id],
    queryFn: ({ signal }) => relayer.getBids(id, { limit: 200, signal }),
    retry: 0,
  });
}

/** What an account can bid with, by the relayer. */
export function fundsQuery(account: Address | undefined) {
  return queryOptions({
    queryKey: ["plaza", "funds", account],
    queryFn: account === undefined ? skipToken : ({ signal }) => relayer.getFunds(account, { signal }),
    refetchInterval: QUICK,
    retry: 0,
  });
}

/** All that an account has and did. */
export function accountQuery(address: Address | undefined) {
  return queryOptions({
    queryKey: ["plaza", "account", address],
    queryFn:
      address === undefined
        ? skipToken
        : ({ signal }): Promise<IndexedAccount> =>
            graphql.getAccount(
              {
                address,
                holdings: { first: 100 },
                listings: { first: 60, status: ["ACTIVE", "EXPIRED"] },
                auctions: { first: 60 },
                trades: { first: 60 },
              },
              { signal },
            ),
    refetchInterval: STEADY,
  });
}

/** An account's money in the vault, from the chain itself. */
export function vaultQuery(account: Address | undefined) {
  return queryOptions({
    queryKey: ["plaza", "vault", account],
    queryFn:
      account === undefined
        ? skipToken
        : () => getVault(publicClient, { marketplace: deployment.marketplace, account }),
    refetchInterval: STEADY,
  });
}
