import { QueryClient } from "@tanstack/react-query";
import { expect } from "chai";
import { act, createElement } from "react";
import { renderToString } from "react-dom/server";
import {
  type Address,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  verifyMessage,
  zeroAddress,
  zeroHash,
} from "viem";
import { fakeNode, player } from "../../testing/node.ts";
import { pageFor, provided, showHook } from "../../testing/react.ts";
import { creditsAbi } from "../abi/index.ts";
import type { PlazaDeployment } from "../deployment.ts";
import { ConfigurationError } from "../errors/input.ts";
import { savePlan } from "../flows/internal/plan.ts";
import { memoryFlowStore } from "../flows/store.ts";
import type { Flow, FlowOutcome } from "../flows/types.ts";
import type { GraphqlClient } from "../graphql/index.ts";
import type { IndexedListing } from "../graphql/types.ts";
import { type FlowContextSource, type FlowMutationRun, listingsQueryOptions } from "../query/index.ts";
import type { Notification } from "../relayer/accountTypes.ts";
import type { AccountClient, SignInParameters } from "../relayer/createAccountClient.ts";
import type { RelayerClient } from "../relayer/createRelayerClient.ts";
import type { LiveAuction } from "../relayer/types.ts";
import type { WatchAuctionParameters } from "../relayer/watchAuction.ts";
import type { WatchNotificationsParameters } from "../relayer/watchNotifications.ts";
import { listingId } from "../rules/hashes.ts";
import type { ListingTerms } from "../rules/types.ts";
import type { Rarity } from "../vocabulary.ts";
import {
  type Plaza,
  useAuction,
  useBuy,
  useCredits,
  useFlow,
  useListingFacets,
  useListingSearch,
  useListings,
  useNotifications,
  useResume,
  useSession,
  useUnfinishedFlows,
} from "./index.ts";

const marketplace: Address = `0x${"12".repeat(20)}`;
const credits: Address = `0x${"34".repeat(20)}`;
const deployment = { chainId: 31_337, marketplace, credits } as PlazaDeployment;
const account = player.address;
const id: Hex = `0x${"1a".repeat(32)}`;

/** An index of one listing a page. */
function indexOf(...nodes: Partial<IndexedListing>[]): GraphqlClient {
  return {
    url: "http://index.test/graphql",
    getMeta: async () => ({ chainId: 31_337, block: 2n, blockTimestamp: 1 }),
    getAccount: async () => ({ credits: 1n, vault: { free: 0n, exiting: 0n, exitableAt: null, credit: 0n } }),
    getListings: async (parameters: { after?: string | null } = {}) => {
      const at = Number(parameters.after ?? 0);
      const pageInfo = { hasNextPage: at + 1 < nodes.length, endCursor: String(at + 1) };
      return { nodes: nodes.slice(at, at + 1), pageInfo, totalCount: nodes.length };
    },
  } as unknown as GraphqlClient;
}

/** How often the query of a kind is asked again by itself. */
const intervalOf = (queries: QueryClient, what: string) => {
  const query = queries.getQueryCache().find({ queryKey: ["plaza", what], exact: false });
  const interval = query?.observers[0]?.options.refetchInterval;
  return typeof interval === "function" ? interval(query as never) : interval;
};

function plazaOf(parts: Partial<Plaza> = {}): Plaza {
  const { client } = fakeNode();
  return { client, deployment, graphql: indexOf(), relayer: { url: "http://relayer.test" } as RelayerClient, ...parts };
}

/** A shop of one article, whose address asks for the finest. */
function Shop() {
  const [search] = useListingSearch("?rarity=EPIC");
  const { data } = useListings({ filter: search.filter });
  return createElement("p", null, data?.pages[0]?.nodes[0]?.id ?? "nothing");
}

describe("hooks on a server", () => {
  it("show what was fetched beforehand, without a page", async () => {
    const plaza = plazaOf({ graphql: indexOf({ id }) });
    const queries = new QueryClient();
    await queries.prefetchInfiniteQuery(listingsQueryOptions(plaza.graphql, { filter: { rarity: ["EPIC"] } }));
    expect(renderToString(provided(plaza, queries, createElement(Shop)))).to.equal(`<p>${id}</p>`);
    queries.clear();
  });
});

