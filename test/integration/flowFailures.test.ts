import { readFileSync } from "node:fs";
import * as sdk from "@plaza/sdk";
import {
  auctionId,
  bidFlow,
  buyManyFlow,
  createGraphqlClient,
  createRelayerClient,
  type Flow,
  type FlowContext,
  type FlowOutcome,
  type FlowRequirement,
  type FlowState,
  type FlowStore,
  memoryFlowStore,
  PlazaError,
  type RelayerClient,
  resumeFlow,
  setApprovalForAllSync,
  unfinishedFlows,
} from "@plaza/sdk";
import { expect } from "chai";
import { concatHex, HttpRequestError, type LocalAccount, zeroHash } from "viem";
import { mainnet } from "viem/chains";
import { type AuctionHouse, openAuctionHouse } from "../helpers/auctionHouse.ts";
import { actors } from "../helpers/chain.ts";
import { depositElsewhere, ends, type Meanwhile, renewals, type SceneName } from "../helpers/flowMeanwhile.ts";
import { type FlowScenes, openFlowScenes, PRICE, type Scene } from "../helpers/flowScenes.ts";
import { holdTimers } from "../helpers/heldTimers.ts";
import { walletOf } from "../helpers/wallet.ts";

const { alice, bob } = actors;

/** The scenes of each flow: one that is not here has not been gone through. */
const scenesOf: Record<string, SceneName[]> = {
  buyFlow: ["buy", "buyByPermit"],
  buyManyFlow: ["buyMany"],
  buyoutFlow: ["buyout"],
  listFlow: ["list"],
  updatePriceFlow: ["updatePrice"],
  cancelFlow: ["cancel", "cancelAuction", "cancelOrders", "cancelExit"],
  auctionFlow: ["auction"],
  bidFlow: ["bid", "bidOnChain"],
  depositFlow: ["deposit"],
  withdrawFlow: ["withdraw"],
  requestExitFlow: ["requestExit"],
  executeExitFlow: ["executeExit"],
  withdrawCreditFlow: ["withdrawCredit"],
  offerFlow: ["offer"],
  acceptOfferFlow: ["acceptOffer"],
  settleFlow: ["settle"],
  presentBidFlow: ["presentBid"],
  finalizeFlow: ["finalize"],
};
const allScenes = Object.values(scenesOf).flat();
/** Those in which the relayer has a part. The others have the chain for themselves: a relayer would settle and finalize, too. */
const overRelayer: readonly SceneName[] = ["bid", "withdraw", "offer"];
const flowOf = (scene: SceneName) => Object.keys(scenesOf).find((flow) => scenesOf[flow]?.includes(scene)) ?? "none";

/** How a page's question to the chain or to the relayer is met: `step` and `what` say which it is, and `pass` has it answered. */
type Meet = (step: number, what: string, pass: () => Promise<unknown>) => Promise<unknown>;

/** What befalls each question once, and what is told then. */
type Fault = {
  meet: (pass: () => Promise<unknown>, isOpen: () => boolean) => Promise<unknown>;
  tells: readonly string[];
  status: FlowState<unknown>["status"];
};

/** Delays that nothing else has. */
const TIMEOUTS = { requestTimeout: 15_001, signatureTimeout: 120_001, blockTimeout: 60_001 };
const HELD = [...Object.values(TIMEOUTS), TIMEOUTS.blockTimeout + TIMEOUTS.requestTimeout];
const ASKS = ["eth_sendTransaction", "eth_signTypedData_v4"];
const unreachable = () => new HttpRequestError({ url: "http://node.test", details: "no answer" });
const never = () => new Promise<never>(() => {});

/** How often the wallet is asked, and how often to send something. */
const asks = (requirements: readonly FlowRequirement[]) =>
  requirements.filter(({ type }) => type !== "request" && type !== "wait").length;
const transactions = ({ requirements }: Flow<FlowOutcome>) =>
  requirements.filter(({ type }) => type === "approve" || type === "transact").length;

