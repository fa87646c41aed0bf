import { type Address, type Hex, isHash } from "viem";
import { InvalidParameterError } from "../errors/input.ts";
import { type Decoder, date, parseJson } from "../http/decode.ts";
import { type HttpClientOptions, httpSettings, type RequestOptions, request } from "../http/request.ts";
import type { Offer, SignedListing } from "../orders/types.ts";
import { type ListingText, listingTextFault, listingTextSalt } from "../rules/listingText.ts";
import { listingTexts, names } from "./accountDecoders.ts";
import { checkAddress } from "./checkAddress.ts";
import {
  auctionList,
  auctionState,
  bidList,
  funds,
  health,
  keys,
  placedBid,
  saleNotice,
  signedWithdrawal,
} from "./decoders.ts";
import { listingEntry, offerEntry, orderEntry, orderPage } from "./orderDecoders.ts";
import type {
  EnterListingParameters,
  EnterOfferParameters,
  GetOrdersParameters,
  GetOrdersReturnType,
  ListingEntry,
  OfferEntry,
  OrderEntry,
} from "./orderTypes.ts";
import { problemError } from "./problem.ts";
import { requireAsked } from "./requireAsked.ts";
import type {
  BidRecord,
  Funds,
  GetBidsParameters,
  LiveAuction,
  PlaceBidParameters,
  PlaceBidReturnType,
  RelayerHealth,
  RelayerKeys,
  RequestWithdrawalParameters,
  SignedWithdrawal,
} from "./types.ts";
import { type WatchAuctionParameters, watchAuction } from "./watchAuction.ts";

/** How many auctions, texts or names one request can ask for. */
const MAX_IDS = 100;

/** The relayer's HTTP API, typed. Every rejection is a `PlazaError`, except that of a request given up by its signal. */
export type RelayerClient = {
  /** The relayer's URL, without a slash at the end. */
  url: string;
  /** An auction as it stands right now. */
  getAuction(id: Hex, options?: RequestOptions): Promise<LiveAuction>;
  /** Several auctions at once; unknown ones are left out. Any number: more than 100 take several requests. */
  getAuctions(ids: readonly Hex[], options?: RequestOptions): Promise<LiveAuction[]>;
  /** Accepted bids in their order. */
  getBids(id: Hex, parameters?: GetBidsParameters & RequestOptions): Promise<BidRecord[]>;
  /** Places a signed bid. Idempotent: the same signed bid gets the same receipt. */
  placeBid(parameters: PlaceBidParameters, options?: RequestOptions): Promise<PlaceBidReturnType>;
  /** What an account can bid with. */
  getFunds(account: Address, options?: RequestOptions): Promise<Funds>;
  /**
   * Has a withdrawal co-signed; send it with `withdraw`. `verifyCosignature` says before whether the Marketplace will take it.
   *
   * @throws CosignatureMismatchError where the answer would pay somebody else, or another amount.
   */
  requestWithdrawal(parameters: RequestWithdrawalParameters, options?: RequestOptions): Promise<SignedWithdrawal>;
  /** Enters a signed listing into the book, where everybody finds it. The same one again is the one that is there. */
  enterListing(parameters: EnterListingParameters, options?: RequestOptions): Promise<ListingEntry>;
  /** Enters an offer into the book. One on traits needs the token ids behind its root. */
  enterOffer(parameters: EnterOfferParameters, options?: RequestOptions): Promise<OfferEntry>;
  /** An order of the book, and whether it can be filled. */
  getOrder(id: Hex, options?: RequestOptions): Promise<OrderEntry>;
  /** A page of the book. */
  getOrders(parameters?: GetOrdersParameters & RequestOptions): Promise<GetOrdersReturnType>;
  /** What sellers wrote of their listings, by the listings' salts; most have no text. Checked against the salts: nobody but the seller can have written it. */
  getListingTexts(salts: readonly bigint[], options?: RequestOptions): Promise<Map<bigint, ListingText>>;
  /** What accounts call themselves; absent of those that do not. Keys are as they were given. */
  getNames(accounts: readonly Address[], options?: RequestOptions): Promise<Map<Address, string>>;
  /**
   * Whether the notice of a sale to its seller is stored: false while the sale is not final yet, or of none that the relayer knows.
   * @param trade - `transaction:logIndex`, as the indexer has it.
   */
  isSaleNoticeStored(trade: string, options?: RequestOptions): Promise<boolean>;
  /** How the relayer feels; answers also while it is degraded. */
  getHealth(options?: RequestOptions): Promise<RelayerHealth>;
  /** Whose signatures to expect, by the relayer's own word: `verifyRelayerKeys` asks the Marketplace. */
  getKeys(options?: RequestOptions): Promise<RelayerKeys>;
  /** Follows an auction live. Returns a function that ends the watch. */
  watchAuction(id: Hex, parameters: WatchAuctionParameters): () => void;
};

