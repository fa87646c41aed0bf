import { Worker } from "node:worker_threads";
import { expect } from "chai";
import { rejection } from "../../testing/rejection.ts";
import { FlowPlanNotFoundError } from "../errors/flow.ts";
import { decode, encode, keyOf, loadPlan, type Plan, savePlan } from "./internal/plan.ts";
import { defaultFlowLock, type FlowLock, localFlowLock, webFlowLock } from "./lock.ts";
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

/** As much of a browser's storage as there is to it. */
function fakeStorage() {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
    key: (index: number) => [...held.keys()][index] ?? null,
    get length() {
      return held.size;
    },
  };
}

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
