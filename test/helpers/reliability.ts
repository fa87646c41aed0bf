import {
  approveCreditsSync,
  buyFlow,
  buySync,
  createGraphqlClient,
  createRelayerClient,
  type Flow,
  type FlowContext,
  getItemOwner,
  memoryFlowStore,
  mintCreditsSync,
  PlazaError,
  updatePriceSync,
} from "@plaza/sdk";
import { createClient, custom, HttpRequestError, http, isAddressEqual, type LocalAccount } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { hardhat } from "viem/chains";
import type { Chain } from "../../scripts/lib/chain.ts";
import { actors, timeOf } from "./chain.ts";
import type { openMarket } from "./market.ts";

/** What befalls a purchase, and how often of a hundred. Those of `canFill` have an item and money for it. */
export const fates = {
  plain: { share: 25, canFill: true },
  /** Every eighth request to the chain gets no answer; of what is sent, half had been carried out. */
  rpcErrors: { share: 25, canFill: true },
  relayerAway: { share: 8, canFill: true },
  indexerAway: { share: 8, canFill: true },
  /** The price falls while the buyer looks at it: he pays the lower one. */
  cheaper: { share: 6, canFill: true },
  dearer: { share: 8, canFill: false },
  soldMeanwhile: { share: 12, canFill: false },
  noFunds: { share: 8, canFill: false },
} as const;
export type Fate = keyof typeof fates;

/** What became of a purchase. Undecided: it said neither that it was done nor for good why not, or said what is not so. */
export type Purchase = {
  fate: Fate;
  end: "bought" | "refused" | "undecided";
  code: string | null;
  signedMs: number | null;
};

/** How often somebody presses "try again" where the error says that it may help. */
const TRIES = 6;
const PRICE = 25n * 10n ** 18n;
const { admin, alice, carol } = actors;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
}

function fateOf(share: number): Fate {
  let below = 0;
  for (const [fate, of] of Object.entries(fates) as [Fate, (typeof fates)[Fate]][]) {
    below += of.share;
    if (share * 100 < below) return fate;
  }
  return "plain";
}

/** Buys so many things, one after the other, each by a buyer of its own whom something befalls. */
export async function buyThrough(
  { chain, market }: { chain: Chain; market: ReturnType<typeof openMarket> },
  { count, seed }: { count: number; seed: number },
): Promise<Purchase[]> {
  const random = randomOf(seed);
  const purchases: Purchase[] = [];
  for (let index = 0; index < count; index += 1) {
    const fate = fateOf(random());
    purchases.push(await buyOne({ chain, market, fate, random }));
  }
  return purchases;
}

async function buyOne({
  chain,
  market,
  fate,
  random,
}: {
  chain: Chain;
  market: ReturnType<typeof openMarket>;
  fate: Fate;
  random: () => number;
}): Promise<Purchase> {
  const { credits, marketplace } = chain.deployment;
  const buyer = privateKeyToAccount(generatePrivateKey());
  const { listingId: _, receipt: __, ...terms } = await market.listSword(alice, PRICE);
  await timeOf(chain).setBalance({ address: buyer.address, value: 10n ** 18n });
  const purse = fate === "noFunds" ? PRICE - 1n : PRICE;
  await mintCreditsSync(market.as(admin), { credits, to: buyer.address, amount: purse });
  const faults = { areOn: false };
  const context: FlowContext = {
    client: shakyClient(chain, buyer, () => faults.areOn && random() < 1 / 8, random),
    deployment: chain.deployment,
    store: memoryFlowStore(),
    relayer: createRelayerClient({ url: "http://relayer.test", fetch: serverOf(fate === "relayerAway") }),
    graphql: createGraphqlClient({ url: "http://index.test/graphql", fetch: serverOf(fate === "indexerAway") }),
  };
  faults.areOn = fate === "rpcErrors";

  let flow: Flow<object> | undefined;
  let signedAt: number | undefined;
  const onState = ({ status }: { status: string }) => {
    if (status === "awaitingSignature") signedAt ??= performance.now();
  };
  let code: string | null = null;
  for (let tries = 0; tries < TRIES; tries += 1)
    try {
      if (flow === undefined) {
        flow = await buyFlow(context, { terms, maxTotal: PRICE, permit: random() < 0.5 });
        await meanwhile({ market, marketplace, credits, terms, fate });
      }
      await flow.run({ onState });
      const signedMs = signedAt === undefined ? null : performance.now() - signedAt;
      return { fate, end: (await isOwner()) ? "bought" : "undecided", code: null, signedMs };
    } catch (error) {
      code = error instanceof PlazaError ? error.code : "unknown";
      if (!(error instanceof PlazaError) || error.retryable) continue;
      return { fate, end: (await isOwner()) ? "undecided" : "refused", code, signedMs: null };
    }
  return { fate, end: "undecided", code, signedMs: null };

  async function isOwner(): Promise<boolean> {
    const { token, tokenId } = terms;
    return isAddressEqual(await getItemOwner(market.as(carol), { token, tokenId }), buyer.address);
  }
}

