import {
  InfiniteQueryObserver,
  MutationObserver,
  onlineManager,
  QueryClient,
  QueryObserver,
} from "@tanstack/query-core";
import { expect } from "chai";
import {
  type Address,
  decodeFunctionData,
  encodeAbiParameters,
  encodeEventTopics,
  encodeFunctionResult,
  type Hex,
  isAddressEqual,
  zeroAddress,
} from "viem";
import { fakeNode, player, refusing } from "../../testing/node.ts";
import { rejection } from "../../testing/rejection.ts";
import { until } from "../../testing/until.ts";
import { gameItemsAbi, marketplaceAbi } from "../abi/index.ts";
import { encodeTraits } from "../actions/items/traits.ts";
import type { PlazaDeployment } from "../deployment.ts";
import { FlowAbortedError, StepTimeoutError } from "../errors/flow.ts";
import { ConnectionError, MalformedResponseError } from "../errors/http.ts";
import { InvalidParameterError } from "../errors/input.ts";
import { RelayerBidTooLowError } from "../errors/relayer.ts";
import { UserRejectedError } from "../errors/wallet.ts";
import { defineFlow } from "../flows/internal/defineFlow.ts";
import { StepExpired } from "../flows/internal/scope.ts";
import { memoryFlowStore } from "../flows/store.ts";
import type { Flow, FlowContext, FlowOutcome } from "../flows/types.ts";
import { unfinishedFlows } from "../flows/unfinishedFlows.ts";
import type { GraphqlClient } from "../graphql/index.ts";
import { listingTerms } from "../graphql/terms.ts";
import type { IndexedListing, ListingDetail, Page } from "../graphql/types.ts";
import { listingId } from "../rules/hashes.ts";
import { packSchedule } from "../rules/schedule.ts";
import type { ListingTerms } from "../rules/types.ts";
import {
  type ChainSource,
  creditsQueryOptions,
  holdingQueryOptions,
  listingQueryOptions,
  listingsQueryOptions,
} from "./index.ts";
import { flowMutation } from "./internal/flowMutation.ts";
import { onChain, pageOnChain } from "./internal/lastAnswer.ts";
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

