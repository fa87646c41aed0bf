import { expect } from "chai";
import { BatchQueue, type Entry, QueueClosedError, QueueFullError } from "./queue.ts";

type Job = { name: string; alone?: boolean };

/** A queue that notes its batches and finishes each only when told to. */
function observed(limits = { batch: 3, waiting: 100 }) {
  const batches: string[][] = [];
  const gates: (() => void)[] = [];
  const queue = new BatchQueue<Job, string>(
    async (batch: Entry<Job, string>[]) => {
      batches.push(batch.map(({ job }) => job.name));
      await new Promise<void>((resolve) => gates.push(resolve));
      for (const { job, resolve } of batch) resolve(job.name);
    },
    (job) => job.alone === true,
    limits,
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const release = async () => {
    gates.shift()?.();
    await turn();
  };
  return { queue, batches, release, turn };
}

describe("batch queue", () => {
  it("puts what arrives during a write into the next batch, in order", async () => {
    const { queue, batches, release, turn } = observed();
    const first = queue.push({ name: "a" });
    await turn();
    const rest = ["b", "c", "d", "e"].map((name) => queue.push({ name }));
    await release();
    await release();
    await release();
    expect(await Promise.all([first, ...rest])).to.deep.equal(["a", "b", "c", "d", "e"]);
    expect(batches).to.deep.equal([["a"], ["b", "c", "d"], ["e"]]);
  });

  it("runs some jobs with no other beside them", async () => {
    const { queue, batches, release, turn } = observed();
    const jobs = [{ name: "a" }, { name: "b", alone: true }, { name: "c" }, { name: "d" }].map((job) =>
      queue.push(job),
    );
    await turn();
    for (let step = 0; step < 3; step++) await release();
    await Promise.all(jobs);
    expect(batches).to.deep.equal([["a"], ["b"], ["c", "d"]]);
  });

  it("refuses when too many wait", async () => {
    const { queue, release, turn } = observed({ batch: 3, waiting: 1 });
    const first = queue.push({ name: "a" });
    const refusal = await queue.push({ name: "b" }).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(QueueFullError);
    await turn();
    await release();
    expect(await first).to.equal("a");
  });

  it("tells a failed batch to all who wait for it, and goes on", async () => {
    let failing = true;
    const queue = new BatchQueue<Job, string>(
      async (batch) => {
        if (failing) throw new Error("disk full");
        for (const { job, resolve } of batch) resolve(job.name);
      },
      () => false,
      { batch: 10, waiting: 10 },
    );
    const failed = await Promise.all(
      ["a", "b"].map((name) => queue.push({ name }).catch((error: Error) => error.message)),
    );
    expect(failed).to.deep.equal(["disk full", "disk full"]);
    failing = false;
    expect(await queue.push({ name: "c" })).to.equal("c");
  });

  it("finishes what it took when it closes, and takes nothing more", async () => {
    const { queue, release, turn } = observed();
    const job = queue.push({ name: "a" });
    await turn();
    const closing = queue.close();
    expect(await queue.push({ name: "b" }).catch((error: unknown) => error)).to.be.instanceOf(QueueClosedError);
    await release();
    await closing;
    expect(await job).to.equal("a");
  });
});