/** What happens between the buyer's look at the plan and his going ahead. */
async function meanwhile({
  market,
  marketplace,
  credits,
  terms,
  fate,
}: {
  market: ReturnType<typeof openMarket>;
  marketplace: `0x${string}`;
  credits: `0x${string}`;
  terms: Parameters<typeof buySync>[1]["terms"];
  fate: Fate;
}): Promise<void> {
  if (fate === "cheaper" || fate === "dearer") {
    const price = fate === "cheaper" ? PRICE / 2n : PRICE * 2n;
    await updatePriceSync(market.as(alice), { marketplace, terms, price });
  }
  if (fate !== "soldMeanwhile") return;
  await mintCreditsSync(market.as(admin), { credits, to: carol.address, amount: PRICE });
  await approveCreditsSync(market.as(carol), { credits, spender: marketplace, amount: PRICE });
  await buySync(market.as(carol), { marketplace, terms, maxTotal: PRICE });
}

/** A wallet over a node that loses answers: before it hears of what it is sent, or after it has done it. */
function shakyClient(chain: Chain, account: LocalAccount, fails: () => boolean, random: () => number) {
  const node = http(chain.rpcUrl, { retryCount: 0 })({ chain: hardhat });
  const lost = () => new HttpRequestError({ url: chain.rpcUrl, status: 503, details: "no answer" });
  const transport = custom(
    {
      async request(asked: never) {
        if (!fails()) return node.request(asked);
        if (random() < 0.5) throw lost();
        await node.request(asked);
        throw lost();
      },
    },
    // As viem's http transport does: it asks again three times, but sends nothing again by itself.
    { retryCount: 3, retryDelay: 50 },
  );
  return createClient({ account, chain: hardhat, transport, pollingInterval: 20, cacheTime: 0 });
}

/** A relayer or an index, as far as a purchase asks it: far enough, or away. */
function serverOf(isAway: boolean): typeof globalThis.fetch {
  return async () => {
    if (isAway) throw new TypeError("fetch failed");
    const meta = { chainId: hardhat.id, block: String(2n ** 40n), blockTimestamp: 1 };
    return Response.json({ data: { _meta: meta }, stored: true });
  };
}

/** What many purchases came to. */
export function summaryOf(purchases: readonly Purchase[]) {
  const fillable = purchases.filter(({ fate }) => fates[fate].canFill);
  const filled = fillable.filter(({ end }) => end === "bought");
  const times = filled.map(({ signedMs }) => signedMs ?? 0).sort((a, b) => a - b);
  return {
    purchases: purchases.length,
    fillable: fillable.length,
    filled: filled.length,
    undecided: purchases.filter(({ end }) => end === "undecided").length,
    /** Refused although it could be filled, or filled although it could not. */
    wrong: purchases.filter(({ fate, end }) => end === (fates[fate].canFill ? "refused" : "bought")).length,
    meanMs: times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length),
    p95Ms: times[Math.floor(times.length * 0.95)] ?? 0,
  };
}