describe("listings while the index is away", () => {
  const state = (status: number, price: bigint, remaining: bigint) =>
    encodeAbiParameters([word, word, word, word, word, word], [price, remaining, 0n, 0n, 0n, BigInt(status)]);
  const id = (number: number): Hex => `0x${String(number).repeat(64)}`;
  const listing = (number: number, price: bigint) =>
    ({ id: id(number), status: "ACTIVE", price, remaining: 5n }) as const;

  /** An index of two listings that can be taken away, beside a chain that knows more. */
  function house() {
    let isAway = false;
    const nodes = [listing(1, 10n), listing(2, 20n)];
    const answer = async <value>(value: value): Promise<value> => {
      if (isAway) throw new ConnectionError({ url: "http://index.test" });
      return value;
    };
    const pageInfo = { hasNextPage: false, endCursor: null };
    const graphql = {
      url: "http://index.test",
      getListings: () => answer({ nodes, pageInfo, totalCount: 2 }),
      getListingById: (wanted: Hex) => answer(nodes.find((node) => node.id === wanted) ?? null),
    } as unknown as GraphqlClient;
    const { client } = fakeNode({
      eth_call: ([call]: readonly unknown[]) =>
        (call as { data: Hex }).data.includes(id(1).slice(2)) ? state(1, 12n, 3n) : state(0, 0n, 0n),
    });
    return { graphql, chain: { client, deployment }, leave: () => (isAway = true), back: () => (isAway = false) };
  }

  it("are those of the last answer, with what the chain says now, marked as stale until it is back", async () => {
    const { graphql, chain, leave, back } = house();
    const queries = new QueryClient();
    const options = { ...listingsQueryOptions(graphql, {}, chain), staleTime: 0, retry: false };
    const read = async () => (await queries.fetchInfiniteQuery(options)).pages[0];
    expect((await read())?.stale).to.equal(undefined);
    leave();
    const last = await read();
    expect(last).to.include({ stale: true, staleFrom: "last_answer", staleReason: "connection_failed", totalCount: 1 });
    expect(last?.nodes).to.deep.equal([{ ...listing(1, 12n), remaining: 3n }]);
    back();
    expect(await read())
      .to.include({ totalCount: 2 })
      .and.not.have.property("stale");
    queries.clear();
  });

  it("are not for sale any more once they have expired, which the contract does not tell", async () => {
    const past = { ...listing(1, 10n), expiry: 1 };
    const { chain } = house();
    expect(await onChain(chain, past as IndexedListing)).to.include({ status: "EXPIRED", price: 12n });
    const page = { nodes: [past], totalCount: 1 } as unknown as Page<IndexedListing>;
    expect(await pageOnChain(chain, page)).to.deep.include({ nodes: [], totalCount: 0 });
  });

  it("are what they were where no chain is given, one by one too", async () => {
    const { graphql, chain, leave } = house();
    const queries = new QueryClient();
    const read = (number: number, source?: typeof chain) =>
      queries.fetchQuery({ ...listingQueryOptions(graphql, { id: id(number) }, source), staleTime: 0, retry: false });
    await Promise.all([read(1), read(2)]);
    leave();
    expect(await read(1)).to.deep.include({ ...listing(1, 10n), stale: true, staleFrom: "last_answer" });
    expect(await read(2, chain)).to.include({ remaining: 0n, stale: true });
    queries.clear();
  });

  it("fail where there is no last answer, and where the index refuses the question", async () => {
    const { graphql, chain, leave } = house();
    const queries = new QueryClient();
    const ask = (options: ReturnType<typeof listingQueryOptions>) =>
      queries.fetchQuery({ ...options, staleTime: 0, retry: false });
    await ask(listingQueryOptions(graphql, { id: id(1) }, chain));
    const refusing = {
      ...graphql,
      getListingById: () => Promise.reject(new InvalidParameterError({ field: "id", value: 1, expected: "a hash" })),
    };
    await rejection(ask(listingQueryOptions(refusing, { id: id(1) }, chain)), InvalidParameterError);
    leave();
    await rejection(ask(listingQueryOptions(graphql, { id: id(3) }, chain)), ConnectionError);
    queries.clear();
  });
});

