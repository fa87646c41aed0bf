import { readdirSync, readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { expect } from "chai";
import { fakeNode, player } from "../../testing/node.ts";
import { rejection } from "../../testing/rejection.ts";
import { fakeStorage } from "../../testing/storage.ts";
import type { PlazaDeployment } from "../deployment.ts";
import { FlowBusyError, FlowPlanNotFoundError } from "../errors/flow.ts";
import { discardFlow } from "./discardFlow.ts";
import { decode, encode, keyOf, loadPlan, type Plan, savePlan } from "./internal/plan.ts";
import { defaultFlowLock, type FlowLock, localFlowLock, webFlowLock } from "./lock.ts";
import { resumeFlow } from "./resumeFlow.ts";
import { memoryFlowStore, webFlowStore } from "./store.ts";
import { unfinishedFlows } from "./unfinishedFlows.ts";

const account = `0x${"a1".repeat(20)}` as const;
const planOf = (id: string, more: Partial<Plan> = {}): Plan => ({
  version: 1,
  id,
  kind: "buy",
  chainId: 31337,
  marketplace: account,
  account,
  parameters: { maxTotal: 25n * 10n ** 18n, terms: { schedule: 2n ** 255n } },
  steps: ["approve", "buy"],
  requirements: [{ type: "transact", label: "Buy", amount: 1n }],
  outcomes: [{ block: 7n }],
  attempt: { nonce: 4, fromBlock: 6n, to: account, data: "0x12" },
  createdAt: 1,
  ...more,
});

describe("plans of flows", () => {
  for (const [name, make] of [
    ["in memory", memoryFlowStore],
    ["in a browser", () => webFlowStore(fakeStorage())],
  ] as const)
    it(`come back as they were saved: ${name}`, async () => {
      const store = make();
      await savePlan(store, planOf("one"));
      expect(await loadPlan(store, "one")).to.deep.equal(planOf("one"));
      await store.delete(keyOf("one"));
      await rejection(loadPlan(store, "one"), FlowPlanNotFoundError);
    });

  it("keep numbers of any size", () => {
    const value = { big: 2n ** 256n - 1n, none: null, list: [0n, -1n, "0n", 7] };
    expect(decode(encode(value))).to.deep.equal(value);
  });

  it("are refused when somebody else wrote them", async () => {
    const store = memoryFlowStore();
    for (const text of ["{", "null", "7", '{"version":2}']) {
      await store.set(keyOf("odd"), text);
      await rejection(loadPlan(store, "odd"), FlowPlanNotFoundError);
    }
    expect(await unfinishedFlows(store)).to.deep.equal([]);
  });

  it("are listed while they are unfinished, the oldest first", async () => {
    const store = webFlowStore(fakeStorage());
    await store.set("something else", "of the page's");
    await savePlan(store, planOf("late", { createdAt: 3 }));
    await savePlan(store, planOf("early", { createdAt: 2 }));
    await savePlan(store, planOf("done", { outcomes: [1, 2] }));
    const found = await unfinishedFlows(store);
    expect(found.map(({ id, done }) => [id, done])).to.deep.equal([
      ["early", 1],
      ["late", 1],
    ]);
  });
});

describe("unfinished plans", () => {
  const token = `0x${"b2".repeat(20)}` as const;
  const hash = `0x${"c3".repeat(32)}` as const;
  const attempt = { nonce: 4, fromBlock: 6n, to: account, data: "0x12" } as const;

  it("tell whose they are, what they are about, and whether the wallet has sent something", async () => {
    const store = memoryFlowStore();
    const terms = { token, tokenId: 7n };
    await savePlan(store, planOf("sent", { attempt: { ...attempt, hash }, parameters: { terms, maxTotal: 1n } }));
    await savePlan(store, planOf("asked", { createdAt: 2, parameters: { token, tokenId: 8n, price: 1n } }));
    await savePlan(store, planOf("begun", { createdAt: 3, attempt: null, parameters: { amount: 1n } }));
    await savePlan(store, planOf("stranger's", { account: token }));
    await savePlan(store, planOf("elsewhere", { chainId: 1 }));
    const deployment = { chainId: 31337, marketplace: account };
    const found = await unfinishedFlows(store, { account, deployment });
    expect(found.map(({ id, item, asked, hash: told }) => [id, item?.tokenId, asked, told])).to.deep.equal([
      ["sent", 7n, true, hash],
      ["asked", 8n, true, null],
      ["begun", undefined, false, null],
    ]);
    expect(await unfinishedFlows(store)).to.have.lengthOf(5);
  });

  it("are given up, but not while they run, nor by accident while something may still happen", async () => {
    const store = memoryFlowStore();
    const lock = localFlowLock;
    await savePlan(store, planOf("asked"));
    await savePlan(store, planOf("begun", { attempt: null }));
    await lock(keyOf("begun"), () => rejection(discardFlow({ store, lock }, { id: "begun" }), FlowBusyError));
    expect(await discardFlow({ store, lock }, { id: "asked" })).to.equal(false);
    expect((await unfinishedFlows(store)).map(({ id }) => id)).to.have.members(["asked", "begun"]);
    expect(await discardFlow({ store, lock }, { id: "begun" })).to.equal(true);
    expect(await discardFlow({ store, lock }, { id: "asked", force: true })).to.equal(true);
    expect(await discardFlow({ store, lock }, { id: "never was" })).to.equal(true);
    expect(await unfinishedFlows(store)).to.deep.equal([]);
  });

  it("are taken up by the flow of their kind, whichever it is", async () => {
    const { client } = fakeNode();
    const context = { client, deployment: { chainId: 31337, marketplace: account } as PlazaDeployment };
    const kinds = readdirSync(new URL(".", import.meta.url))
      .filter((file) => /Flow\.ts$/.test(file))
      .map((file) => /^\s*kind: "(\w+)",$/m.exec(readFileSync(new URL(file, import.meta.url), "utf8"))?.[1])
      .filter((kind) => kind !== undefined);
    expect(kinds).to.include.members(["buy", "list", "withdraw", "buyout"]);
    for (const kind of kinds) {
      const store = memoryFlowStore();
      await savePlan(store, planOf(kind, { kind, account: player.address }));
      const flow = await resumeFlow({ ...context, store }, kind);
      expect(flow.id).to.equal(kind);
      expect(await flow.discard()).to.equal(false);
    }
    const store = memoryFlowStore();
    await savePlan(store, planOf("odd", { kind: "steal" }));
    await rejection(resumeFlow({ ...context, store }, "odd"), FlowPlanNotFoundError);
    await rejection(resumeFlow(context, "none"), FlowPlanNotFoundError);
  });
});

describe("locks of flows", () => {
  const locks: [string, FlowLock][] = [
    ["in one realm", localFlowLock],
    ["Web Locks", webFlowLock(navigator.locks as unknown as Parameters<typeof webFlowLock>[0])],
    ["by default", defaultFlowLock()],
  ];
  for (const [name, lock] of locks) {
    it(`let one in at a time, and pass on what it gave or threw: ${name}`, async () => {
      let leave = (_: string) => {};
      const first = lock("flow", () => new Promise<string>((resolve) => (leave = resolve)));
      await new Promise(setImmediate);
      expect(await lock("flow", async () => "second")).to.equal(undefined);
      expect(await lock("other", async () => "other")).to.deep.equal({ value: "other" });
      leave("first");
      expect(await first).to.deep.equal({ value: "first" });
      const failed = await rejection(
        lock("flow", () => Promise.reject(new Error("no luck"))),
        Error,
      );
      expect(failed.message).to.equal("no luck");
      expect(await lock("flow", async () => "again")).to.deep.equal({ value: "again" });
    });

    it(`lose nothing when two race over a hundred saves: ${name}`, async () => {
      const store = webFlowStore(fakeStorage());
      await savePlan(store, planOf("shared", { outcomes: [] }));
      const add = async (tab: number): Promise<void> => {
        for (let saved = 0; saved < 50; ) {
          const done = await lock("shared", async () => {
            const plan = await loadPlan(store, "shared");
            await new Promise(setImmediate);
            await savePlan(store, { ...plan, outcomes: [...plan.outcomes, tab] });
          });
          if (done === undefined) await new Promise(setImmediate);
          else saved += 1;
        }
      };
      await Promise.all([add(0), add(1)]);
      const { outcomes } = await loadPlan(store, "shared");
      expect([outcomes.length, outcomes.filter((tab) => tab === 0).length]).to.deep.equal([100, 50]);
    });
  }

  it("keep threads apart, as they do tabs, and end with who held them", async () => {
    const holder = new Worker(
      `navigator.locks.request("shared", () => {
        require("node:worker_threads").parentPort.postMessage("held");
        return new Promise(() => setInterval(() => {}, 1000));
      });`,
      { eval: true },
    );
    await new Promise((resolve) => holder.once("message", resolve));
    const lock = defaultFlowLock();
    expect(await lock("shared", async () => "mine")).to.equal(undefined);
    await holder.terminate();
    expect(await lock("shared", async () => "mine")).to.deep.equal({ value: "mine" });
  });
});
