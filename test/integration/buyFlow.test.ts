import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import {
  approveCreditsSync,
  type BuyFlowResult,
  buyFlow,
  buySync,
  type FlowContext,
  type FlowOutcome,
  type FlowState,
  getCreditsAllowance,
  getItemOwner,
  memoryFlowStore,
  mintCreditsSync,
  type PlazaError,
  unfinishedFlows,
  updatePriceSync,
} from "@plaza/sdk";
import { expect } from "chai";
import { type Address, bytesToHex, type Hex, type LocalAccount, parseEther } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import type { Chain } from "../../scripts/lib/chain.ts";
import { actors, clientOf, startTestChain, timeOf } from "../helpers/chain.ts";
import { openMarket } from "../helpers/market.ts";
import { runPlaza } from "../helpers/plazaCommand.ts";
import { buyThrough, summaryOf } from "../helpers/reliability.ts";
import { walletOf } from "../helpers/wallet.ts";

const { admin, alice, bob, carol } = actors;
const price = parseEther("25");

describe("buyFlow on a chain", () => {
  let chain: Chain;
  let market: ReturnType<typeof openMarket>;
  before(async function () {
    this.timeout(120_000);
    chain = await startTestChain();
    market = openMarket(chain);
    await market.registerSword("Longsword", "M0 0h9v9z");
    await market.fund(carol, price * 10n);
  });
  after(() => chain.close());

  const rich = (account: LocalAccount, amount = price) =>
    mintCreditsSync(market.as(admin), { credits: chain.deployment.credits, to: account.address, amount });
  const spent = async () => {
    const { marketplace: spender, credits } = chain.deployment;
    return getCreditsAllowance(market.as(bob), { credits, spender, owner: bob.address });
  };

  /** A sword for sale, and Bob at his wallet. */
  async function scene(more: Partial<FlowContext> = {}) {
    const { listingId, receipt, ...terms } = await market.listSword(alice, price);
    const { credits, marketplace: spender } = chain.deployment;
    await approveCreditsSync(market.as(bob), { credits, spender, amount: 0n });
    const wallet = walletOf(chain, bob);
    const store = memoryFlowStore();
    const context: FlowContext = { client: wallet.client, deployment: chain.deployment, store, ...more };
    const owner = () => getItemOwner(market.as(bob), { token: terms.token, tokenId: terms.tokenId });
    return { terms, wallet, context, store, owner };
  }

  /** The error with which a run ended. */
  const failure = async (run: Promise<unknown>): Promise<PlazaError> => {
    try {
      await run;
    } catch (error) {
      return error as PlazaError;
    }
    return expect.fail("it should have failed");
  };

  it("says what it needs before anything is signed, and tells of each state up to the proceeds", async () => {
    await rich(bob);
    const { terms, wallet, context, owner } = await scene();
    const flow = await buyFlow(context, { terms, maxTotal: price });
    expect(wallet.sent()).to.equal(0);
    expect(flow.requirements.map(({ type, amount }) => [type, amount])).to.deep.equal([
      ["approve", price],
      ["transact", price],
    ]);
    expect(flow.getState()).to.include({ status: "idle", progress: 0 });
    const states: FlowState<BuyFlowResult & FlowOutcome>[] = [];
    const forget = flow.subscribe((state) => states.push(state));
    const result = await flow.run();
    forget();
    const fee = price / 20n;
    expect(result).to.include({ total: price, fee, royalty: 0n, proceeds: price - fee, quantity: 1n, indexed: null });
    expect(await owner()).to.equal(bob.address);
    // The approval was exact: nothing is left of it.
    expect(await spent()).to.equal(0n);
    const once = ["validating", "awaitingSignature", "sending"];
    expect(states.map(({ status }) => status)).to.deep.equal([...once, ...once, "processing", "completed"]);
    const progress = states.map(({ progress }) => progress);
    expect(progress).to.deep.equal([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).to.equal(1);
    expect(flow.getState().result).to.equal(result);
    // Once more is no second purchase.
    expect(await flow.run()).to.deep.equal(result);
    expect(wallet.sent()).to.equal(2);
  });

  it("takes a permit in place of an approval: one transaction", async () => {
    await rich(bob);
    const { terms, wallet, context, store, owner } = await scene();
    const flow = await buyFlow(context, { terms, maxTotal: price, permit: true });
    expect(flow.requirements.map(({ type }) => type)).to.deep.equal(["permit", "transact"]);
    const result = await flow.run();
    // The permit is not left lying about; who ran it still learns what came of it.
    expect([await store.keys(), await flow.run()]).to.deep.equal([[], result]);
    expect(await failure(buyFlow.resume(context, flow.id))).to.include({ name: "FlowPlanNotFoundError" });
    expect(await owner()).to.equal(bob.address);
    expect([wallet.sent(), await spent()]).to.deep.equal([1, 0n]);
  });

  it("names what is missing to whoever has not enough", async () => {
    const poor = privateKeyToAccount(generatePrivateKey());
    await rich(poor, price / 2n);
    const { terms, context } = await scene({ client: clientOf(chain, poor) });
    const error = await failure(buyFlow(context, { terms, maxTotal: price }));
    expect(error).to.include({
      name: "NotEnoughCreditsError",
      shortMessage: "You need 12.5 more Credits.",
      recovery: "top_up",
    });
  });

  it("plans nothing for what was sold or became dearer", async () => {
    await rich(bob, price * 2n);
    const { marketplace } = chain.deployment;
    const sold = await scene();
    await buySync(market.as(carol), { marketplace, terms: sold.terms, maxTotal: price });
    const dearer = await scene();
    await updatePriceSync(market.as(alice), { marketplace, terms: dearer.terms, price: price * 2n });
    for (const [{ terms, context }, name] of [
      [sold, "ListingNotActiveError"],
      [dearer, "PriceAboveMaximumError"],
    ] as const)
      expect(await failure(buyFlow(context, { terms, maxTotal: price }))).to.include({ name });
  });

  it("ends by its signal, and sends nothing more", async () => {
    await rich(bob);
    const { terms, wallet, context, owner } = await scene();
    const flow = await buyFlow(context, { terms, maxTotal: price });
    const stop = new AbortController();
    const onState = ({ step }: FlowState<unknown>) => step === 1 && stop.abort();
    expect(await failure(flow.run({ signal: stop.signal, onState }))).to.include({ name: "FlowAbortedError" });
    expect(wallet.sent()).to.equal(1);
    expect(await owner()).not.to.equal(bob.address);
    await flow.run();
    expect(wallet.sent()).to.equal(2);
  });

  it("sends no step twice after a reload, wherever it was cut off", async () => {
    // The page dies once it has sent, the hash untold; and before anything left the wallet.
    for (const left of [true, false]) {
      await rich(bob);
      const { terms, wallet, context, store, owner } = await scene();
      // Allowed before, so that the purchase itself is what is cut off: nothing but its nonce tells of it.
      const { credits, marketplace: spender } = chain.deployment;
      await approveCreditsSync(market.as(bob), { credits, spender, amount: price });
      const flow = await buyFlow(context, { terms, maxTotal: price });
      const nonces: unknown[] = [];
      const died = new AbortController();
      wallet.behave(async ({ method, params }, pass) => {
        if (method !== "eth_sendTransaction") return pass();
        nonces.push((params as [{ nonce: unknown }])[0].nonce);
        if (left) await pass();
        died.abort();
        return new Promise(() => undefined);
      });
      await failure(flow.run({ signal: died.signal }));
      expect(await unfinishedFlows(store)).to.deep.include({
        ...(await unfinishedFlows(store))[0],
        kind: "buy",
        done: 0,
      });

      const later = walletOf(chain, bob);
      later.behave(async ({ method, params }, pass) => {
        if (method === "eth_sendTransaction") nonces.push((params as [{ nonce: unknown }])[0].nonce);
        return pass();
      });
      const resumed = await buyFlow.resume({ ...context, client: later.client }, flow.id);
      expect(await resumed.run()).to.include({ total: price });
      // What left the wallet is not asked for again; what did not has the same nonce, so that only one of both can ever be.
      expect(later.sent()).to.equal(left ? 0 : 1);
      expect([nonces.length, new Set(nonces).size]).to.deep.equal([left ? 1 : 2, 1]);
      expect([await owner(), await unfinishedFlows(store)]).to.deep.equal([bob.address, []]);
    }
  });

  /** A purchase that is all there is to sign, at a wallet that takes the nonce after the one that it is given. */
  async function wilfulScene(more: Partial<FlowContext> = {}) {
    await rich(bob);
    const given = await scene(more);
    const { credits, marketplace: spender } = chain.deployment;
    await approveCreditsSync(market.as(bob), { credits, spender, amount: price });
    const send = async (params: unknown) => {
      const [{ to, data }] = params as [{ to: Address; data: Hex }];
      await market.as(bob).sendTransaction({ to: alice.address, value: 1n });
      return market.as(bob).sendTransaction({ to, data });
    };
    const later = walletOf(chain, bob);
    // As on a node that keeps no old states.
    later.behave(async ({ method, params }, pass) => {
      if (method === "eth_getTransactionCount" && /^0x/.test((params as string[])[1] ?? ""))
        throw Object.assign(new Error("missing trie node"), { code: -32000 });
      return pass();
    });
    return { ...given, send, later };
  }

  it("believes a hash that the node knows before any nonce, though the wallet took its own and the node forgets", async () => {
    const { terms, wallet, context, owner, send, later } = await wilfulScene();
    const flow = await buyFlow(context, { terms, maxTotal: price });
    wallet.behave(({ method, params }, pass) => (method === "eth_sendTransaction" ? send(params) : pass()));
    const died = new AbortController();
    const onState = ({ status }: FlowState<unknown>) => status === "sending" && died.abort();
    expect(await failure(flow.run({ signal: died.signal, onState }))).to.include({ name: "FlowAbortedError" });
    const resumed = await buyFlow.resume({ ...context, client: later.client }, flow.id);
    expect(await resumed.run()).to.include({ total: price });
    expect([later.sent(), await owner()]).to.deep.equal([0, bob.address]);
  });

  it("waits for a hash that is in the pool, though its nonce is another", async () => {
    const { terms, wallet, context, owner, later } = await wilfulScene();
    const flow = await buyFlow(context, { terms, maxTotal: price });
    const time = timeOf(chain);
    wallet.behave(async ({ method, params }, pass) => {
      if (method !== "eth_sendTransaction") return pass();
      const [{ to, data }] = params as [{ to: Address; data: Hex }];
      await market.as(bob).sendTransaction({ to: alice.address, value: 1n });
      await time.setAutomine(false);
      return market.as(bob).sendTransaction({ to, data, gas: 1_000_000n });
    });
    const died = new AbortController();
    const onState = ({ status }: FlowState<unknown>) => status === "sending" && died.abort();
    try {
      await failure(flow.run({ signal: died.signal, onState }));
      const resumed = await buyFlow.resume({ ...context, client: later.client }, flow.id);
      const run = resumed.run({ onState: ({ status }) => status === "sending" && void time.mine({ blocks: 1 }) });
      expect(await run).to.include({ total: price });
    } finally {
      await time.setAutomine(true);
    }
    expect([later.sent(), await owner()]).to.deep.equal([0, bob.address]);
  });

  it("keeps the hash of whoever signs after it was given up, unless another tab has gone on", async () => {
    for (const isDone of [false, true]) {
      const { terms, wallet, context, store, owner, send, later } = await wilfulScene({ signatureTimeout: 20 });
      const flow = await buyFlow(context, { terms, maxTotal: price });
      const signed = new AbortController();
      wallet.behave(async ({ method, params }, pass) => {
        if (method !== "eth_sendTransaction") return pass();
        await once(signed.signal, "abort");
        return isDone ? `0x${"7e".repeat(32)}` : send(params);
      });
      expect(await failure(flow.run())).to.include({ name: "StepTimeoutError" });
      const resumed = await buyFlow.resume({ ...context, signatureTimeout: 5_000, client: later.client }, flow.id);
      if (isDone) await resumed.run();
      const plans = async () => Promise.all((await store.keys()).map((key) => store.get(key)));
      const before = await plans();
      signed.abort();
      await setTimeout(500);
      if (isDone) expect(await plans()).to.deep.equal(before);
      else expect(await resumed.run()).to.include({ total: price });
      expect([later.sent(), await owner()]).to.deep.equal([isDone ? 1 : 0, bob.address]);
    }
  });

  it("does again what another transaction of the same nonce has displaced", async () => {
    await rich(bob);
    const { terms, wallet, context, owner } = await scene();
    const flow = await buyFlow(context, { terms, maxTotal: price });
    const died = new AbortController();
    wallet.behave(async ({ method }, pass) => {
      if (method !== "eth_sendTransaction") return pass();
      await market.as(bob).sendTransaction({ to: alice.address, value: 1n });
      died.abort();
      return new Promise(() => undefined);
    });
    await failure(flow.run({ signal: died.signal }));
    wallet.behave((_, pass) => pass());
    await flow.run();
    expect(wallet.sent()).to.equal(3);
    expect(await owner()).to.equal(bob.address);
  });

  it("ends decided whatever befalls it, and buys what can be bought", async () => {
    const { undecided, wrong, fillable, filled } = summaryOf(
      await buyThrough({ chain, market }, { count: 40, seed: 7 }),
    );
    expect({ undecided, wrong, filled }).to.deep.equal({ undecided: 0, wrong: 0, filled: fillable });
    expect(fillable).to.be.within(20, 39);
  }).timeout(120_000);

  it("runs in one tab only", async () => {
    await rich(bob);
    const { terms, wallet, context, owner } = await scene();
    const flow = await buyFlow(context, { terms, maxTotal: price });
    const tabs = await Promise.all(Array.from({ length: 5 }, () => buyFlow.resume(context, flow.id)));
    const ends = await Promise.allSettled(tabs.map((tab) => tab.run()));
    const refused = ends.flatMap((end) => (end.status === "rejected" ? [(end.reason as PlazaError).name] : []));
    expect(refused).to.deep.equal(Array(4).fill("FlowBusyError"));
    expect([wallet.sent(), await owner()]).to.deep.equal([2, bob.address]);
  });

  it("is what `plaza buy` runs, at no more than it may pay", async () => {
    const { listingId, token, tokenId } = await market.listSword(alice, price);
    await rich(bob, price);
    const { privateKey } = bob.getHdKey();
    if (privateKey === null) throw new Error("Bob has no key");
    const environment = {
      PLAZA_PRIVATE_KEY: bytesToHex(privateKey),
      PLAZA_RPC_URL: chain.rpcUrl,
      PLAZA_DEPLOYMENT: chain.deploymentFolder,
    };
    const cheap = await runPlaza(["buy", listingId, "--max", "24.9"], environment);
    expect([cheap.code, cheap.output]).to.deep.equal([3, ""]);
    expect(cheap.errors).to.include("The price has gone up.");
    const { code, output, errors } = await runPlaza(["buy", listingId, "--permit", "--json"], environment);
    expect(errors).to.include("100 %").and.not.include(environment.PLAZA_PRIVATE_KEY);
    expect([code, JSON.parse(output).total]).to.deep.equal([0, String(price)]);
    expect(await getItemOwner(market.as(bob), { token, tokenId })).to.equal(bob.address);
  }).timeout(120_000);
});