describe("a listing that the index never told of", () => {
  const gameItems: Address = `0x${"56".repeat(20)}`;
  const seller: Address = `0x${"78".repeat(20)}`;
  const id: Hex = `0x${"9a".repeat(32)}`;
  const schedule = packSchedule({ listedAt: 1_700_000_000n });
  const graphql = {
    url: "http://index.test",
    getListingById: () => Promise.reject(new ConnectionError({ url: "http://index.test" })),
  } as unknown as GraphqlClient;

  /** A chain on which it is for sale, or over. */
  function chain({ token = gameItems, status = 1 } = {}) {
    const values = {
      tokenId: 7n,
      quantity: 1n,
      price: 30n,
      schedule,
      taker: zeroAddress,
      maxRoyaltyBps: 250n,
      salt: 5n,
    };
    const created = marketplaceAbi.find((item) => item.type === "event" && item.name === "ListingCreated");
    if (created?.type !== "event") throw new Error("the Marketplace tells of no listings");
    const data = created.inputs.filter(({ indexed }) => !indexed);
    const told: Record<string, unknown> = { ...values, feeBps: 500n, standard: 0 };
    const log = {
      address: marketplace,
      topics: encodeEventTopics({
        abi: marketplaceAbi,
        eventName: "ListingCreated",
        args: { listingId: id, seller, token },
      }),
      data: encodeAbiParameters(data, data.map(({ name }) => told[name]) as never),
      ...{
        blockNumber: "0x5",
        blockHash: id,
        transactionHash: id,
        transactionIndex: "0x0",
        logIndex: "0x0",
        removed: false,
      },
    };
    const state = { price: 40n, remaining: 1n, feeBps: 500, maxRoyaltyBps: 250, standard: 0, status };
    const traits = encodeTraits({ kind: 3, itemType: "WEAPON", rarity: "EPIC", power: 12 });
    const answers: Record<string, unknown> = { isStudioSeller: true, traitsOf: traits, kindOf: ["Longsword", "M0 0"] };
    const asked: unknown[] = [];
    const { client } = fakeNode({
      eth_getLogs: ([filter]: readonly unknown[]) => {
        asked.push(filter);
        return [log];
      },
      eth_call: ([call]: readonly unknown[]) => {
        const { to, data } = call as { to: Address; data: Hex };
        if (isAddressEqual(to, marketplace))
          return encodeFunctionResult({ abi: marketplaceAbi, functionName: "getListing", result: state });
        const { functionName } = decodeFunctionData({ abi: gameItemsAbi, data });
        return encodeFunctionResult({ abi: gameItemsAbi, functionName, result: answers[functionName] } as never);
      },
    });
    return { source: { client, deployment: { marketplace, gameItems, startBlock: 4n } }, asked };
  }

  const read = (source: ChainSource) => {
    const queries = new QueryClient();
    const options = { ...listingQueryOptions(graphql, { id }, source), staleTime: 0, retry: false };
    return { queries, ask: () => queries.fetchQuery(options) };
  };

  it("is read from the chain, with its item and all that buying it takes, marked as that", async () => {
    const { source, asked } = chain();
    const { queries, ask } = read(source);
    const listing = await ask();
    expect(listing).to.include({ stale: true, staleFrom: "chain", staleReason: "connection_failed" });
    expect(listing).to.deep.include({
      id,
      status: "ACTIVE",
      price: 40n,
      remaining: 1n,
      primary: true,
      createdAt: 1_700_000_000,
    });
    expect(listing?.item).to.deep.include({
      ...{ name: "Longsword", icon: "M0 0", itemType: "WEAPON", rarity: "EPIC", power: 12, owner: marketplace },
      collection: { address: gameItems, name: "Plaza Items", standard: "ERC721", official: true },
    });
    if (!listing) throw new Error("no listing");
    const terms = { seller, salt: 5n, token: gameItems, tokenId: 7n, quantity: 1n, schedule, taker: zeroAddress };
    expect(listingTerms(listing)).to.deep.equal(terms);
    expect(asked).to.have.lengthOf(1);
    expect(asked[0]).to.include({ fromBlock: "0x4", toBlock: "latest" });
    // Asked again, only what changes is; where the answer came from stays told.
    expect(await ask()).to.include({ stale: true, staleFrom: "chain", price: 40n });
    expect(asked).to.have.lengthOf(1);
    queries.clear();
  });

  it("has a number for a name where it is of a contract of somebody else's", async () => {
    const { queries, ask } = read(chain({ token: `0x${"bc".repeat(20)}` }).source);
    expect((await ask())?.item).to.include({ name: "#7", kind: null, rarity: null, metadataStatus: "PENDING" });
    queries.clear();
  });

  it("stays the index's to tell where it is not for sale, or the chain does not answer", async () => {
    const silent = fakeNode({ eth_call: refusing(undefined, "away"), eth_getLogs: refusing(undefined, "away") }).client;
    for (const source of [chain({ status: 0 }).source, { client: silent, deployment }]) {
      const { queries, ask } = read(source);
      await rejection(ask(), ConnectionError);
      queries.clear();
    }
  });
});