describe("hooks", () => {
  const page = pageFor();

  it("have a provider above them, or say so", () => {
    expect(() => renderToString(createElement(Shop))).to.throw("PlazaProvider");
  });

  it("read listings page by page", async () => {
    const shown = await showHook(plazaOf({ graphql: indexOf({ id }, { id: zeroHash }) }), () => useListings());
    await shown.until("the first page is there", ({ data }) => data !== undefined);
    await act(async () => void (await shown.current.fetchNextPage()));
    await shown.until("the second page is there", ({ data }) => data?.pages.length === 2);
    expect(shown.current.data?.pages.flatMap(({ nodes }) => nodes.map((node) => node.id))).to.deep.equal([
      id,
      zeroHash,
    ]);
    expect(shown.current.hasNextPage).to.equal(false);
    await shown.close();
  });

  it("keep a shop's filter in the address, back and forth", async () => {
    const shown = await showHook(plazaOf(), () => useListingSearch());
    expect(shown.current[0]).to.deep.equal({ filter: {} });
    await act(async () => shown.current[1]({ filter: { rarity: ["EPIC"] } }));
    expect(page.location.search).to.equal("?rarity=EPIC");
    expect(shown.current[0]).to.deep.equal({ filter: { rarity: ["EPIC"] } });
    page.history.replaceState(null, "", "/?rarity=RARE");
    await act(async () => void page.dispatchEvent(new page.Event("popstate")));
    expect(shown.current[0].filter.rarity).to.deep.equal(["RARE"]);
    await shown.close();
  });
});

describe("useListingSearch", () => {
  pageFor();

  it("tells the router that owns the address, where it is given one", async () => {
    let query = "?sort=NEWEST&tab=2";
    const navigate = (next: string) => {
      query = `?${next}`;
    };
    const shown = await showHook(plazaOf(), () => useListingSearch({ query, navigate }));
    expect(shown.current[0]).to.deep.equal({ filter: {}, sort: "NEWEST" });
    await act(async () => shown.current[1]({ filter: { rarity: ["EPIC"] }, sort: "NEWEST" }));
    expect(query).to.equal("?sort=NEWEST&tab=2&rarity=EPIC");
    await shown.close();
  });
});

