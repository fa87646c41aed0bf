import { expect } from "chai";
import { zeroAddress } from "viem";
import { rejection } from "../../testing/rejection.ts";
import { json, serve, type TestServer } from "../../testing/server.ts";
import {
  GraphqlRequestError,
  IndexerBehindError,
  MalformedResponseError,
  RequestTimeoutError,
  ServiceUnavailableError,
} from "../errors/http.ts";
import { packAuctionRules } from "../rules/index.ts";
import { createGraphqlClient, type GraphqlClient } from "./createGraphqlClient.ts";
import { typedDocument } from "./document.ts";
import { auctionTerms, listingTerms } from "./terms.ts";
import type { AuctionCore, ListingCore } from "./types.ts";

const address = `0x${"ab".repeat(20)}` as const;
const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
const emptyPage = { nodes: [], pageInfo, totalCount: 0 };

describe("createGraphqlClient", () => {
  const servers: TestServer[] = [];
  const answering = async (...parameters: Parameters<typeof serve>) => {
    const server = await serve(...parameters);
    servers.push(server);
    return { server, client: createGraphqlClient({ url: `${server.url}/graphql`, timeout: 2_000 }) };
  };
  const sent = (server: TestServer, index = 0) => JSON.parse(server.requests[index]?.body ?? "null");
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  it("asks for listings, amounts as decimal strings both ways", async () => {
    const node = { price: "12000000000000000000", remaining: "3", createdAt: 5, item: { tokenId: "7", supply: "1" } };
    const page = { nodes: [node], pageInfo, totalCount: 1 };
    const { client, server } = await answering((_, response) => json(response, 200, { data: { listings: page } }));
    const { nodes, totalCount } = await client.getListings({
      filter: { or: [{ price: { max: 10n ** 19n } }, { not: { rarity: ["RARE"] } }] },
      sort: "PRICE_ASC",
      first: 5,
    });
    expect(server.requests[0]).to.include({ method: "POST", path: "/graphql" });
    expect(sent(server).variables).to.deep.equal({
      filter: { or: [{ price: { max: "10000000000000000000" } }, { not: { rarity: ["RARE"] } }] },
      sort: "PRICE_ASC",
      first: 5,
    });
    expect(totalCount).to.equal(1);
    expect(nodes[0]).to.deep.equal({
      price: 12n * 10n ** 18n,
      remaining: 3n,
      createdAt: 5,
      item: { tokenId: 7n, supply: 1n },
    });
  });

  it("has a helper for each question", async () => {
    const data = {
      _meta: { chainId: 31337, block: "9", blockTimestamp: 1 },
      collections: [],
      auctions: emptyPage,
      items: emptyPage,
      trades: emptyPage,
      offers: emptyPage,
      activity: emptyPage,
      search: [],
      listing: null,
      auction: null,
      item: null,
      trade: null,
      account: { address },
    };
    const { client, server } = await answering((_, response) => json(response, 200, { data }));
    const id = `0x${"12".repeat(32)}` as const;
    expect(await client.getMeta()).to.include({ block: 9n });
    expect(await client.getCollections()).to.deep.equal([]);
    expect(await client.getAuctions()).to.deep.equal(emptyPage);
    expect(await client.getItems({ filter: { listed: true } })).to.deep.equal(emptyPage);
    expect(await client.getTrades({ filter: { account: address, role: "BUYER" } })).to.deep.equal(emptyPage);
    expect(await client.getOffers({ filter: { state: ["FILLED"] } })).to.deep.equal(emptyPage);
    expect(await client.getActivity({ filter: { kind: ["SOLD"], account: [address] } })).to.deep.equal(emptyPage);
    expect(await client.search({ text: "sword" })).to.deep.equal([]);
    expect(await client.getListingById(id)).to.equal(null);
    expect(await client.getAuctionById(id)).to.equal(null);
    expect(await client.getItem({ token: address, tokenId: 7n })).to.equal(null);
    expect(await client.getTrade("1-2")).to.equal(null);
    expect(await client.getAccount({ address, listings: { status: ["SOLD"], first: 2 }, trades: { role: "SELLER" } }));
    expect(sent(server, 10).variables).to.deep.equal({ token: address, tokenId: "7" });
    expect(sent(server, 12).variables).to.deep.equal({
      address,
      listingStatus: ["SOLD"],
      listingsFirst: 2,
      role: "SELLER",
    });
  });

  it("gives the answer to one's own query as it came", async () => {
    const { client } = await answering((_, response) => json(response, 200, { data: { item: { tokenId: "7" } } }));
    const query = typedDocument<{ item: { tokenId: string } }>("{ item { tokenId } }");
    const { item } = await client.request(query, {});
    expect(item.tokenId).to.equal("7");
  });

  it("says what the indexer refused, also when half an answer came", async () => {
    const errors = [
      { message: "first must be at most 100", path: ["listings"], extensions: { code: "BAD_USER_INPUT" } },
    ];
    const { client } = await answering((_, response) => json(response, 200, { data: { listings: null }, errors }));
    const error = await rejection(client.getListings({ first: 1_000 }), GraphqlRequestError);
    expect(error).to.include({ code: "graphql_error", retryable: false, details: "first must be at most 100" });
    expect(error.errors).to.deep.equal(errors);
    expect(error.metaMessages).to.deep.equal(["listings: first must be at most 100"]);
  });

  it("says when the indexer cannot answer", async () => {
    const { client } = await answering((_, response) => response.writeHead(503).end("starting"));
    expect(await rejection(client.getMeta(), ServiceUnavailableError)).to.include({ status: 503, retryable: true });
    const { server } = await answering(() => undefined);
    const hasty = createGraphqlClient({ url: server.url, timeout: 40 });
    await rejection(hasty.getMeta(), RequestTimeoutError);
  });

  for (const body of ["", "[]", "null", '{"data":null}', '{"errors":7}', "{}"])
    it(`refuses the answer ${JSON.stringify(body)}`, async () => {
      const { client } = await answering((_, response) => response.end(body));
      await rejection(client.getMeta(), MalformedResponseError);
    });

  it("refuses an answer without what was asked for, and names it", async () => {
    const fieldOf = async (data: object, ask: (client: GraphqlClient) => Promise<unknown>) => {
      const { client } = await answering((_, response) => json(response, 200, { data }));
      return (await rejection(ask(client), MalformedResponseError)).field;
    };
    const [listings, trade] = [
      (client: GraphqlClient) => client.getListings(),
      (client: GraphqlClient) => client.getTrade("1-2"),
    ];
    expect(await fieldOf({}, listings)).to.equal("data.listings");
    expect(await fieldOf({ listings: null }, listings)).to.equal("data.listings");
    expect(await fieldOf({ listings: 7 }, listings)).to.equal("data.listings");
    expect(await fieldOf({}, trade)).to.equal("data.trade");
  });

  it("refuses an amount that is none, and names it", async () => {
    for (const price of ["x", "-1", "1.5", "", 7, true]) {
      const listings = { ...emptyPage, nodes: [{ price: null }, { price }] };
      const { client } = await answering((_, response) => json(response, 200, { data: { listings } }));
      const { field } = await rejection(client.getListings(), MalformedResponseError);
      expect(field).to.equal("data.listings.nodes[1].price");
    }
  });

  it("waits until the indexer has reached a block", async () => {
    let block = 7;
    const { client, server } = await answering((_, response) =>
      json(response, 200, { data: { _meta: { chainId: 1, block: String(block++), blockTimestamp: 1 } } }),
    );
    const meta = await client.waitForBlock(9n, { pollingInterval: 5 });
    expect(meta.block).to.equal(9n);
    expect(server.requests).to.have.lengthOf(3);
  });

  it("gives up on an indexer that lags", async () => {
    const { client } = await answering((_, response) =>
      json(response, 200, { data: { _meta: { chainId: 1, block: "7", blockTimestamp: 1 } } }),
    );
    const waiting = client.waitForBlock(9n, { pollingInterval: 5, timeout: 30 });
    expect(await rejection(waiting, IndexerBehindError)).to.include({ block: 9n, reached: 7n, retryable: true });
  });

  it("gives up when the caller does", async () => {
    const { client } = await answering((_, response) =>
      json(response, 200, { data: { _meta: { chainId: 1, block: "7", blockTimestamp: 1 } } }),
    );
    const stop = new AbortController();
    const waiting = client.waitForBlock(9n, { pollingInterval: 5_000, timeout: 60_000, signal: stop.signal });
    setTimeout(() => stop.abort(new RangeError("enough")), 20);
    await rejection(waiting, RangeError);
  });
});

