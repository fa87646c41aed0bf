import type { Address, Hex } from "viem";
import { GraphqlRequestError, MalformedResponseError, ServiceUnavailableError } from "../errors/http.ts";
import { parseJson, record } from "../http/decode.ts";
import { type HttpClientOptions, httpSettings, type RequestOptions, request } from "../http/request.ts";
import type { TypedDocument } from "./document.ts";
import * as documents from "./documents.ts";
import type {
  GetAccountParameters,
  GetActivityParameters,
  GetAuctionsParameters,
  GetItemsParameters,
  GetListingFacetsParameters,
  GetListingsParameters,
  GetOffersParameters,
  GetTradesParameters,
  SearchParameters,
} from "./filters.ts";
import { readErrors } from "./readErrors.ts";
import { flatten, revive } from "./revive.ts";
import type {
  Activity,
  Collection,
  IndexedAccount,
  IndexedAuction,
  IndexedListing,
  IndexedOffer,
  IndexerMeta,
  ItemDetail,
  ItemForSale,
  ListingDetail,
  ListingFacets,
  NamedTrade,
  Page,
  SearchHit,
} from "./types.ts";
import { type WaitForBlockParameters, waitForBlock } from "./waitForBlock.ts";

/** The indexer's GraphQL, typed. Every rejection is a `PlazaError`, except that of a request given up by its signal. */
export type GraphqlClient = {
  url: string;
  /** Sends any query. The answer comes as the server gave it: amounts are decimal strings. */
  request<result, variables extends Record<string, unknown>>(
    document: TypedDocument<result, variables>,
    variables: variables,
    options?: RequestOptions,
  ): Promise<result>;
  getMeta(options?: RequestOptions): Promise<IndexerMeta>;
  getCollections(options?: RequestOptions): Promise<Collection[]>;
  getListings(parameters?: GetListingsParameters, options?: RequestOptions): Promise<Page<IndexedListing>>;
  /** What a filter of listings finds, counted by value: what a shop's filters show. */
  getListingFacets(parameters?: GetListingFacetsParameters, options?: RequestOptions): Promise<ListingFacets>;
  getAuctions(parameters?: GetAuctionsParameters, options?: RequestOptions): Promise<Page<IndexedAuction>>;
  getItems(parameters?: GetItemsParameters, options?: RequestOptions): Promise<Page<ItemForSale>>;
  getTrades(parameters?: GetTradesParameters, options?: RequestOptions): Promise<Page<NamedTrade>>;
  /** Offers that were accepted, each with its first trades. Those that wait are in the relayer's book. */
  getOffers(parameters?: GetOffersParameters, options?: RequestOptions): Promise<Page<IndexedOffer>>;
  /** All that happened to items, listings and auctions, in the order of time. */
  getActivity(parameters?: GetActivityParameters, options?: RequestOptions): Promise<Page<Activity>>;
  /** Kinds of items by their names, the best match first; a typo is forgiven. */
  search(parameters: SearchParameters, options?: RequestOptions): Promise<SearchHit[]>;
  /** A listing with what its seller wrote of it and its first trades, or null. */
  getListingById(id: Hex, options?: RequestOptions): Promise<ListingDetail | null>;
  getAuctionById(id: Hex, options?: RequestOptions): Promise<IndexedAuction | null>;
  /** An item with what it is for sale at and its first trades, or null. */
  getItem(parameters: { token: Address; tokenId: bigint }, options?: RequestOptions): Promise<ItemDetail | null>;
  getTrade(id: string, options?: RequestOptions): Promise<NamedTrade | null>;
  /** An account, zero and empty when it never did anything. */
  getAccount(parameters: GetAccountParameters, options?: RequestOptions): Promise<IndexedAccount>;
  /** Read your writes: waits until the indexer has reached a block, such as that of a transaction just mined. */
  waitForBlock(block: bigint, parameters?: WaitForBlockParameters): Promise<IndexerMeta>;
};

/**
 * Makes a client of the indexer's GraphQL.
 *
 * @example
 * ```ts
 * const graphql = createGraphqlClient({ url: "http://127.0.0.1:42069/graphql" });
 * const { nodes, pageInfo } = await graphql.getListings({
 *   filter: { rarity: ["RARE", "EPIC"], price: { max: parseEther("250") } },
 *   sort: "PRICE_ASC",
 * });
 * ```
 */
