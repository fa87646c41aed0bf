import { InfiniteQueryObserver, MutationObserver, QueryClient, QueryObserver } from "@tanstack/query-core";
import { expect } from "chai";
import { type Address, encodeAbiParameters, zeroAddress } from "viem";
import { fakeNode, player } from "../../testing/node.ts";
import type { PlazaDeployment } from "../deployment.ts";
import { defineFlow } from "../flows/internal/defineFlow.ts";
import type { FlowContext } from "../flows/types.ts";
import type { GraphqlClient } from "../graphql/index.ts";
import type { IndexedListing, Page } from "../graphql/types.ts";
import { listingId } from "../rules/hashes.ts";
import type { ListingTerms } from "../rules/types.ts";
import { creditsQueryOptions, listingsQueryOptions } from "./index.ts";
import { flowMutation } from "./internal/flowMutation.ts";
import { buyMutationOptions, depositMutationOptions } from "./mutations.ts";

const marketplace: Address = `0x${"12".repeat(20)}`;
const deployment = {
  chainId: 31_337,
  marketplace,
  credits: `0x${"34".repeat(20)}`,
} as PlazaDeployment;

const terms: ListingTerms = {
  seller: marketplace,
  salt: 1n,
  token: `0x${"AB".repeat(20)}` as Address,
  tokenId: 7n,
  quantity: 3n,
  schedule: 0n,
  taker: zeroAddress,
};

/** A client of an index that has so many pages of one listing each. */
function indexOf(nodes: readonly Partial<IndexedListing>[], url = "http://index.test/graphql") {
  const asked: unknown[] = [];
  const graphql = {
    url,
    async getListings(parameters) {
      asked.push(parameters);
      const at = Number(parameters?.after ?? 0);
      const pageInfo = {
        hasNextPage: at + 1 < nodes.length,
        endCursor: String(at + 1),
        hasPreviousPage: false,
        startCursor: null,
      };
      return { nodes: nodes.slice(at, at + 1), pageInfo, totalCount: nodes.length } as Page<IndexedListing>;
    },
  } as GraphqlClient;
  return { graphql, asked };
}

/** Answers the reads of `heldAt`: one number for a balance, four for a vault. */
const money = (wallet: bigint, free: bigint) => ({
  eth_call: ([call]: readonly unknown[]) => {
    const word = { type: "uint256" } as const;
    return (call as { to: Address }).to === marketplace
      ? encodeAbiParameters([word, word, word, word, word], [free, 0n, 0n, 0n, 0n])
      : encodeAbiParameters([word], [wallet]);
  },
});

describe("a list's query options", () => {
  it("read it page by page, with the filter and from the cursor", async () => {
    const { graphql, asked } = indexOf([{ id: "0x01" }, { id: "0x02" }]);
    const filter = { price: { max: 5n } };
    const options = listingsQueryOptions(graphql, { filter, first: 1 });
    const queries = new QueryClient();
    const first = await queries.fetchInfiniteQuery(options);
    expect(first.pages.map(({ nodes }) => nodes[0]?.id)).to.deep.equal(["0x01"]);
    const observer = new InfiniteQueryObserver(queries, options);
    const { data, hasNextPage } = await observer.fetchNextPage();
    expect(data?.pages.flatMap(({ nodes }) => nodes.map(({ id }) => id))).to.deep.equal(["0x01", "0x02"]);
    expect(hasNextPage).to.equal(false);
    expect(asked).to.deep.equal([
      { filter, first: 1, after: null },
      { filter, first: 1, after: "1" },
    ]);
    queries.clear();
  });

  it("have keys that JSON can hold, and that tell houses and questions apart", () => {
    const { graphql } = indexOf([]);
    const keyOf = (max: bigint, client = graphql) =>
      listingsQueryOptions(client, { filter: { price: { max } } }).queryKey;
    expect(keyOf(5n)).to.deep.equal(["plaza", "listings", graphql.url, { filter: { price: { max: "5" } } }]);
    expect(keyOf(6n)).not.to.deep.equal(keyOf(5n));
    expect(keyOf(5n, indexOf([], "http://other.test").graphql)).not.to.deep.equal(keyOf(5n));
    const of = (seller: string) => listingsQueryOptions(graphql, { filter: { seller: [seller as Address] } }).queryKey;
    expect(of(terms.token)).to.deep.equal(of(terms.token.toLowerCase()));
  });
});

