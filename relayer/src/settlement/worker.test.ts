import { expect } from "chai";
import { parseTransaction } from "viem";
import { fundsOf } from "../domain/book.ts";
import { placeBid } from "../intake/placeBid.ts";
import { addressOf, auctionOf, depositOf, NOW, openHouse, people, signedBid } from "../testing/house.ts";
import {
  at,
  attemptOf,
  carolsWithdrawal,
  END,
  event,
  FINALIZABLE,
  id,
  look,
  OPEN,
  onChain,
  openWithBids,
  settlementsSent,
} from "../testing/settling.ts";

describe("settlement worker", () => {
  it("waits for the end and the challenge window, then settles with the best bid (MECHANISM.md 26)", async () => {
    const house = await openWithBids();
    await at(house, OPEN - 1);
    expect(attemptOf(house)).to.equal(undefined);
    await at(house, OPEN);
    expect(attemptOf(house)).to.include({ state: "final" });
    expect(onChain(house)).to.include({ status: "settled" });
    expect(onChain(house)?.outcome).to.include({ winner: addressOf(people.carol), amount: 105n });
    expect(house.chain.sent).to.have.length(1);
  });

  it("takes no bid once it has begun, even one that was received in time", async () => {
    const house = await openWithBids();
    house.chain.automine = false;
    await at(house, OPEN);
    expect(onChain(house)).to.include({ status: "live" });
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
    expect(onChain(house)?.outcome).to.include({ winner: addressOf(people.carol) });
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
    const settled = {
      name: "AuctionSettled",
      auctionId: id,
      winner,
      amount,
      fee: 0n,
      royalty: 0n,
      settler: "0x5e",
      nonce,
    } as const;
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
    it("passes over a top bidder without money, at the price as if he had never bid", async () => {
      const house = await openWithBids();
      house.chain.mine({ events: [carolsWithdrawal] });
      await at(house, OPEN);
      expect(onChain(house)?.outcome).to.include({ winner: addressOf(people.bob), amount: 100n });
      expect(house.chain.sent).to.have.length(1);
    });

    it("reckons the price anew as if he had never bid, also where the relayer bid for the next (MECHANISM.md 9 and 27)", async () => {
      const house = await openHouse();
      const deposits = [people.alice, people.bob, people.carol].map((account) => depositOf(account, 1_000n));
      house.chain.mine({ events: [event, ...deposits], timestamp: NOW + 1 });
      await house.follower.sync();
      for (const [account, amount] of [
        [people.alice, 150n],
        [people.bob, 600n],
        [people.carol, 900n],
      ] as const)
        await placeBid(house, { ...(await signedBid(account, id, amount)), proxy: true }, NOW + 1);
      expect(house.ledger.state.book.standing(id).top).to.include({ price: 630n });
      house.chain.mine({ events: [carolsWithdrawal] });
      await at(house, OPEN);
      expect(onChain(house)?.outcome).to.include({ winner: addressOf(people.bob), amount: 158n });
    });

    it("charges a proxy bid its price, below its maximum, and frees the rest (MECHANISM.md 9)", async () => {
      const house = await openWithBids();
      await placeBid(house, { ...(await signedBid(people.bob, id, 900n)), proxy: true }, NOW + 2);
      await at(house, OPEN);
      expect(onChain(house)?.outcome).to.include({ winner: addressOf(people.bob), amount: 111n });
      const { book, chain } = house.ledger.state;
      const funds = fundsOf({ account: addressOf(people.bob), book, chain, settlerHash: house.settler.signerHash });
      expect(funds).to.include({ reserved: 0n, available: 889n });
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
      expect(onChain(house)?.outcome).to.include({ winner: addressOf(people.bob), amount: 100n });
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
      expect(onChain(house)?.outcome).to.include({ winner: account, amount: 105n });
    });
  });

  describe("without a sale", () => {
    it("returns the item in two calls after grace (MECHANISM.md 7)", async () => {
      const house = await openHouse();
      house.chain.mine({ events: [event] });
      await at(house, FINALIZABLE - 1);
      expect(house.chain.sent).to.have.length(0);
      await at(house, FINALIZABLE);
      expect(onChain(house)).to.include({ status: "finalizing" });
      const finalizableAt = onChain(house)?.finalizableAt ?? 0;
      await at(house, finalizableAt - 1);
      expect(house.chain.sent).to.have.length(1);
      await at(house, finalizableAt);
      expect(onChain(house)).to.include({ status: "returned" });
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
      await at(house, FINALIZABLE);
      await at(house, FINALIZABLE + 60);
      expect(onChain(house)).to.include({ status: "returned" });
      const { book, chain } = house.ledger.state;
      const settlerHash = house.settler.signerHash;
      expect(fundsOf({ account: addressOf(people.carol), book, chain, settlerHash }).reserved).to.equal(0n);
    });

    it("still settles while somebody finalizes", async () => {
      const house = await openWithBids();
      house.chain.mine({
        events: [{ name: "FinalizeStarted", auctionId: id, finalizableAt: FINALIZABLE + 50 }],
        timestamp: FINALIZABLE,
      });
      await look(house);
      expect(onChain(house)).to.include({ status: "settled" });
    });

    it("returns an item that cannot be delivered to anybody", async () => {
      const house = await openWithBids({ settlementSeconds: 60 });
      house.chain.stuckItem = true;
      await at(house, OPEN);
      expect(attemptOf(house)).to.include({ state: "failed", reason: "TradeFailed" });
      await at(house, FINALIZABLE);
      // Once more it is tried while somebody finalizes; when that settlement's deadline is over, the item goes back.
      await at(house, FINALIZABLE + 120);
      expect(onChain(house)).to.include({ status: "returned" });
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
    expect(onChain(house)).to.include({ status: "settled" });
  });
});