describe("terms of what is indexed", () => {
  const common = { seller: address, token: address, tokenId: 7n, quantity: 1n, salt: 3n };

  it("are those that actions take", () => {
    const listing = { ...common, expiry: 2 ** 31 - 1, schedule: 2n ** 79n, taker: null, price: 5n } as ListingCore;
    const terms = { ...common, schedule: 2n ** 79n, taker: zeroAddress };
    expect(listingTerms(listing)).to.deep.equal(terms);
    expect(listingTerms({ ...listing, taker: address })).to.deep.equal({ ...terms, taker: address });
    const prices = { startPrice: 5n, reservePrice: 6n };
    const rules = { start: 1, end: 2, incrementBps: 500, maxRoyaltyBps: 250 };
    const auction = { ...common, ...prices, ...rules, endsAt: 3, buyoutPrice: null } as AuctionCore;
    const packed = { start: 1n, end: 2n, incrementBps: 500n, maxRoyaltyBps: 250n };
    expect(auctionTerms(auction)).to.deep.equal({ ...common, ...prices, rules: packAuctionRules(packed) });
    expect(auctionTerms({ ...auction, buyoutPrice: 9n })).to.deep.equal({
      ...common,
      ...prices,
      rules: packAuctionRules({ ...packed, buyoutPrice: 9n }),
    });
  });
});