describe("what comes between the steps of a flow", () => {
  let house: AuctionHouse;
  let relayer: RelayerClient | undefined;
  let flows: FlowScenes;
  before(async function () {
    this.timeout(120_000);
    house = await openAuctionHouse();
    flows = openFlowScenes(house, () => relayer ?? expect.fail("no relayer runs"));
  });
  after(() => house.close());

  /** What somebody's browser has, anew after each reload but for the store. */
  function page(by: LocalAccount, store: FlowStore, meet: Meet = (_, __, pass) => pass()) {
    let step = 0;
    let [sent, signed] = [0, 0];
    const wallet = walletOf(house.chain, by);
    wallet.behave(({ method, params }, pass) =>
      meet(step, method, () => {
        if (method === "eth_sendTransaction") sent += 1;
        if (method !== "eth_signTypedData_v4") return pass();
        signed += 1;
        return by.signTypedData(JSON.parse((params as [string, string])[1]));
      }),
    );
    const context: FlowContext = { client: wallet.client, deployment: house.chain.deployment, store, ...TIMEOUTS };
    if (relayer !== undefined)
      context.relayer = createRelayerClient({
        url: relayer.url,
        async fetch(input, init) {
          const [, , what = ""] = new URL(String(input)).pathname.split("/");
          return (await meet(step, what, () => fetch(input, init))) as Response;
        },
      });
    const onState = (state: FlowState<unknown>) => {
      step = state.step;
    };
    return { context, onState, sent: () => sent, asked: () => sent + signed };
  }

  const failure = async (promise: Promise<unknown>): Promise<PlazaError> => {
    try {
      await promise;
    } catch (error) {
      if (error instanceof PlazaError) return error;
      throw error;
    }
    return expect.fail("it should have failed");
  };

  /** What somebody has, wherever it is. */
  async function wealth(account: LocalAccount): Promise<bigint> {
    const { free, exiting, credit } = await flows.vault(account);
    return (await flows.purse(account)) + free + exiting + credit;
  }

  /** Reloads the page after each failure, until nothing is left that has not failed once. */
  async function goThrough(scene: Scene, { meet: fails, tells, status }: Fault): Promise<void> {
    const store = memoryFlowStore();
    const planned = await scene.plan(page(scene.by, store).context);
    const met = new Set<string>();
    let sent = 0;
    for (let isOver = false; !isOver; ) {
      const before = met.size;
      let isOpen = true;
      const load = page(scene.by, store, (step, what, pass) => {
        const question = `${step} ${what}`;
        if (met.has(question)) return pass();
        met.add(question);
        return fails(pass, () => isOpen);
      });
      const flow = await resumeFlow(load.context, planned.id);
      try {
        await flow.run(load);
        isOver = true;
      } catch (error) {
        const at = `${[...met].slice(before)}: ${error}`;
        expect(met.size, at).to.be.greaterThan(before);
        expect(error, at).to.be.instanceOf(PlazaError);
        expect(tells, at).to.include((error as PlazaError).name);
        expect(flow.getState().status, at).to.equal(status);
      }
      isOpen = false;
      sent += load.sent();
    }
    expect([await scene.isDone(), sent], [...met].join()).to.deep.equal([true, transactions(planned)]);
    expect(await unfinishedFlows(store)).to.deep.equal([]);
  }

  /** At each signature the wallet is elsewhere, then says no, then is open while the page is closed. All the while the index stands still. */
  async function askThrice(scene: Scene): Promise<void> {
    const store = memoryFlowStore();
    const planned = await scene.plan(page(scene.by, store).context);
    const index = createGraphqlClient({
      url: "http://index.test",
      fetch: async () => Response.json({ data: { _meta: { chainId: 31_337, block: "0", blockTimestamp: 1 } } }),
    });
    const graphql = { ...index, waitForBlock: (block: bigint) => index.waitForBlock(block, { timeout: 0 }) };
    const was = new Set<string>();
    const isFirst = (what: string) => !was.has(what) && was.add(what);
    const told: string[] = [];
    let sent = 0;
    let result: FlowOutcome | undefined;
    while (result === undefined) {
      const closed = new AbortController();
      const load = page(scene.by, store, async (step, what, pass) => {
        if (what === "eth_chainId" && isFirst(`${step} elsewhere`)) return "0x1";
        if (!ASKS.includes(what)) return pass();
        if (isFirst(`${step} no`)) throw Object.assign(new Error("No."), { code: 4001 });
        if (!isFirst(`${step} closed`)) return pass();
        closed.abort();
        return never();
      });
      const flow = await resumeFlow({ ...load.context, graphql }, planned.id);
      try {
        result = await flow.run({ ...load, signal: closed.signal });
      } catch (error) {
        const { name, recovery } = error as PlazaError;
        told.push(`${flow.getState().step} ${name}: ${recovery}`);
        expect(flow.getState().status, name).to.equal("failed");
        const [left] = await unfinishedFlows(store);
        // Who has said no has sent nothing.
        if (name === "UserRejectedError") expect(left).to.include({ asked: false });
      }
      sent += load.sent();
    }
    const steps = planned.requirements.flatMap(({ type }, step) =>
      type === "request" || type === "wait" ? [] : [step],
    );
    const ways = ["WrongChainError: switch_chain", "UserRejectedError: cancel", "FlowAbortedError: cancel"];
    expect(told).to.deep.equal(steps.flatMap((step) => ways.map((way) => `${step} ${way}`)));
    expect(result.indexed).to.equal(result.block === null ? null : false);
    expect([await scene.isDone(), sent]).to.deep.equal([true, transactions(planned)]);
  }

  /** What can happen to a step of any flow. */
  function always(name: SceneName): void {
    const open = (): Promise<Scene> => flows.scenes[name]();

    it(`${name}: goes on after a wallet that was elsewhere, said no or was left open, while the index lags`, async () => {
      await askThrice(await open());
    });

    it(`${name}: goes on after each question that reaches nobody`, async () => {
      const meet = () => Promise.reject(unreachable());
      await goThrough(await open(), { meet, tells: ["ConnectionError"], status: "failed" });
    });

    it(`${name}: does nothing twice where each answer is lost`, async () => {
      const meet: Fault["meet"] = async (pass) => {
        await pass();
        throw unreachable();
      };
      await goThrough(await open(), { meet, tells: ["ConnectionError"], status: "failed" });
    });

    it(`${name}: waits for no answer without end`, async () => {
      const scene = await open();
      using timers = holdTimers(HELD);
      const meet: Fault["meet"] = async (pass, isOpen) => {
        await pass();
        setImmediate(() => isOpen() && timers.expire());
        return never();
      };
      await goThrough(scene, { meet, tells: ["StepTimeoutError", "TransactionTimeoutError"], status: "timedOut" });
    });
  }

  /** Plans, and takes the plan up on a page where something happens once step `at` is reached. */
  async function interrupted(scene: Scene, at: number, happen: () => Promise<unknown>) {
    const store = memoryFlowStore();
    let happening: Promise<bigint> | undefined;
    const load = page(scene.by, store, async (step, _, pass) => {
      if (step === at) happening ??= happen().then(() => wealth(scene.by));
      if (happening !== undefined) await happening;
      return pass();
    });
    const planned = await scene.plan(page(scene.by, store).context);
    return { load, planned, had: () => happening, flow: await resumeFlow(load.context, planned.id) };
  }

  const titleOf = ({ scene, when, at }: Meanwhile) => `${scene}: ${when} before step ${at + 1}`;

  /** What happens to one flow alone. */
  function once(isMeant: (scene: SceneName) => boolean): void {
    for (const end of ends.filter(({ scene }) => isMeant(scene)))
      it(`${titleOf(end)}, and ${end.tells} is told`, async () => {
        const { scene, happen } = await end.open(flows);
        const { flow, load, had } = await interrupted(scene, end.at, happen);
        const error = await failure(flow.run(load));
        expect(error).to.include({ name: end.tells, recovery: end.recovery });
        if (end.missing !== undefined) expect(error).to.include({ missing: end.missing });
        expect(flow.getState()).to.include({ status: "failed", step: end.at });
        // Nobody is asked for what cannot be, and what was done before has cost nothing but gas.
        const done = asks(flow.requirements.slice(0, end.at));
        expect([load.asked(), await wealth(scene.by)]).to.deep.equal([done, await had()]);
        expect(await flow.discard()).to.equal(true);
      });

    for (const renewal of renewals.filter(({ scene }) => isMeant(scene)))
      it(`${titleOf(renewal)}, and is asked for once more`, async () => {
        const { scene, happen } = await renewal.open(flows);
        const { flow, load, planned } = await interrupted(scene, renewal.at, happen);
        await flow.run(load);
        expect([await scene.isDone(), load.asked()]).to.deep.equal([true, asks(planned.requirements) + 1]);
      });
  }

  /** What was allowed when it was planned, and is not any more when it is run. */
  function unallowed(name: SceneName, spender: "marketplace" | "orders" = "marketplace"): void {
    it(`${name}: asks for an approval that was there when it was planned`, async () => {
      const scene = await flows.scenes[name]();
      const operator = house.chain.deployment[spender];
      const store = memoryFlowStore();
      await flows.allow(scene.by, operator, 2n * PRICE);
      const planned = await scene.plan(page(scene.by, store).context);
      expect(planned.requirements.map(({ type }) => type)).to.not.include("approve");
      await flows.allow(scene.by, operator, 0n);
      const load = page(scene.by, store);
      const flow = await resumeFlow(load.context, planned.id);
      await flow.run(load);
      expect(flow.requirements.map(({ type }) => type)).to.deep.equal([
        "approve",
        ...planned.requirements.map(({ type }) => type),
      ]);
      expect([await scene.isDone(), load.asked()]).to.deep.equal([true, asks(flow.requirements)]);
    });
  }

  it("is gone through for every flow that there is", () => {
    const exported = Object.entries(sdk).flatMap(([name, value]) =>
      typeof value === "function" && "resume" in value ? [name] : [],
    );
    expect(exported.sort()).to.deep.equal(Object.keys(scenesOf).sort());
    expect([...allScenes].sort()).to.deep.equal(Object.keys(flows.scenes).sort());
    expect([...new Set(ends.map(({ scene }) => flowOf(scene)))].sort()).to.deep.equal(exported.sort());
  });

  it("is what the docs say", () => {
    const rows = ends.map(
      ({ scene, when, tells, recovery }) => `| \`${flowOf(scene)}\` | ${when} | \`${tells}\` | \`${recovery}\` |`,
    );
    const docs = readFileSync(new URL("../../docs/sdk.md", import.meta.url), "utf8");
    expect(docs).to.include([...new Set(rows)].join("\n"));
  });

  describe("over the relayer", () => {
    before(async () => {
      relayer = createRelayerClient({ url: (await house.relayer({ data: "memory://" })).url });
    });
    after(async () => {
      await house.closeRelayers("memory://");
      relayer = undefined;
    });

    for (const scene of overRelayer) always(scene);
    once((scene) => overRelayer.includes(scene));
    unallowed("bid");
    unallowed("offer", "orders");

    it("bid: what it takes is deposited otherwise, and nothing more is", async () => {
      const scene = await flows.scenes.bid();
      const { flow, load } = await interrupted(scene, 0, () => depositElsewhere(scene, flows));
      await flow.run(load);
      expect([await scene.isDone(), load.sent()]).to.deep.equal([true, 0]);
    });

    /** What the relayer tells of somebody's vault while nothing in it is final. */
    async function uncounted(pass: () => Promise<unknown>): Promise<Response> {
      const funds = (await ((await pass()) as Response).json()) as object;
      return Response.json({ ...funds, deposited: "0", available: "0" });
    }

    it("bid: deposits no second time what the relayer does not count yet", async () => {
      const scene = await flows.scenes.bid();
      let asked = 0;
      const load = page(scene.by, memoryFlowStore(), (_, what, pass) => {
        // While it is planned, and when it looks for the first time.
        return what === "accounts" && asked++ < 2 ? uncounted(pass) : pass();
      });
      await depositElsewhere(scene, flows);
      const flow = await scene.plan(load.context);
      expect(flow.requirements.map(({ type }) => type)).to.deep.equal(["wait", "sign", "request"]);
      await flow.run(load);
      expect([await scene.isDone(), load.sent()]).to.deep.equal([true, 0]);
    });

    it("bid: waits where the node is behind, and does not know of the deposit that it is asked for", async () => {
      const scene = await flows.scenes.bid();
      const stale: Record<string, (pass: () => Promise<unknown>) => Promise<unknown>> = {
        accounts: uncounted,
        eth_call: async () => concatHex(Array.from({ length: 5 }, () => zeroHash)),
        eth_blockNumber: async () => "0x1",
      };
      const load = page(scene.by, memoryFlowStore(), (step, what, pass) => {
        const answer = step === 2 ? stale[what] : undefined;
        delete stale[answer === undefined ? "" : what];
        return answer?.(pass) ?? pass();
      });
      await (await scene.plan(load.context)).run(load);
      expect([await scene.isDone(), Object.keys(stale)]).to.deep.equal([true, []]);
    });

    it("bid: ends by its signal while the relayer is asked", async () => {
      const scene = await flows.scenes.bid();
      const store = memoryFlowStore();
      const closed = new AbortController();
      const load = page(scene.by, store, (_, what, pass) => {
        if (what !== "bids") return pass();
        closed.abort();
        return never();
      });
      const flow = await scene.plan(load.context);
      expect(await failure(flow.run({ ...load, signal: closed.signal }))).to.include({ name: "FlowAbortedError" });
      await (await resumeFlow(page(scene.by, store).context, flow.id)).run();
      expect(await scene.isDone()).to.equal(true);
    });

    it("withdraw: asks for no second co-signature where the answer with the first is lost", async () => {
      const scene = await flows.scenes.withdraw();
      const store = memoryFlowStore();
      const lossy = page(scene.by, store, async (_, what, pass) => {
        const answer = await pass();
        if (what !== "withdrawals") return answer;
        await house.moveTo((await house.now()) + 10);
        throw unreachable();
      });
      const flow = await scene.plan(lossy.context);
      expect(await failure(flow.run(lossy))).to.include({ name: "ConnectionError" });
      const load = page(scene.by, store);
      await (await resumeFlow(load.context, flow.id)).run(load);
      expect([await scene.isDone(), lossy.asked(), load.asked()]).to.deep.equal([true, 1, 1]);
    });

    it("bid: says before anything is deposited what the relayer would refuse", async () => {
      const { by, terms } = await flows.scenes.bid();
      const { context } = page(by, memoryFlowStore());
      const seller = page(alice, memoryFlowStore()).context;
      const { terms: later } = await house.auction({ startPrice: PRICE, startIn: 3_600 });
      await flows.known(auctionId(house.domain, later));
      for (const [plan, name] of [
        [bidFlow(seller, { terms, maxAmount: PRICE }), "RelayerBidderIsSellerError"],
        [bidFlow(context, { terms, maxAmount: 10n * PRICE }), "RelayerBidReachesBuyoutError"],
        [bidFlow(context, { terms: later, maxAmount: PRICE }), "RelayerAuctionNotStartedError"],
      ] as const)
        expect(await failure(plan)).to.include({ name });
    });
  });

  describe("on the chain alone", () => {
    for (const scene of allScenes) if (!overRelayer.includes(scene)) always(scene);
    once((scene) => !overRelayer.includes(scene));
    for (const scene of ["buy", "buyMany", "buyout", "bidOnChain", "deposit"] as const) unallowed(scene);

    it("acceptOffer: asks to allow the item where all of the collection was allowed when it was planned", async () => {
      const scene = await flows.scenes.acceptOffer();
      const store = memoryFlowStore();
      const { gameItems: token, orders: operator } = house.chain.deployment;
      const allow = (approved: boolean) => setApprovalForAllSync(flows.as(scene.by), { token, operator, approved });
      await allow(true);
      const planned = await scene.plan(page(scene.by, store).context);
      await allow(false);
      const load = page(scene.by, store);
      await (await resumeFlow(load.context, planned.id)).run(load);
      expect([await scene.isDone(), asks(planned.requirements), load.asked()]).to.deep.equal([true, 1, 2]);
    });

    it("buy: does not ask without end for an approval that does not last", async () => {
      const scene = await flows.scenes.buy();
      const { marketplace } = house.chain.deployment;
      const load = page(scene.by, memoryFlowStore(), async (step, _, pass) => {
        if (step === 1) await flows.allow(bob, marketplace, 0n);
        return pass();
      });
      const flow = await scene.plan(load.context);
      expect(await failure(flow.run(load))).to.include({ name: "ERC20InsufficientAllowanceError" });
      expect([load.sent(), flow.getState().status]).to.deep.equal([2, "failed"]);
    });

    it("buy: tells nobody that what he has bought is sold, where his wallet says neither yes nor no", async () => {
      const scene = await flows.scenes.buy();
      const load = page(scene.by, memoryFlowStore(), async (_, what, pass) => {
        const answer = await pass();
        if (what === "eth_sendTransaction") throw Object.assign(new Error("Internal error"), { code: -32_603 });
        return answer;
      });
      await (await scene.plan(load.context)).run(load);
      expect([await scene.isDone(), load.sent()]).to.deep.equal([true, 2]);
    });

    it("buy: asks for nothing more where what was left open in the wallet lands while it is looked again", async () => {
      const scene = await flows.scenes.buy();
      const store = memoryFlowStore();
      const closed = new AbortController();
      let sign = () => Promise.resolve<unknown>(undefined);
      const load = page(scene.by, store, async (step, what, pass) => {
        if (step !== 1 || what !== "eth_sendTransaction") return pass();
        sign = pass;
        closed.abort();
        return never();
      });
      const flow = await scene.plan(load.context);
      expect(await failure(flow.run({ ...load, signal: closed.signal }))).to.include({ name: "FlowAbortedError" });
      let isSigned = false;
      const later = page(scene.by, store, async (_, what, pass) => {
        if (what === "eth_call" && !isSigned) {
          isSigned = true;
          await sign();
        }
        return pass();
      });
      await (await resumeFlow(later.context, flow.id)).run(later);
      expect([await scene.isDone(), later.asked()]).to.deep.equal([true, 0]);
    });

    it("refuses a client of another chain, and asks it nothing", async () => {
      const { by, plan } = await flows.scenes.requestExit();
      const { client, seen } = walletOf(house.chain, by);
      const context = { client: { ...client, chain: mainnet }, deployment: house.chain.deployment };
      expect(await failure(plan(context))).to.include({ name: "WrongChainError", recovery: "switch_chain" });
      expect(seen).to.deep.equal([]);
    });

    it("sends nothing by a client that names no chain, from a wallet that is elsewhere", async () => {
      const { by, plan } = await flows.scenes.requestExit();
      const load = page(by, memoryFlowStore(), async (_, what, pass) => (what === "eth_chainId" ? "0x1" : pass()));
      const flow = await plan({ ...load.context, client: { ...load.context.client, chain: undefined } });
      expect(await failure(flow.run(load))).to.include({ name: "WrongChainError" });
      expect([load.sent(), await flow.discard()]).to.deep.equal([0, true]);
    });

    it("refuses an empty basket", async () => {
      const { context } = page(bob, memoryFlowStore());
      expect(await failure(buyManyFlow(context, { purchases: [] }))).to.include({ field: "purchases" });
    });
  });
}).timeout(120_000);