describe("the query of Credits", () => {
  const account = player.address;
  const index = (wallet: bigint, free: bigint, blocks: bigint[]) =>
    ({
      url: "http://index.test",
      getMeta: async () => ({ chainId: 1, block: blocks.shift() ?? 9n, blockTimestamp: 1 }),
      getAccount: async () => ({ credits: wallet, vault: { free, exiting: 0n, exitableAt: null, credit: 0n } }),
    }) as unknown as GraphqlClient;
  const read = (graphql: GraphqlClient | undefined) => {
    const { client, calls } = fakeNode(money(10n, 4n));
    const queries = new QueryClient();
    return queries
      .fetchQuery(creditsQueryOptions({ client, deployment, graphql }, { account }))
      .then((credits) => ({ credits, calls }));
  };

  it("tells what the chain says, and that the index agrees", async () => {
    const { credits, calls } = await read(index(10n, 4n, [7n, 7n]));
    expect(credits).to.deep.equal({ wallet: 10n, free: 4n, exiting: 0n, credit: 0n, block: 2n, discrepancies: [] });
    // The index is compared with the chain of its own block.
    expect(calls.filter(({ method, params }) => method === "eth_call" && params[1] === "0x7")).to.have.lengthOf(2);
  });

  it("reports where the index says something else", async () => {
    const { credits } = await read(index(11n, 4n, [7n, 7n]));
    expect(credits.discrepancies).to.deep.equal([{ field: "wallet", chain: 10n, index: 11n, block: 7n }]);
  });

  it("compares nothing while the index moves, is away, or is not given", async () => {
    const away = { url: "", getMeta: () => Promise.reject(new Error("away")) } as unknown as GraphqlClient;
    for (const graphql of [index(11n, 4n, [7n, 8n]), away, undefined]) {
      const { credits } = await read(graphql);
      expect(credits).to.include({ wallet: 10n, discrepancies: null });
    }
  });
});

/** A flow that asks nobody. */
const give = defineFlow<{ amount: bigint }, { amount: bigint }, { amount: bigint }>({
  kind: "give",
  plan: async (_, parameters) => ({ steps: ["give"], parameters }),
  steps: () => ({
    give: {
      requirement: { type: "request", label: "Give" },
      run: async ({ enter }) => enter("sending"),
    },
  }),
  result: (_, { amount }) => ({ amount }),
});

describe("a flow's mutation options", () => {
  const { client } = fakeNode();
  const context: FlowContext = { client, deployment };
  const id = listingId(deployment, terms);
  const credits = { wallet: 100n, free: 5n, exiting: 0n, credit: 0n, block: 1n, discrepancies: null };
  const stranger = creditsQueryOptions(context, { account: zeroAddress }).queryKey;
  const own = creditsQueryOptions(context, { account: player.address }).queryKey;

  async function cache() {
    const queries = new QueryClient();
    const { graphql } = indexOf([{ id, remaining: 3n }]);
    const listings = listingsQueryOptions(graphql);
    await queries.fetchInfiniteQuery(listings);
    for (const key of [own, stranger]) queries.setQueryData(key, credits);
    const shown = () => queries.getQueryData(listings.queryKey)?.pages.flatMap(({ nodes }) => nodes);
    return { queries, shown, listings };
  }

  it("show a purchase at once, and take it back when it fails", async () => {
    const { queries, shown } = await cache();
    const { onMutate, onError } = buyMutationOptions(context);
    const undo = await onMutate({ terms, quantity: 2n, maxTotal: 30n }, { client: queries });
    expect(shown()).to.deep.equal([{ id, remaining: 1n }]);
    expect(queries.getQueryData(own)).to.include({ wallet: 70n });
    expect(queries.getQueryData(stranger)).to.include({ wallet: 100n });
    onError(new Error("sold"), { terms, maxTotal: 30n }, undo);
    expect(shown()).to.deep.equal([{ id, remaining: 3n }]);
    expect(queries.getQueryData(own)).to.include({ wallet: 100n });
    queries.clear();
  });

  it("leave out a listing of which nothing is left", async () => {
    const { queries, shown, listings } = await cache();
    await buyMutationOptions(context).onMutate({ terms, quantity: 3n, maxTotal: 30n }, { client: queries });
    expect(shown()).to.deep.equal([]);
    expect(queries.getQueryData(listings.queryKey)?.pages[0]?.totalCount).to.equal(0);
    queries.clear();
  });

  it("do not undo what came since", async () => {
    const { queries } = await cache();
    const { onMutate, onError } = depositMutationOptions(context);
    const undo = await onMutate({ amount: 10n }, { client: queries });
    expect(queries.getQueryData(own)).to.include({ wallet: 90n, free: 15n });
    queries.setQueryData(own, { ...credits, wallet: 42n });
    onError(new Error("refused"), { amount: 10n }, undo);
    expect(queries.getQueryData(own)).to.include({ wallet: 42n });
    queries.clear();
  });

  it("run the flow, tell where it stands, and have all answers asked for anew", async () => {
    const queries = new QueryClient();
    let asked = 0;
    const observer = new QueryObserver(queries, {
      queryKey: ["plaza", "fee"],
      queryFn: async () => ++asked,
      staleTime: 1e9,
    });
    const stop = observer.subscribe(() => undefined);
    const states: string[] = [];
    const options = flowMutation("give", give)(context, { onState: ({ status }) => states.push(status) });
    const mutation = new MutationObserver(queries, options);
    expect(await mutation.mutate({ amount: 3n })).to.deep.equal({ amount: 3n, block: null, indexed: null });
    expect(states).to.deep.equal(["sending", "processing", "completed"]);
    await queries.getQueryCache().find({ queryKey: ["plaza", "fee"] })?.promise;
    expect(asked).to.be.greaterThan(1);
    stop();
    queries.clear();
  });
});