describe("useSession", () => {
  pageFor();

  it("signs in by one signature of whoever signs, and follows sessions that begin and end", async () => {
    const listeners = new Set<() => void>();
    let signed: string | undefined;
    const set = (to: string | undefined) => {
      signed = to;
      for (const listener of listeners) listener();
    };
    const accounts = {
      hasSession: () => signed !== undefined,
      onSession(listener: () => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      signIn: async ({ signMessage }: SignInParameters) => set(await signMessage("hello")),
      signOut: async () => set(undefined),
    } as unknown as AccountClient;
    const { client } = fakeNode();
    Object.assign(globalThis, { location: { href: "http://shop.test/" } });
    const shown = await showHook(plazaOf({ accounts, getSigner: async () => client }), () => useSession({ account }));
    expect(shown.current.isSignedIn).to.equal(false);
    await act(async () => shown.current.signIn());
    await shown.until("it is signed in", ({ isSignedIn }) => isSignedIn);
    expect(await verifyMessage({ address: account, message: "hello", signature: signed as Hex })).to.equal(true);
    await act(async () => shown.current.signOut());
    await shown.until("it is signed out", ({ isSignedIn }) => !isSignedIn);
    await shown.close();
    expect(listeners.size).to.equal(0);
    Reflect.deleteProperty(globalThis, "location");
  });
});

describe("useListingFacets", () => {
  pageFor();

  it("counts what a filter finds, and goes on showing the counts before while it is asked anew", async () => {
    let answer = (_: unknown) => {};
    const graphql = {
      ...indexOf(),
      getListingFacets: () => new Promise((resolve) => (answer = resolve)),
    } as unknown as GraphqlClient;
    let rarity: Rarity = "EPIC";
    const shown = await showHook(plazaOf({ graphql }), () =>
      useListingFacets({ filter: { rarity: [rarity] } }, { keepPrevious: true, refetchInterval: 9_000 }),
    );
    await act(async () => answer({ rarity: [{ value: "EPIC", count: 3 }] }));
    await shown.until("they are counted", ({ data }) => data?.rarity[0]?.count === 3);
    expect(intervalOf(shown.queries, "listingFacets")).to.equal(9_000);
    rarity = "RARE";
    await shown.again();
    expect(shown.current).to.include({ isPlaceholderData: true });
    expect(shown.current.data?.rarity[0]?.count).to.equal(3);
    await shown.close();
  });
});

describe("useAuction", () => {
  pageFor();
  const auction = (sequence: number, second: number) =>
    ({ id, sequence, status: "live", serverTime: new Date(second * 1_000) }) as LiveAuction;

  it("shows what the stream tells, never something older, and asks while the stream is down", async () => {
    let watch: WatchAuctionParameters | undefined;
    let open = 0;
    const relayer = {
      url: "http://relayer.test",
      getAuction: async () => auction(1, 1),
      watchAuction(_: Hex, parameters: WatchAuctionParameters) {
        watch = parameters;
        open++;
        return () => open--;
      },
    } as unknown as RelayerClient;
    const shown = await showHook(plazaOf({ relayer }), () => useAuction({ id }));
    await shown.until("the relayer answers", ({ data }) => data?.sequence === 1);
    expect(shown.current.stream).to.equal("connecting");

    await act(async () => {
      watch?.onStatus?.("live");
      watch?.onUpdate(auction(3, 3));
      watch?.onUpdate(auction(2, 2));
    });
    await shown.until("the stream's news is shown", ({ data }) => data?.sequence === 3);
    expect(shown.current.stream).to.equal("live");
    expect(intervalOf(shown.queries, "liveAuction")).to.equal(false);

    await act(async () => watch?.onStatus?.("reconnecting"));
    expect(shown.current.stream).to.equal("down");
    expect(intervalOf(shown.queries, "liveAuction")).to.equal(3_000);
    await shown.close();
    expect(open).to.equal(0);
  });

  it("goes on asking where the stream is refused, until the auction is over", async () => {
    let status: LiveAuction["status"] = "live";
    const relayer = {
      url: "http://relayer.test",
      getAuction: async () => ({ ...auction(1, status === "live" ? 1 : 2), status }),
      watchAuction(_: Hex, { onStatus }: WatchAuctionParameters) {
        onStatus?.("closed");
        return () => undefined;
      },
    } as unknown as RelayerClient;
    const shown = await showHook(plazaOf({ relayer }), () => useAuction({ id }));
    await shown.until("the relayer answers", ({ data }) => data?.status === "live");
    expect([shown.current.stream, intervalOf(shown.queries, "liveAuction")]).to.deep.equal(["closed", 3_000]);
    status = "settled";
    await act(async () => void (await shown.current.refetch()));
    await shown.until("it is over", ({ data }) => data?.status === "settled");
    expect(intervalOf(shown.queries, "liveAuction")).to.equal(false);
    await shown.close();
  });
});

describe("useNotifications", () => {
  pageFor();
  const news = (sequence: number) => ({ sequence, kind: "outbid", readAt: null }) as Notification;

  it("goes on where the list ends, once each, and polls while the stream is down", async () => {
    let watch: WatchNotificationsParameters | undefined;
    let marked: unknown;
    const accounts = {
      getNotifications: async () => ({ notifications: [news(4), news(3)], unread: marked ? 0 : 2 }),
      watchNotifications(parameters: WatchNotificationsParameters) {
        watch = parameters;
        return () => undefined;
      },
      markRead: async (which: unknown) => {
        marked = which;
        return 0;
      },
    } as unknown as AccountClient;
    const told: number[] = [];
    const onNotification = ({ sequence }: Notification) => void told.push(sequence);
    const shown = await showHook(plazaOf({ accounts }), () => useNotifications({ account, onNotification }));
    await shown.until("the stream is opened", () => watch !== undefined);
    expect(watch?.after).to.equal(4);
    await act(async () => {
      watch?.onStatus?.("live");
      watch?.onNotification(news(5));
      watch?.onNotification(news(5));
    });
    await shown.until("the news is shown", ({ data }) => data?.notifications.length === 3);
    expect(shown.current.data?.notifications.map(({ sequence }) => sequence)).to.deep.equal([5, 4, 3]);
    expect(shown.current.data?.unread).to.equal(3);
    expect(told).to.deep.equal([5]);
    expect(intervalOf(shown.queries, "notifications")).to.equal(false);
    await act(async () => watch?.onStatus?.("reconnecting"));
    expect(intervalOf(shown.queries, "notifications")).to.equal(30_000);
    await act(async () => void (await shown.current.markRead({ through: 5 })));
    expect(marked).to.deep.equal({ through: 5 });
    await shown.until("all is read", ({ data }) => data?.unread === 0);
    await shown.close();
  });

  it("asks nothing while nobody is signed in", async () => {
    const shown = await showHook(plazaOf(), () => useNotifications({ account: undefined }));
    expect(shown.current).to.include({ fetchStatus: "idle", stream: "connecting" });
    await shown.close();
  });

  it("asks nothing without the provider's accounts, and says that they are missing where they are needed", async () => {
    const shown = await showHook(plazaOf(), () => useNotifications({ account }));
    expect(shown.current).to.include({ fetchStatus: "idle", stream: "connecting" });
    let refused: unknown;
    await act(async () => {
      refused = await shown.current.markRead({ through: 5 }).catch((error: unknown) => error);
    });
    expect(refused).to.be.instanceOf(ConfigurationError).and.to.have.property("field", "accounts");
    await shown.close();
  });
});

describe("useCredits", () => {
  pageFor();

  it("asks the chain again after a transfer, on focus and every five minutes, and reports what the index has wrong", async () => {
    const word = { type: "uint256" } as const;
    let wallet = 1n;
    let moved = false;
    const log = {
      address: credits,
      topics: encodeEventTopics({ abi: creditsAbi, eventName: "Transfer", args: { from: account, to: zeroAddress } }),
      data: encodeAbiParameters([word], [1n]),
      blockNumber: "0x2",
      blockHash: zeroHash,
      transactionHash: zeroHash,
      transactionIndex: "0x0",
      logIndex: "0x0",
      removed: false,
    };
    const { client } = fakeNode({
      eth_newFilter: "0x1",
      eth_uninstallFilter: true,
      eth_getFilterChanges: () => (moved ? [log] : []),
      eth_call: ([call]: readonly unknown[]) =>
        (call as { to: Address }).to === marketplace
          ? encodeAbiParameters([word, word, word, word, word], [0n, 0n, 0n, 0n, 0n])
          : encodeAbiParameters([word], [wallet]),
    });
    const found: unknown[] = [];
    const onDiscrepancy = (discrepancies: unknown) => found.push(discrepancies);
    const shown = await showHook(plazaOf({ client }), () => useCredits({ account, onDiscrepancy }));
    await shown.until("the chain answers", ({ data }) => data !== undefined);
    expect(shown.current.data).to.include({ wallet: 1n }).and.have.deep.property("discrepancies", []);
    const { refetchInterval, refetchOnWindowFocus } =
      shown.queries.getQueryCache().find({ queryKey: ["plaza", "credits"], exact: false })?.observers[0]?.options ?? {};
    expect({ refetchInterval, refetchOnWindowFocus }).to.deep.equal({
      refetchInterval: 300_000,
      refetchOnWindowFocus: "always",
    });

    wallet = 5n;
    moved = true;
    await shown.until("a discrepancy is found", () => found.length > 0);
    expect(found[0]).to.deep.equal([{ field: "wallet", chain: 5n, index: 1n, block: 2n }]);
    await shown.close();
  });
});

describe("useUnfinishedFlows", () => {
  pageFor();

  it("shows what was cut off, which useResume takes up", async () => {
    const store = memoryFlowStore();
    const step = { type: "request", label: "Enter it into the book" } as const;
    await savePlan(store, {
      ...{ version: 1, id: "cut", kind: "offer", chainId: 31_337, marketplace, account, createdAt: 1 },
      parameters: { offer: { price: 1n, quantity: 1n }, tokens: [] },
      ...{ steps: ["sign", "enter"], requirements: [step, step], outcomes: ["0x"], attempt: null },
    });
    let entered = 0;
    const relayer = {
      url: "http://relayer.test",
      enterOffer: async () => {
        entered++;
        return { id };
      },
    } as unknown as RelayerClient;
    const shown = await showHook(plazaOf({ store, relayer, graphql: undefined as unknown as GraphqlClient }), () => ({
      unfinished: useUnfinishedFlows({ account }),
      resume: useResume(),
    }));
    await shown.until("the plan is found", ({ unfinished }) => unfinished.data?.[0]?.id === "cut");
    expect(shown.current.unfinished.data?.[0]).to.include({ done: 1, asked: false });
    await act(async () => shown.current.resume.mutate("cut"));
    await shown.until("it is over", ({ resume }) => resume.isSuccess);
    expect([entered, shown.current.resume.state?.status]).to.deep.equal([1, "completed"]);
    expect(shown.current.resume.requirements).to.have.lengthOf(2);
    await shown.until("it is gone", ({ unfinished }) => unfinished.data?.length === 0);
    await shown.close();
  });
});

describe("useFlow", () => {
  pageFor();

  /** A flow that is planned and goes on when it is let, and what was asked of it. */
  function heldFlow() {
    const asked: number[] = [];
    let go = () => {};
    const held = () => new Promise<void>((resolve) => (go = resolve));
    const options = (_: FlowContextSource, { onPlan, onState }: FlowMutationRun) => ({
      mutationKey: ["plaza", "held"] as const,
      networkMode: "always" as const,
      async mutationFn(amount: number) {
        asked.push(amount);
        await held();
        onPlan?.({ id: `plan ${amount}`, requirements: [] } as unknown as Flow<FlowOutcome>);
        onState?.({ status: "sending", step: 0, progress: 0.5, message: "Give" });
        await held();
        if (amount < 0) throw new Error("too little");
        return { amount, block: null, indexed: null };
      },
      onMutate: async () => () => undefined,
      onError: () => undefined,
      onSettled: () => undefined,
    });
    return { options, asked, goOn: () => act(async () => go()) };
  }

  it("takes a second press of the button for the first, and what is over can be asked for again", async () => {
    const { options, asked, goOn } = heldFlow();
    const shown = await showHook(plazaOf(), () => useFlow(options));
    const outcomes: number[] = [];
    await act(async () => {
      for (let press = 0; press < 2; press++)
        void shown.current.mutateAsync(5).then(({ amount }) => void outcomes.push(amount));
      shown.current.mutate(5);
    });
    await goOn();
    expect(shown.current).to.include({ id: "plan 5", isPending: true });
    await goOn();
    await shown.until("it is over", ({ isSuccess }) => isSuccess);
    expect([asked, outcomes]).to.deep.equal([[5], [5, 5]]);
    await act(async () => shown.current.mutate(5));
    expect(asked).to.deep.equal([5, 5]);
    await shown.close();
  });

  it("shows nothing of the one before while the next is planned", async () => {
    const { options, goOn } = heldFlow();
    const shown = await showHook(plazaOf(), () => useFlow(options));
    await act(async () => shown.current.mutate(-1));
    await goOn();
    await goOn();
    await shown.until("it failed", ({ isError }) => isError);
    expect(shown.current).to.include({ id: "plan -1" });
    await act(async () => shown.current.mutate(2));
    await shown.until("the next is planned", ({ isPending }) => isPending);
    expect(shown.current).to.include({ id: undefined, state: undefined });
    await goOn();
    expect(shown.current).to.include({ id: "plan 2" });
    await shown.close();
  });
});

describe("useBuy", () => {
  pageFor();
  const terms: ListingTerms = {
    seller: marketplace,
    salt: 1n,
    token: credits,
    tokenId: 7n,
    quantity: 1n,
    schedule: 0n,
    taker: zeroAddress,
  };

  it("shows the purchase at once, and gives back what was sold to somebody else, with the reason", async () => {
    const listing = { id: listingId(deployment, terms), remaining: 1n };
    const word = { type: "uint256" } as const;
    const { client } = fakeNode({
      eth_call: encodeAbiParameters([word, word, word, word, word, word], [0n, 0n, 0n, 0n, 0n, 0n]),
    });
    const plaza = plazaOf({ client, graphql: indexOf(listing) });
    const shown = await showHook(plaza, () => ({ listings: useListings(), purchase: useBuy() }));
    await shown.until("the listing is shown", ({ listings }) => listings.data !== undefined);
    const { queryKey } = listingsQueryOptions(plaza.graphql);
    const remaining = () =>
      shown.queries.getQueryData(queryKey)?.pages.flatMap((page) => page.nodes.map((node) => node.remaining));
    const seen: unknown[] = [];
    const stop = shown.queries.getQueryCache().subscribe(() => seen.push(remaining()?.length));
    await act(async () => shown.current.purchase.mutate({ terms, maxTotal: 5n }));
    await shown.until("it is refused", ({ purchase }) => purchase.error !== null);
    stop();
    expect(shown.current.purchase.error).to.have.property("name", "ListingNotActiveError");
    expect(seen).to.include(0);
    expect(remaining()).to.deep.equal([1n]);
    await shown.close();
  });
});
