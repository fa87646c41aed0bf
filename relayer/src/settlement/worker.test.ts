import { marketplaceAbi } from "@plaza/sdk";
import { expect } from "chai";
import fc from "fast-check";
import { decodeFunctionData, type Hex, parseTransaction } from "viem";
import { fundsOf } from "../domain/book.ts";
import type { Database } from "../infra/database/database.ts";
import { placeBid } from "../intake/placeBid.ts";
import { type ProbePoint, probePoints } from "../probe.ts";
import { emptyDatabase } from "../testing/database.ts";
import { FakeChain } from "../testing/fakeChain.ts";
import {
  addressOf,
  auctionOf,
  depositOf,
  domain,
  type House,
  NOW,
  openHouse,
  people,
  signedBid,
  times,
} from "../testing/house.ts";

const { id, event } = auctionOf();
const END = NOW + 600;
const OPEN = END + times.challenge;
const RETURNABLE = END + times.extensionLimit + times.grace;

/** A house where Bob (100) and then Carol (105) have bid. */
async function openWithBids(options: Parameters<typeof openHouse>[0] = {}): Promise<House> {
  const house = await openHouse(options);
  house.chain.mine({
    events: [event, depositOf(people.bob, 1_000n), depositOf(people.carol, 1_000n)],
    timestamp: NOW + 1,
  });
  await house.follower.sync();
  for (const [account, amount] of [
    [people.bob, 100n],
    [people.carol, 105n],
  ] as const)
    await placeBid(house, await signedBid(account, id, amount), NOW + 1);
  return house;
}

/** Moves the chain to a time and lets the worker look at it; again, so that it sees what it did. */
async function at(house: House, timestamp: number): Promise<void> {
  house.chain.mine({ timestamp, empty: true });
  await look(house);
}

async function look(house: House, times = 3): Promise<void> {
  for (let pass = 0; pass < times; pass++) {
    await house.follower.sync();
    await house.worker.tick();
    house.pass(1_000);
  }
}

const attemptOf = (house: House) => house.ledger.state.book.attempt(id);
const settledEvents = (chain: FakeChain) => [chain.state().auction(id)?.outcome];
const settlementsSent = (chain: FakeChain) =>
  chain.sent.map((raw) => {
    const call = decodeFunctionData({ abi: marketplaceAbi, data: parseTransaction(raw).data ?? "0x" });
    if (call.functionName !== "settleAuction") throw new Error(`unexpected call of ${call.functionName}`);
    return call.args[1];
  });
const carolsWithdrawal = {
  name: "Withdrawn",
  account: addressOf(people.carol),
  amount: 1_000n,
  settler: "0x0e",
  nonce: 1n,
} as const;