/**
 * Makes a client of the relayer.
 *
 * The relayer is not trusted with more than it can be held to: keep the receipts (`verifyReceipt` checks one), and let the
 * chain have the last word on who won.
 *
 * @example
 * ```ts
 * const relayer = createRelayerClient({ url: "http://127.0.0.1:42070" });
 * const auction = await relayer.getAuction(id);
 * const signature = await signBid(client, { domain, auctionId: id, maxAmount: auction.minimumBid });
 * const { receipt } = await relayer.placeBid({ auctionId: id, bidder, maxAmount: auction.minimumBid, signature });
 * ```
 */
export function createRelayerClient(options: HttpClientOptions): RelayerClient {
  const settings = httpSettings(options);

  async function answer(
    path: string,
    { signal, patience }: RequestOptions & { patience?: number } = {},
    body?: Record<string, unknown>,
  ) {
    const method = body === undefined ? "GET" : "POST";
    const response = await request(settings, { path, method, body, signal, patience });
    if (response.status < 200 || response.status > 299) throw problemError(response, `${settings.url}${path}`);
    return response;
  }

  async function send<value>(decode: Decoder<value>, ...parameters: Parameters<typeof answer>): Promise<value> {
    return decode(parseJson((await answer(...parameters)).text), "");
  }

  /** An answer that was true at the relayer's time that its header tells. */
  async function sendTimed<value>(decode: Decoder<value>, ...parameters: Parameters<typeof answer>) {
    const { text, headers } = await answer(...parameters);
    return { value: decode(parseJson(text), ""), serverTime: date(headers.get("server-time"), "server-time") };
  }

  return {
    url: settings.url,

    async getAuction(id, options) {
      const { value, serverTime } = await sendTimed(auctionState, `/v1/auctions/${checkId(id)}`, options);
      return { ...value, serverTime };
    },

    async getAuctions(ids, options) {
      const pages = await Promise.all(
        inPages(ids.map((id) => checkId(id))).map((page) =>
          sendTimed(auctionList, `/v1/auctions?ids=${page.join(",")}`, options),
        ),
      );
      return pages.flatMap(({ value, serverTime }) => value.auctions.map((auction) => ({ ...auction, serverTime })));
    },

    async getBids(id, { after, limit, signal } = {}) {
      const query = new URLSearchParams();
      if (after !== undefined) query.set("after", String(after));
      if (limit !== undefined) query.set("limit", String(limit));
      const suffix = query.size > 0 ? `?${query}` : "";
      const { bids } = await send(bidList, `/v1/auctions/${checkId(id)}/bids${suffix}`, { signal });
      return bids;
    },

    async placeBid({ auctionId, bidder, maxAmount, signature, proxy }, options) {
      const body = { auctionId, bidder, maxAmount: String(maxAmount), signature, proxy };
      // Bids end by the clock: better refused at once than waited with.
      const { value, serverTime } = await sendTimed(placedBid, "/v1/bids", { ...options, patience: 0 }, body);
      return { ...value, auction: { ...value.auction, serverTime } };
    },

    async getFunds(account, options) {
      return send(funds, `/v1/accounts/${checkAddress(account)}/funds`, options);
    },

    async requestWithdrawal({ account, amount, recipient, issuedAt, signature }, options) {
      const body = { account, amount: String(amount), recipient, issuedAt: Number(issuedAt), signature };
      const signed = await send(signedWithdrawal, "/v1/withdrawals", options, body);
      requireAsked({ account, amount, recipient }, signed.withdrawal);
      return signed;
    },

    async enterListing({ listing, signature }, options) {
      return send(listingEntry, "/v1/orders/listings", options, { listing: asJson(listing), signature });
    },

    async enterOffer({ offer, tokenIds = [], signature }, options) {
      const body = { offer: asJson(offer), tokenIds: tokenIds.map(String), signature };
      return send(offerEntry, "/v1/orders/offers", options, body);
    },

    async getOrder(id, options) {
      return send(orderEntry, `/v1/orders/${checkId(id)}`, options);
    },

    async getOrders({ signal, tokenIds, ...filter } = {}) {
      const query = new URLSearchParams();
      for (const [key, value] of Object.entries(filter)) if (value !== undefined) query.set(key, String(value));
      if (tokenIds !== undefined) query.set("tokenIds", tokenIds.join(","));
      return send(orderPage, query.size > 0 ? `/v1/orders?${query}` : "/v1/orders", { signal });
    },

    async getListingTexts(salts, options) {
      const pages = await Promise.all(
        inPages(salts).map((page) => send(listingTexts, `/v1/listing-texts?salts=${page.join(",")}`, options)),
      );
      const written = pages.flatMap(({ texts }) => texts).filter((text) => !listingTextFault(text));
      return new Map(written.map((text) => [listingTextSalt(text), text]));
    },

    async getNames(accounts, options) {
      const asked = new Map(accounts.map((account) => [account.toLowerCase(), account]));
      const pages = await Promise.all(
        inPages([...asked.values()].map((account) => checkAddress(account))).map((page) =>
          send(names, `/v1/names?accounts=${page.join(",")}`, options),
        ),
      );
      return new Map(
        pages
          .flatMap((page) => page.names)
          .flatMap(({ account, displayName }) => {
            const key = asked.get(account.toLowerCase());
            return key ? [[key, displayName] as const] : [];
          }),
      );
    },

    async isSaleNoticeStored(trade, options) {
      if (!/^0x[0-9a-f]{64}:\d{1,9}$/.test(trade))
        throw new InvalidParameterError({ field: "trade", value: trade, expected: "transaction:logIndex" });
      return (await send(saleNotice, `/v1/trades/${trade}/notice`, options)).stored;
    },

    async getHealth(options) {
      const response = await request(settings, { path: "/health", signal: options?.signal });
      // 503 is an answer too: it says what is wrong.
      if (response.status !== 200 && response.status !== 503) throw problemError(response, `${settings.url}/health`);
      return health(parseJson(response.text), "");
    },

    async getKeys(options) {
      return send(keys, "/v1/keys", options);
    },

    watchAuction(id, parameters) {
      return watchAuction(settings, checkId(id), parameters);
    },
  };
}

/** Each once, as many to a request as it can ask for. */
function inPages<value>(values: readonly value[]): value[][] {
  const unique = [...new Set(values)];
  const starts = Array.from({ length: Math.ceil(unique.length / MAX_IDS) }, (_, page) => page * MAX_IDS);
  return starts.map((start) => unique.slice(start, start + MAX_IDS));
}

/** A message's numbers as decimal strings: JSON's would lose digits. */
function asJson(message: SignedListing | Offer): Record<string, string> {
  return Object.fromEntries(Object.entries(message).map(([key, value]) => [key, String(value)]));
}

/** An id becomes part of a path: nothing else may get there. */
function checkId(id: Hex): Hex {
  if (!isHash(id)) throw new InvalidParameterError({ field: "id", value: id, expected: "an id of 32 bytes" });
  return id;
}