export function createGraphqlClient(options: HttpClientOptions): GraphqlClient {
  const settings = httpSettings(options);

  async function send(query: string, variables: Record<string, unknown>, { signal }: RequestOptions = {}) {
    const response = await request(settings, {
      method: "POST",
      body: { query, variables: flatten(variables) },
      accept: "application/graphql-response+json, application/json",
      // Nothing that it does is more when done twice.
      isIdempotent: true,
      signal,
    });
    if (response.status >= 500 && !response.text.trimStart().startsWith("{"))
      throw new ServiceUnavailableError({ url: settings.url, status: response.status });
    const { data, errors } = record(parseJson(response.text), "body");
    // Half an answer is none: a page that silently lacks rows is worse than one that says why.
    if (errors !== undefined) throw new GraphqlRequestError({ errors: readErrors(errors), status: response.status });
    return record(data, "data");
  }

  /** Asks one question; its answer is null for what there is not. */
  async function find<result, field extends keyof result & string, variables extends Record<string, unknown>>(
    document: TypedDocument<result, variables>,
    field: field,
    variables: variables,
    options?: RequestOptions,
  ): Promise<result[field]> {
    const answer = (await send(document, variables, options))[field];
    if (typeof answer !== "object")
      throw new MalformedResponseError({ field: `data.${field}`, expected: "an object, a list or null" });
    return revive(answer, `data.${field}`) as result[field];
  }

  /** Asks one question that always has an answer. */
  const ask: typeof find = async (document, field, variables, options) => {
    const answer = await find(document, field, variables, options);
    if (answer === null) throw new MalformedResponseError({ field: `data.${field}`, expected: "an object or a list" });
    return answer;
  };

  async function getMeta(options?: RequestOptions): Promise<IndexerMeta> {
    return ask(documents.metaDocument, "_meta", {}, options);
  }

  return {
    url: settings.url,

    async request(document, variables, options) {
      return (await send(document, variables, options)) as never;
    },

    getMeta,

    async getCollections(options) {
      return ask(documents.collectionsDocument, "collections", {}, options);
    },

    async getListings(parameters = {}, options) {
      return ask(documents.listingsDocument, "listings", parameters, options);
    },

    async getListingFacets(parameters = {}, options) {
      const { prices, ...facets } = await ask(documents.listingFacetsDocument, "listingFacets", parameters, options);
      return { ...facets, price: prices && { ...rangeOf(prices), buckets: prices.buckets.map(rangeOf) } };
    },

    async getAuctions(parameters = {}, options) {
      return ask(documents.auctionsDocument, "auctions", parameters, options);
    },

    async getItems(parameters = {}, options) {
      return ask(documents.itemsDocument, "items", parameters, options);
    },

    async getTrades(parameters = {}, options) {
      return ask(documents.tradesDocument, "trades", parameters, options);
    },

    async getOffers(parameters = {}, options) {
      return ask(documents.offersDocument, "offers", parameters, options);
    },

    async getActivity(parameters = {}, options) {
      return ask(documents.activityDocument, "activity", parameters, options);
    },

    async search(parameters, options) {
      return ask(documents.searchDocument, "search", parameters, options);
    },

    async getListingById(id, options) {
      return find(documents.listingDocument, "listing", { id }, options);
    },

    async getAuctionById(id, options) {
      return find(documents.auctionDocument, "auction", { id }, options);
    },

    async getItem({ token, tokenId }, options) {
      return find(documents.itemDocument, "item", { token, tokenId }, options);
    },

    async getTrade(id, options) {
      return find(documents.tradeDocument, "trade", { id }, options);
    },

    async getAccount({ address, holdings, listings, auctions, trades }, options) {
      const variables = {
        address,
        holdingsFirst: holdings?.first,
        holdingsAfter: holdings?.after,
        listingStatus: listings?.status,
        listingsFirst: listings?.first,
        listingsAfter: listings?.after,
        auctionStatus: auctions?.status,
        auctionsFirst: auctions?.first,
        auctionsAfter: auctions?.after,
        role: trades?.role,
        tradesFirst: trades?.first,
        tradesAfter: trades?.after,
      };
      return ask(documents.accountDocument, "account", variables, options);
    },

    waitForBlock(block, parameters) {
      return waitForBlock(getMeta, block, parameters);
    },
  };
}

const rangeOf = ({ lowest, highest, count }: { lowest: bigint; highest: bigint; count: number }) => ({
  min: lowest,
  max: highest,
  count,
});