describe("settlement worker", () => {
  it("waits for the end and the challenge window, then settles with the best bid (MECHANISM.md 26)", async () => {
    const house = await openWithBids();
    await at(house, OPEN - 1);
    expect(attemptOf(house)).to.equal(undefined);
    await at(house, OPEN);
    expect(attemptOf(house)).to.include({ state: "final" });
    expect(house.chain.state().auction(id)).to.include({ status: "settled" });
    expect(house.chain.state().auction(id)?.outcome).to.include({ winner: addressOf(people.carol), amount: 105n });
    expect(house.chain.sent).to.have.length(1);
  });

  it("takes no bid once it has begun, even one that was received in time", async () => {
    const house = await openWithBids();
    house.chain.automine = false;
    await at(house, OPEN);
    expect(house.chain.state().auction(id)).to.include({ status: "live" });
    const late = placeBid(house, await signedBid(people.bob, id, 500n), END - 1);
    expect(await late.catch(({ code }: { code: string }) => code)).to.equal("auction_ended");
  });

  it("waits until the end itself is final", async () => {
    const house = await openWithBids({ finality: "finalized" });
    house.chain.finalityDepth = 2;
    await at(house, OPEN + 60);
    expect(attemptOf(house)).to.equal(undefined);
    house.chain.mine();
    await look(house);
    expect(attemptOf(house)).to.equal(undefined);
    house.chain.mine();
    await look(house, 2);
    expect(attemptOf(house)).to.include({ state: "mined" });
    house.chain.mine();
    house.chain.mine();
    await look(house);
    expect(attemptOf(house)).to.include({ state: "final" });
  });

  it("brings back a settlement that a reorg took away, with the same signature", async () => {
    const house = await openWithBids({ finality: "finalized" });
    house.chain.finalityDepth = 3;
    house.chain.mine({ timestamp: OPEN });
    for (let block = 0; block < 3; block++) house.chain.mine();
    await look(house);
    expect(attemptOf(house)).to.include({ state: "mined" });
    const minedAt = house.chain.head.number;
    house.chain.reorg(1, { forget: true });
    house.chain.mine({ empty: true });
    house.chain.automine = false;
    await look(house, 1);
    expect(attemptOf(house)).to.include({ state: "broadcast", block: null });
    house.pass(6_000);
    await look(house);
    house.chain.mine();
    for (let block = 0; block < 3; block++) house.chain.mine();
    await look(house);
    expect(attemptOf(house)).to.include({ state: "final" });
    expect(attemptOf(house)?.block?.number).to.equal(minedAt + 1);
    expect(new Set(house.chain.sent).size).to.equal(1);
  });

  it("sends nothing that is not durable", async () => {
    const house = await openWithBids();
    const durable: unknown[] = [];
    house.chain.beforeSend = async (raw) => {
      const sql = "SELECT state FROM settlements JOIN transactions ON settlement_id = id WHERE raw = $1";
      durable.push((await house.database.query(sql, [raw]))[0] ?? "nothing");
    };
    house.chain.automine = false;
    await at(house, OPEN);
    house.pass(31_000);
    await look(house, 1);
    expect(house.chain.sent).to.have.length(2);
    expect(durable).to.deep.equal([{ state: "signed" }, { state: "broadcast" }]);
  });

  it("does not take a revert for the last word before it is final", async () => {
    const house = await openWithBids({ finality: "finalized" });
    house.chain.finalityDepth = 2;
    house.chain.automine = false;
    for (let block = 0; block < 3; block++) await at(house, OPEN + block);
    expect(attemptOf(house)).to.include({ state: "broadcast" });
    house.chain.mine({ events: [carolsWithdrawal] });
    await look(house);
    expect(attemptOf(house)).to.include({ state: "broadcast" });
    // The block in which her money left is taken back: the same transaction succeeds after all.
    house.chain.reorg(1);
    house.chain.mine();
    for (let block = 0; block < 3; block++) house.chain.mine();
    await look(house);
    expect(attemptOf(house)).to.include({ state: "final" });
    expect(house.chain.state().auction(id)?.outcome).to.include({ winner: addressOf(people.carol) });
  });

  it("sends again what the node forgot", async () => {
    const house = await openWithBids();
    house.chain.automine = false;
    await at(house, OPEN);
    expect(attemptOf(house)).to.include({ state: "broadcast" });
    house.chain.forget();
    house.pass(5_000);
    await look(house, 1);
    expect(house.chain.waiting).to.equal(1);
    house.chain.mine();
    await look(house);
    expect(attemptOf(house)).to.include({ state: "final" });
  });

  it("raises the fee of a transaction that stays out, at the same account nonce", async () => {
    const house = await openWithBids();
    house.chain.automine = false;
    await at(house, OPEN);
    house.pass(31_000);
    await look(house, 1);
    const [first, second, ...rest] = house.chain.sent.map((raw) => parseTransaction(raw));
    expect(rest).to.deep.equal([]);
    expect(second?.nonce).to.equal(first?.nonce);
    expect(second?.data).to.equal(first?.data);
    expect((second?.maxFeePerGas ?? 0n) * 10n >= (first?.maxFeePerGas ?? 0n) * 11n).to.equal(true);
    house.chain.mine();
    await look(house);
    expect(attemptOf(house)).to.include({ state: "final" });
  });

  it("raises the fee at once where the node says that it is too low", async () => {
    const house = await openWithBids();
    house.chain.automine = false;
    house.chain.failures.push({ method: "send", error: new Error("transaction underpriced") });
    await at(house, OPEN);
    expect(house.chain.sent).to.have.length(1);
    house.chain.mine();
    await look(house);
    expect(attemptOf(house)).to.include({ state: "final" });
  });

  it("signs anew where a stranger used the account nonce, and settles once", async () => {
    const house = await openWithBids();
    house.chain.automine = false;
    await at(house, OPEN);
    house.chain.forget();
    house.chain.mine({ foreign: 1 });
    house.chain.automine = true;
    await look(house);
    expect(attemptOf(house)).to.include({ state: "final" });
    const nonces = house.chain.sent.map((raw) => parseTransaction(raw).nonce ?? 0);
    expect(nonces).to.deep.equal([0, 1]);
    expect(new Set(settlementsSent(house.chain).map(({ nonce }) => nonce)).size).to.equal(1);
  });

  it("accepts that somebody else sent the same settlement", async () => {
    const house = await openWithBids();
    house.chain.automine = false;
    await at(house, OPEN);
    const attempt = attemptOf(house);
    house.chain.forget();
    const { plan } = attempt ?? {};
    if (plan?.kind !== "settle") throw new Error("No settlement was signed.");
    const { winner, amount, nonce } = plan;
    const settled = { name: "AuctionSettled", auctionId: id, winner, amount, fee: 0n, settler: "0x5e", nonce } as const;
    house.chain.mine({ events: [settled] });
    await look(house);
    expect(attemptOf(house)).to.include({ state: "final" });
    expect(attemptOf(house)?.transaction).to.not.equal(attempt?.transaction);
  });

  it("goes on after errors of the node, ever more slowly", async () => {
    const house = await openWithBids();
    for (const method of ["fees", "send", "estimateGas"] as const)
      house.chain.failures.push({ method, error: new Error("connection reset") });
    await at(house, OPEN);
    await look(house, 6);
    expect(attemptOf(house)).to.include({ state: "final" });
    expect(house.worker.report().lastError).to.equal("connection reset");
  });

  describe("when the winner cannot pay", () => {
    it("passes over a top bidder without money, at the price of the next plain bid", async () => {
      const house = await openWithBids();
      house.chain.mine({ events: [carolsWithdrawal] });
      await at(house, OPEN);
      expect(house.chain.state().auction(id)?.outcome).to.include({ winner: addressOf(people.bob), amount: 100n });
      expect(house.chain.sent).to.have.length(1);
    });

    it("settles with the next only after the first settlement's deadline (MECHANISM.md 27)", async () => {
      const house = await openWithBids();
      house.chain.automine = false;
      await at(house, OPEN);
      // Signed and on its way; then her money leaves in the very block that it is mined in.
      house.chain.mine({ events: [carolsWithdrawal] });
      await look(house);
      const failed = attemptOf(house);
      expect(failed).to.include({ state: "failed", reason: "InsufficientFunds" });
      house.chain.automine = true;
      const deadline = failed?.plan.kind === "settle" ? failed.plan.deadline : 0;
      await at(house, deadline);
      expect(attemptOf(house)?.id).to.equal(failed?.id);
      expect(house.chain.sent).to.have.length(1);
      await at(house, deadline + 1);
      expect(house.chain.state().auction(id)?.outcome).to.include({ winner: addressOf(people.bob), amount: 100n });
      const [first, second] = settlementsSent(house.chain);
      expect(second?.nonce).to.not.equal(first?.nonce);
    });

    it("takes no lower bidder whose money has been promised elsewhere since", async () => {
      const other = auctionOf({ salt: 2n, end: BigInt(NOW + 100_000) });
      const house = await openWithBids();
      house.chain.mine({ events: [other.event] });
      await house.follower.sync();
      await placeBid(house, await signedBid(people.bob, other.id, 950n), NOW + 2);
      house.chain.mine({ events: [carolsWithdrawal] });
      await at(house, OPEN);
      expect(attemptOf(house)).to.equal(undefined);
      expect(house.worker.report().lastError).to.include("No bid is covered");
    });

    it("counts what is exiting (MECHANISM.md 13)", async () => {
      const house = await openWithBids();
      const account = addressOf(people.carol);
      house.chain.mine({ events: [{ name: "ExitRequested", account, amount: 1_000n, exitableAt: END + 9_999 }] });
      await at(house, OPEN);
      expect(house.chain.state().auction(id)?.outcome).to.include({ winner: account, amount: 105n });
    });
  });

  describe("without a sale", () => {
    it("returns the item in two calls after grace (MECHANISM.md 7)", async () => {
      const house = await openHouse();
      house.chain.mine({ events: [event] });
      await at(house, RETURNABLE - 1);
      expect(house.chain.sent).to.have.length(0);
      await at(house, RETURNABLE);
      expect(house.chain.state().auction(id)).to.include({ status: "finalizing" });
      const finalizableAt = house.chain.state().auction(id)?.finalizableAt ?? 0;
      await at(house, finalizableAt - 1);
      expect(house.chain.sent).to.have.length(1);
      await at(house, finalizableAt);
      expect(house.chain.state().auction(id)).to.include({ status: "returned" });
      expect(house.chain.sent).to.have.length(2);
      await at(house, finalizableAt + 1_000);
      expect(house.chain.sent).to.have.length(2);
    });

    it("returns it where no bid was ever covered again, and frees the cover", async () => {
      const house = await openWithBids();
      house.chain.mine({
        events: [carolsWithdrawal, { ...carolsWithdrawal, account: addressOf(people.bob), nonce: 2n }],
      });
      await at(house, OPEN);
      await at(house, RETURNABLE);
      await at(house, RETURNABLE + 60);
      expect(house.chain.state().auction(id)).to.include({ status: "returned" });
      const { book, chain } = house.ledger.state;
      const settlerHash = house.settler.signerHash;
      expect(fundsOf({ account: addressOf(people.carol), book, chain, settlerHash }).reserved).to.equal(0n);
    });

    it("still settles while somebody finalizes", async () => {
      const house = await openWithBids();
      house.chain.mine({
        events: [{ name: "FinalizeStarted", auctionId: id, finalizableAt: RETURNABLE + 50 }],
        timestamp: RETURNABLE,
      });
      await look(house);
      expect(house.chain.state().auction(id)).to.include({ status: "settled" });
    });

    it("returns an item that cannot be delivered to anybody", async () => {
      const house = await openWithBids({ settlementSeconds: 60 });
      house.chain.stuckItem = true;
      await at(house, OPEN);
      expect(attemptOf(house)).to.include({ state: "failed", reason: "TradeFailed" });
      await at(house, RETURNABLE);
      // Once more it is tried while somebody finalizes; when that settlement's deadline is over, the item goes back.
      await at(house, RETURNABLE + 120);
      expect(house.chain.state().auction(id)).to.include({ status: "returned" });
    });
  });

  it("gives up on an auction that a reorg took away, and begins anew when it is back", async () => {
    const house = await openHouse({ settlementSeconds: 60 });
    house.chain.mine({ events: [depositOf(people.carol, 1_000n)] });
    house.chain.mine({ events: [event], timestamp: NOW + 1 });
    await house.follower.sync();
    await placeBid(house, await signedBid(people.carol, id, 105n), NOW + 1);
    house.chain.automine = false;
    await at(house, OPEN);
    expect(attemptOf(house)).to.include({ state: "broadcast" });
    house.chain.reorg(2, { forget: true });
    house.chain.forget();
    house.chain.mine({ timestamp: OPEN + 1 });
    await look(house);
    expect(attemptOf(house)).to.include({ state: "failed" });
    house.chain.automine = true;
    house.chain.mine({ events: [event] });
    await at(house, OPEN + 90);
    expect(house.chain.state().auction(id)).to.include({ status: "settled" });
  });

  describe("stopped at any point and started again", () => {
    class Crash extends Error {}

    /** A relayer that dies at a point: from then on nothing that it does has an effect. */
    function mortal(chain: FakeChain, database: Database, point: ProbePoint) {
      let dead = false;
      const stopWhenDead = () => {
        if (dead) throw new Crash(point);
      };
      const transaction: Database["transaction"] = async (run) => {
        stopWhenDead();
        return database.transaction(run);
      };
      const probe = (reached: ProbePoint) => {
        dead ||= reached === point;
        stopWhenDead();
      };
      chain.beforeSend = stopWhenDead;
      return { chain, database: { ...database, transaction }, probe, isDead: () => dead };
    }

    for (const automine of [true, false])
      for (const point of probePoints)
        it(`${point}: settles once, loses no bid (${automine ? "mined at once" : "mined later"})`, async () => {
          const database = await emptyDatabase();
          const chain = new FakeChain(domain, times, NOW);
          chain.automine = automine;
          const deposits = [depositOf(people.bob, 1_000n), depositOf(people.carol, 1_000n)];
          chain.mine({ events: [event, ...deposits], timestamp: NOW + 1 });
          const acknowledged: Hex[] = [];
          const play = async (house: House) => {
            for (const [account, amount] of [
              [people.bob, 100n],
              [people.carol, 105n],
            ] as const) {
              const { bid } = await placeBid(house, await signedBid(account, id, amount), NOW + 1);
              acknowledged.push(bid.receiptHash);
            }
            for (const time of [OPEN, OPEN + 1]) await at(house, Math.max(time, chain.head.timestamp + 1));
            chain.mine();
            await look(house, 5);
          };

          const first = mortal(chain, database, point);
          await openHouse(first)
            .then(play)
            .catch((error) => {
              if (!(error instanceof Crash) && error?.code !== "temporarily_unavailable") throw error;
            });
          expect(first.isDead(), "the point was reached").to.equal(true);
          const known = [...acknowledged];

          chain.beforeSend = () => {};
          const second = await openHouse({ database, chain });
          if (acknowledged.length < 2) await play(second);
          else {
            chain.mine({ timestamp: OPEN });
            for (let round = 0; round < 4; round++) {
              await look(second);
              chain.mine();
            }
            await look(second);
          }
          expect(attemptOf(second), "the attempt").to.include({ state: "final" });
          expect(chain.state().auction(id)?.outcome).to.include({ winner: addressOf(people.carol), amount: 105n });
          expect(chain.state().funds(addressOf(people.carol)).free).to.equal(895n);
          expect(new Set(settlementsSent(chain).map(({ nonce }) => nonce)).size).to.equal(1);
          const log = await database.query<{ receipt_hash: Hex }>("SELECT receipt_hash FROM bids ORDER BY sequence");
          const kept = log.map((row) => row.receipt_hash);
          expect(kept).to.have.length(2);
          expect(kept).to.include.members(known);
          expect(settledEvents(chain)).to.have.length(1);
        });

    it("ends with one settlement and every acknowledged bid, however often it dies and the chain misbehaves", async () => {
      const mishap = fc.record({
        point: fc.constantFrom(...probePoints),
        trouble: fc.constantFrom("none", "forget", "reorg", "stranger", "silence"),
        automine: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(mishap, { maxLength: 6 }), async (mishaps) => {
          const database = await emptyDatabase();
          const chain = new FakeChain(domain, times, NOW);
          chain.finalityDepth = 2;
          const finality = "finalized";
          const deposits = [depositOf(people.bob, 1_000n), depositOf(people.carol, 1_000n)];
          chain.mine({ events: [event, ...deposits], timestamp: NOW + 1 });
          for (let block = 0; block < 3; block++) chain.mine();
          const acknowledged = new Set<Hex>();
          const play = async (house: House) => {
            for (const [account, amount] of [
              [people.bob, 100n],
              [people.carol, 105n],
            ] as const) {
              const { bid } = await placeBid(house, await signedBid(account, id, amount), NOW + 10);
              acknowledged.add(bid.receiptHash);
            }
            for (let round = 0; round < 4; round++) {
              chain.mine({ timestamp: OPEN });
              await look(house);
            }
          };
          for (const { point, trouble, automine } of mishaps) {
            chain.automine = automine;
            const life = mortal(chain, database, point);
            await openHouse({ ...life, finality })
              .then(play)
              .catch((error) => {
                const expected = error instanceof Crash || ["temporarily_unavailable"].includes(error?.code);
                if (!expected) throw error;
              });
            chain.beforeSend = () => {};
            if (trouble === "forget") chain.forget();
            if (trouble === "reorg")
              chain.reorg(Math.min(2, chain.head.number - 4), { forget: acknowledged.size === 1 });
            if (trouble === "stranger") chain.mine({ foreign: 1 });
            if (trouble === "silence") chain.failures.push({ method: "receipt", error: new Error("silence") });
          }
          chain.automine = true;
          const survivor = await openHouse({ database, chain, finality });
          chain.failures.length = 0;
          await play(survivor);
          for (let round = 0; round < 12; round++) {
            survivor.pass(40_000);
            await look(survivor);
            chain.mine();
          }
          await look(survivor);

          expect(attemptOf(survivor), "the attempt").to.include({ state: "final" });
          expect(chain.state().auction(id)?.outcome).to.include({ winner: addressOf(people.carol), amount: 105n });
          expect(chain.state().funds(addressOf(people.carol)).free).to.equal(895n);
          expect(chain.state().funds(addressOf(people.bob)).free).to.equal(1_000n);
          const log = await database.query<{ receipt_hash: Hex }>("SELECT receipt_hash FROM bids ORDER BY sequence");
          expect(log.map((row) => row.receipt_hash)).to.have.members([...acknowledged]);
        }),
        {
          numRuns: 25,
          examples: [
            // Finding: the second transaction was signed by a clock that had been set back, and the first taken for the newest.
            [
              [
                { point: "transaction-durable", trouble: "stranger", automine: false },
                { point: "transaction-durable", trouble: "none", automine: false },
              ],
            ],
          ],
        },
      );
    }).timeout(60_000);
  });
});