const word = { type: "uint256" } as const;

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
    const held = { wallet: 10n, free: 4n, exiting: 0n, credit: 0n };
    expect(credits).to.deep.equal({ ...held, exitableAt: 0, block: 2n, discrepancies: [] });
    // The index is compared with the chain of its own block.
    expect(calls.filter(({ method, params }) => method === "eth_call" && params[1] === "0x7")).to.have.lengthOf(2);
  });

  it("reports where the index says something else", async () => {
    const { credits } = await read(index(11n, 4n, [7n, 7n]));
    expect(credits.discrepancies).to.deep.equal([{ field: "wallet", chain: 10n, index: 11n, block: 7n }]);
  });

  it("shows what the chain says before the index has answered", async () => {
    let answer = (_: unknown) => {};
    const asked = new Promise((resolve) => {
      answer = resolve;
    });
    const slow = { ...index(10n, 4n, [7n, 7n]), getAccount: async () => (await asked) as never } as GraphqlClient;
    const queries = new QueryClient();
    const options = creditsQueryOptions(
      { client: fakeNode(money(10n, 4n)).client, deployment, graphql: slow },
      { account },
    );
    const fetched = queries.fetchQuery(options);
    await until("the chain's answer is shown", () => queries.getQueryData(options.queryKey) !== undefined);
    expect(queries.getQueryData(options.queryKey)).to.include({ wallet: 10n, discrepancies: null });
    answer(await index(10n, 4n, []).getAccount({ address: account }));
    expect((await fetched).discrepancies).to.deep.equal([]);
    queries.clear();
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
  const credits = { wallet: 100n, free: 5n, exiting: 0n, credit: 0n, exitableAt: 0, block: 1n, discrepancies: null };
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

  it("leave out a listing of which nothing is left, but where it is shown alone", async () => {
    const { queries, shown, listings } = await cache();
    const alone = listingQueryOptions(indexOf([]).graphql, { id: listingId(deployment, terms) }).queryKey;
    queries.setQueryData(alone, { id: listingId(deployment, terms), remaining: 3n } as ListingDetail);
    await buyMutationOptions(context).onMutate({ terms, quantity: 3n, maxTotal: 30n }, { client: queries });
    expect(shown()).to.deep.equal([]);
    expect(queries.getQueryData(listings.queryKey)?.pages[0]?.totalCount).to.equal(0);
    expect(queries.getQueryData(alone)?.remaining).to.equal(0n);
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

  it("take up the plan that failed when they are asked for the same again, and plan anew where nothing can come of it", async () => {
    const store = memoryFlowStore();
    let planned = 0;
    let error: Error | undefined;
    const flow = defineFlow<{ amount: bigint }, { amount: bigint }, object>({
      kind: "try",
      plan: async (_, parameters) => {
        planned++;
        return { steps: ["try"], parameters };
      },
      steps: () => ({
        try: {
          requirement: { type: "request", label: "Try" },
          run: async () => {
            if (error) throw error;
          },
        },
      }),
      result: () => ({}),
    });
    const ids: string[] = [];
    const { mutationFn } = flowMutation("try", flow)({ ...context, store }, { onPlan: ({ id }) => ids.push(id) });

    error = new StepTimeoutError({ what: "Too late.", timeout: 1 });
    await rejection(mutationFn({ amount: 1n }), StepTimeoutError);
    await rejection(mutationFn({ amount: 1n }), StepTimeoutError);
    expect([planned, new Set(ids).size]).to.deep.equal([1, 1]);
    await rejection(mutationFn({ amount: 2n }), StepTimeoutError);
    expect([planned, (await unfinishedFlows(store)).length]).to.deep.equal([2, 2]);

    error = new UserRejectedError();
    await rejection(mutationFn({ amount: 2n }), UserRejectedError);
    expect([planned, (await unfinishedFlows(store)).length]).to.deep.equal([2, 1]);
    error = undefined;
    await mutationFn({ amount: 2n });
    expect([planned, (await unfinishedFlows(store)).length]).to.deep.equal([3, 1]);
  });

  it("tell of the plan again where what it found given is gone by now", async () => {
    let isAllowed = false;
    const flow = defineFlow<{ amount: bigint }, { amount: bigint }, object>({
      kind: "try",
      plan: async (_, parameters) => ({ steps: ["take"], parameters }),
      steps: () => ({
        allow: {
          requirement: { type: "approve", label: "Allow" },
          run: async () => {
            isAllowed = true;
          },
        },
        take: {
          requirement: { type: "transact", label: "Take" },
          run: async () => {
            if (!isAllowed) throw new StepExpired(new FlowAbortedError(), "allow");
          },
        },
      }),
      result: () => ({}),
    });
    const told: string[][] = [];
    const onPlan = ({ requirements }: Flow<FlowOutcome>) => told.push(requirements.map(({ label }) => label));
    const source = { ...context, store: memoryFlowStore() };
    await flowMutation("try", flow)(source, { onPlan }).mutationFn({ amount: 1n });
    expect(told).to.deep.equal([["Take"], ["Allow", "Take"]]);
  });

  it("keep a plan of which a part is done, unless the rest was refused for good", async () => {
    const store = memoryFlowStore();
    let [deposits, error]: [number, Error | undefined] = [0, new FlowAbortedError()];
    const flow = defineFlow<{ amount: bigint }, { amount: bigint }, object>({
      kind: "try",
      plan: async (_, parameters) => ({ steps: ["deposit", "bid"], parameters }),
      steps: () => ({
        deposit: { requirement: { type: "request", label: "Deposit" }, run: async () => ({ number: ++deposits }) },
        bid: {
          requirement: { type: "request", label: "Bid" },
          run: async () => {
            if (error) throw error;
          },
        },
      }),
      result: () => ({}),
    });
    const { mutationFn } = flowMutation("try", flow)({ ...context, store });
    await rejection(mutationFn({ amount: 1n }), FlowAbortedError);
    error = new MalformedResponseError({ field: "body", expected: "JSON" });
    await rejection(mutationFn({ amount: 1n }), MalformedResponseError);
    expect([deposits, (await unfinishedFlows(store)).length]).to.deep.equal([1, 1]);

    error = new RelayerBidTooLowError({ status: 409, extras: { minimum: "2" } });
    await rejection(mutationFn({ amount: 1n }), RelayerBidTooLowError);
    expect((await unfinishedFlows(store)).length).to.equal(0);
  });

  it("are tried though the browser thinks that it is offline: nothing is sent by itself hours later", async () => {
    const queries = new QueryClient();
    onlineManager.setOnline(false);
    try {
      const mutation = new MutationObserver(queries, flowMutation("give", give)(context));
      expect(await mutation.mutate({ amount: 3n })).to.include({ amount: 3n });
    } finally {
      onlineManager.setOnline(true);
      queries.clear();
    }
  });

  it("ask for what they work with each time, where that is a function", async () => {
    let asked = 0;
    const options = flowMutation(
      "give",
      give,
    )(async () => {
      asked++;
      return context;
    });
    await options.mutationFn({ amount: 1n });
    await options.mutationFn({ amount: 1n });
    expect(asked).to.equal(2);
  });
});

describe("the query of an item's holder", () => {
  it("knows what of a stack an account holds, and whether a single piece is its own", async () => {
    const { client } = fakeNode({
      eth_call: ([call]: readonly unknown[]) =>
        (call as { to: Address }).to === marketplace
          ? encodeAbiParameters([{ type: "uint256" }], [12n])
          : encodeAbiParameters([{ type: "address" }], [player.address]),
    });
    const ask = (token: Address, standard: "ERC721" | "ERC1155", account: Address) =>
      new QueryClient().fetchQuery(
        holdingQueryOptions({ client, deployment }, { token, standard, tokenId: 7n, account }),
      );
    expect(await ask(marketplace, "ERC1155", zeroAddress)).to.equal(12n);
    expect(await ask(deployment.credits, "ERC721", player.address)).to.equal(1n);
    expect(await ask(deployment.credits, "ERC721", zeroAddress)).to.equal(0n);
  });
});
