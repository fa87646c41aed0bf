import { expect } from "chai";
import fc from "fast-check";
import { placeBid } from "../../intake/placeBid.ts";
import { requestWithdrawal } from "../../intake/requestWithdrawal.ts";
import type { Probe } from "../../probe.ts";
import { emptyDatabase } from "../../testing/database.ts";
import { FakeChain } from "../../testing/fakeChain.ts";
import {
  addressOf,
  auctionOf,
  depositOf,
  domain,
  NOW,
  openHouse,
  people,
  signedBid,
  signedRequest,
  times,
} from "../../testing/house.ts";

const bob = addressOf(people.bob);

describe("follower", () => {
  it("reads auctions and money up to the head", async () => {
    const { chain, follower, ledger, clock } = await openHouse();
    const { id, event, terms } = auctionOf();
    chain.mine({ events: [event, depositOf(people.bob, 500n)], timestamp: NOW + 50 });
    await follower.sync();
    expect(ledger.state.chain.auction(id)?.terms).to.deep.equal(terms);
    expect(ledger.state.chain.funds(bob).free).to.equal(500n);
    expect(clock.now()).to.equal(NOW + 50);
  });

  it("cuts off what a reorg took away, and reads what came instead", async () => {
    const { chain, follower, ledger } = await openHouse();
    const { id, event } = auctionOf();
    chain.mine({ events: [depositOf(people.bob, 500n)] });
    await follower.sync();
    chain.mine({ events: [event] });
    await follower.sync();
    chain.mine({ events: [depositOf(people.bob, 70n)] });
    await follower.sync();
    expect(ledger.state.chain.funds(bob).free).to.equal(570n);

    chain.reorg(2);
    chain.mine({ events: [depositOf(people.bob, 9n)] });
    await follower.sync();
    expect(ledger.state.chain.funds(bob).free).to.equal(509n);
    expect(ledger.state.chain.auction(id)).to.equal(undefined);
  });

  it("follows a chain that became shorter", async () => {
    const { chain, follower, ledger } = await openHouse();
    chain.mine({ events: [depositOf(people.bob, 500n)] });
    await follower.sync();
    chain.mine({ events: [depositOf(people.bob, 1n)] });
    await follower.sync();
    chain.reorg(1);
    await follower.sync();
    expect(ledger.state.chain.funds(bob).free).to.equal(500n);
    expect(ledger.state.chain.heads?.head.number).to.equal(chain.head.number);
  });

  it("begins anew where nothing of what it read is left", async () => {
    const database = await emptyDatabase();
    const house = await openHouse({ database });
    house.chain.mine({ events: [depositOf(people.bob, 500n)] });
    await house.follower.sync();
    const other = new FakeChain(domain, times, NOW + 1_000_000);
    other.reorg(1);
    other.mine({ timestamp: NOW + 2_000_000 });
    other.mine({ events: [depositOf(people.bob, 3n)] });
    const { ledger } = await openHouse({ database, chain: other });
    expect(ledger.state.chain.funds(bob).free).to.equal(3n);
  });

  it("resumes where it stopped", async () => {
    const database = await emptyDatabase();
    const house = await openHouse({ database });
    house.chain.mine({ events: [depositOf(people.bob, 500n)] });
    await house.follower.sync();
    const asked: number[] = [];
    const chain = house.chain;
    const events = chain.events.bind(chain);
    chain.events = async (from, to) => {
      asked.push(from);
      return events(from, to);
    };
    chain.mine({ events: [depositOf(people.bob, 1n)] });
    const { ledger } = await openHouse({ database, chain });
    expect(asked).to.deep.equal([2]);
    expect(ledger.state.chain.funds(bob).free).to.equal(501n);
  });

  it("takes nothing from a chain that moved while it was read", async () => {
    const { chain, follower, ledger } = await openHouse();
    chain.mine({ events: [depositOf(people.bob, 500n)] });
    const events = chain.events.bind(chain);
    chain.events = async (from, to) => {
      const read = await events(from, to);
      chain.events = events;
      chain.reorg(1);
      chain.mine({ events: [depositOf(people.bob, 8n)] });
      return read;
    };
    const failure = await follower.sync().catch((error: Error) => error.message);
    expect(failure).to.include("while it was read");
    expect(ledger.state.chain.funds(bob).free).to.equal(0n);
    await follower.sync();
    expect(ledger.state.chain.funds(bob).free).to.equal(8n);
  });

  it("misses nothing where a node that is behind answers for a range", async () => {
    const { chain, follower, ledger } = await openHouse({ finality: "finalized" });
    chain.finalityDepth = 4;
    for (let block = 0; block < 40; block++) chain.mine({ events: [depositOf(people.bob, 1n)] });
    // It has seen all blocks but the newest, and does not say that those are not among what it gives.
    const events = chain.events.bind(chain);
    chain.events = async (from, to) => events(from, Math.min(to, chain.head.number - 1));
    await follower.sync();
    expect(ledger.state.chain.funds(bob).free).to.equal(40n);
    chain.mine({ events: [depositOf(people.bob, 2n)] });
    await follower.sync();
    expect(ledger.state.chain.funds(bob).free).to.equal(42n);
  });

  it("takes the newest blocks together: who takes over has all of them before him", async () => {
    let taken = 0;
    const probe: Probe = (point) => {
      if (point === "chain-durable") taken += 1;
    };
    const { chain, follower, ledger } = await openHouse({ finality: "finalized", probe });
    for (let block = 0; block < 12; block++) chain.mine({ events: [depositOf(people.bob, 1n)] });
    taken = 0;
    await follower.sync();
    expect(taken).to.equal(1);
    expect(ledger.state.chain.funds(bob).free).to.equal(12n);
    expect(ledger.state.checkpoints[0]?.number).to.equal(chain.head.number);
  });

  it("takes no block near the head whose parent is not what was read before", async () => {
    const { chain, follower, ledger } = await openHouse({ finality: "finalized" });
    chain.mine({ events: [depositOf(people.bob, 5n)] });
    chain.mine({ events: [depositOf(people.bob, 7n)] });
    const block = chain.block.bind(chain);
    chain.block = async (at) => {
      const found = await block(at);
      if (at !== 1) return found;
      chain.block = block;
      chain.reorg(2);
      chain.mine({ events: [depositOf(people.bob, 1n)] });
      chain.mine();
      return found;
    };
    expect(await follower.sync().catch((error: Error) => error.message)).to.match(/There is no block|reorganized/);
    await follower.sync();
    expect(ledger.state.chain.funds(bob).free).to.equal(1n);
  });

  it("asks for fewer blocks where an endpoint refuses many, and for more again where it gives them", async () => {
    const { chain, follower, ledger } = await openHouse();
    for (let block = 0; block < 40; block++) chain.mine({ events: [depositOf(people.bob, 1n)] });
    const asked: number[] = [];
    const events = chain.events.bind(chain);
    chain.events = async (from, to) => {
      asked.push(to - from + 1);
      if (to - from + 1 > 12) throw new Error("query exceeds max block range 12");
      return events(from, to);
    };
    for (let attempt = 0; attempt < 9 && ledger.state.chain.funds(bob).free < 40n; attempt++)
      await follower.sync().catch(() => {});
    expect(ledger.state.chain.funds(bob).free).to.equal(40n);
    expect(asked.slice(0, 4)).to.deep.equal([40, 20, 10, 20]);
  });

  it("tells what went wrong, and recovers", async () => {
    const { chain, follower } = await openHouse();
    chain.failures.push({ method: "block", error: new Error("connection refused") });
    await follower.sync().catch(() => {});
    expect(follower.failure).to.equal("connection refused");
    await follower.sync();
    expect(follower.failure).to.equal(undefined);
  });

  it("counts as silent, and refuses money's business, while blocks can be read and their events cannot", async () => {
    const { id, event } = auctionOf();
    const house = await openHouse({ finality: "finalized" });
    const { chain, follower } = house;
    chain.mine({ events: [event, depositOf(people.bob, 1_000n)], timestamp: NOW + 1 });
    await follower.sync();
    const silence = follower.silence;
    const eventsIn = chain.eventsIn.bind(chain);
    chain.eventsIn = async () => {
      throw new Error("429 too many requests");
    };
    const gone = { name: "Withdrawn", account: bob, amount: 999n, settler: "0x0e", nonce: 1n } as const;
    chain.mine({ events: [gone], timestamp: NOW + 100 });
    await follower.sync().catch(() => {});
    expect(follower.silence).to.be.greaterThan(silence);
    expect(follower.isBehind).to.equal(true);
    const codeOf = ({ code }: { code: string }) => code;
    const bid = await signedBid(people.bob, id, 500n);
    expect(await placeBid(house, bid, NOW + 101).catch(codeOf)).to.equal("temporarily_unavailable");
    const request = await signedRequest(people.bob, 1n);
    expect(await requestWithdrawal(house, request, NOW).catch(codeOf)).to.equal("temporarily_unavailable");
    expect((await house.app.request("/health")).status).to.equal(503);

    chain.eventsIn = eventsIn;
    expect(await placeBid(house, bid, NOW + 101).catch(codeOf)).to.equal("not_covered");
    expect(follower.isBehind).to.equal(false);
    expect((await house.app.request("/health")).status).to.equal(200);
  });

  it("ends with the chain's own state after any sequence of blocks and reorgs, restarts included", async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ kind: fc.constant("mine" as const), amount: fc.bigInt({ min: 1n, max: 99n }) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant("reorg" as const), depth: fc.integer({ min: 1, max: 4 }) }),
      },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant("sync" as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const database = await emptyDatabase();
        let house = await openHouse({ database });
        const { chain } = house;
        for (const action of steps) {
          if (action.kind === "mine") chain.mine({ events: [depositOf(people.bob, action.amount)] });
          else if (action.kind === "sync") await house.follower.sync();
          else if (action.kind === "restart") house = await openHouse({ database, chain });
          else chain.reorg(Math.min(action.depth, chain.head.number));
        }
        await house.follower.sync();
        expect(house.ledger.state.chain.funds(bob).free).to.equal(chain.state().funds(bob).free);
        expect(house.ledger.state.checkpoints[0]).to.include({ number: chain.head.number, hash: chain.head.hash });
      }),
      { numRuns: 40 },
    );
  });
});
