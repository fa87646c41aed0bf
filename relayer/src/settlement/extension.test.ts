import { extensionHash, marketplaceAbi } from "@plaza/sdk";
import { expect } from "chai";
import { decodeFunctionData, parseTransaction, recoverAddress } from "viem";
import type { AcceptedBid } from "../domain/bids.ts";
import { statusOf } from "../domain/live.ts";
import { placeBid } from "../intake/placeBid.ts";
import type { ProbePoint } from "../probe.ts";
import { findLive } from "../services.ts";
import { emptyDatabase } from "../testing/database.ts";
import { addressOf, domain, type House, openHouse, people, signedBid, signers, times } from "../testing/house.ts";
import { at, attemptOf, END, id, look, OPEN, onChain, openWithBids } from "../testing/settling.ts";

const place = async (house: House, account: keyof typeof people, amount: bigint, receivedAt: number) =>
  (await placeBid(house, await signedBid(people[account], id, amount), receivedAt)).bid;

const extensionsSent = ({ chain }: House) =>
  chain.sent
    .map((raw) => decodeFunctionData({ abi: marketplaceAbi, data: parseTransaction(raw).data ?? "0x" }))
    .filter((call) => call.functionName === "extendAuction")
    .map(({ args: [, endsAt] }) => Number(endsAt));
const errand = (house: House) => house.ledger.state.errands.get(id, "extend");
const signerOf = async ({ extendedTo, extensionSignature }: AcceptedBid) =>
  recoverAddress({
    hash: extensionHash(domain, { auctionId: id, endsAt: BigInt(extendedTo ?? 0) }),
    signature: extensionSignature ?? "0x",
  });

describe("a bid within the extension window (MECHANISM.md 5)", () => {
  it("comes back with a signed Extension, which every later receipt carries, up to the hard end", async () => {
    const house = await openWithBids();
    const early = await place(house, "bob", 120n, END - times.extensionWindow);
    expect(early).to.include({ extendedTo: null, extensionSignature: null });
    const late = await place(house, "carol", 140n, END - 9);
    expect(late.extendedTo).to.equal(END + 1);
    expect(await signerOf(late)).to.equal(signers.receiptSigner.address);
    const same = await place(house, "bob", 160n, END - 9);
    expect(same).to.include({ extendedTo: END + 1, extensionSignature: late.extensionSignature });
    const later = await place(house, "carol", 180n, END);
    expect(later.extendedTo).to.equal(END + 10);
    for (const [index, account] of (["bob", "carol", "bob", "carol", "bob", "carol"] as const).entries())
      await place(house, account, 200n + 20n * BigInt(index), END + 9 * (index + 1));
    const last = await place(house, "bob", 400n, END + 59);
    expect(last.extendedTo).to.equal(END + times.extensionLimit);
    const refused = await place(house, "carol", 500n, END + 60).catch(({ code }) => code);
    expect(refused).to.equal("auction_ended");
  });

  it("moves the relayer's clock at once and the chain's shortly before it closes, and its auction is settled by the later end", async () => {
    const house = await openWithBids();
    await at(house, END - 9);
    await place(house, "bob", 120n, END - 6);
    await place(house, "carol", 140n, END - 6);
    await look(house, 1);
    expect(findLive(house, id)).to.include({ endsAt: END + 4, chainEndsAt: END, settleableAt: OPEN + 4 });
    expect(extensionsSent(house)).to.deep.equal([]);
    house.chain.mine({ timestamp: END - times.extensionWindow / 2, empty: true });
    await look(house);
    expect(extensionsSent(house)).to.deep.equal([END + 4]);
    expect(errand(house)).to.include({ state: "final" });
    expect(findLive(house, id)).to.include({ endsAt: END + 4, chainEndsAt: END + 4 });

    expect(await place(house, "bob", 160n, END + 3)).to.include({ extendedTo: END + 13 });
    await at(house, OPEN + 10);
    expect(extensionsSent(house)).to.deep.equal([END + 4, END + 13]);
    expect(onChain(house)).to.include({ status: "live" });
    await at(house, OPEN + 13);
    expect(onChain(house)?.outcome).to.include({ winner: addressOf(people.bob), amount: 160n });
  });

  it("sends no Extension of an auction whose settlement is on its way", async () => {
    const house = await openWithBids();
    await at(house, END - 9);
    await place(house, "bob", 120n, END - 6);
    house.chain.automine = false;
    await at(house, OPEN + 4);
    expect(attemptOf(house)).to.include({ state: "broadcast" });
    expect(extensionsSent(house)).to.deep.equal([]);
  });

  it("carries no Extension once the chain has it for good", async () => {
    const house = await openWithBids({ finality: "finalized" });
    house.chain.finalityDepth = 2;
    await at(house, END - 9);
    await place(house, "bob", 120n, END - 6);
    await at(house, END - 5);
    expect(errand(house)).to.include({ state: "mined" });
    expect(await place(house, "carol", 140n, END - 6)).to.include({ extendedTo: END + 4 });
    house.chain.mine();
    house.chain.mine();
    await look(house);
    expect(errand(house)).to.include({ state: "final" });
    expect(await place(house, "bob", 160n, END - 6)).to.include({ extendedTo: null, extensionSignature: null });
    expect(findLive(house, id)).to.include({ endsAt: END + 4 });
  });

  it("is sent again where a reorg took the Extension back, and needs no errand where somebody else sent it", async () => {
    const house = await openWithBids({ finality: "finalized" });
    house.chain.finalityDepth = 3;
    await at(house, END - 9);
    await place(house, "bob", 120n, END - 6);
    await at(house, END - 5);
    house.chain.reorg(1, { forget: true });
    house.chain.mine({ empty: true });
    house.pass(10_000);
    await look(house, 4);
    expect(onChain(house)?.prolongedTo).to.equal(END + 4);
    expect(new Set(extensionsSent(house))).to.deep.equal(new Set([END + 4]));

    const other = await openWithBids();
    await at(other, END - 9);
    await place(other, "bob", 120n, END - 6);
    other.chain.mine({ events: [{ name: "AuctionExtended", auctionId: id, endsAt: END + 4 }], timestamp: END - 5 });
    await look(other);
    expect(extensionsSent(other)).to.deep.equal([]);
  });

  it("is known to a relayer that starts again, and keeps its auction open", async () => {
    const database = await emptyDatabase();
    const first = await openWithBids({ database });
    await at(first, END - 9);
    const late = await place(first, "bob", 120n, END - 6);
    const second = await openHouse({ database, chain: first.chain });
    expect(second.ledger.state.book.standing(id)).to.deep.equal(first.ledger.state.book.standing(id));
    expect(statusOf(second.ledger.state, id, END + 3)).to.equal("live");
    const repeated = await placeBid(second, await signedBid(people.bob, id, 120n), END + 3);
    expect(repeated).to.deep.equal({ bid: late, isNew: false });
    await at(second, END);
    expect(onChain(second)?.prolongedTo).to.equal(END + 4);
  });

  class Crash extends Error {}
  const points: readonly ProbePoint[] = ["errand-durable", "transaction-durable", "transaction-sent", "mined-durable"];
  for (const point of points)
    it(`reaches the chain once though the relayer dies at ${point}`, async () => {
      const database = await emptyDatabase();
      let dead = false;
      let isArmed = false;
      const stopWhenDead = () => {
        if (dead) throw new Crash(point);
      };
      const transaction: typeof database.transaction = async (run) => {
        stopWhenDead();
        return database.transaction(run);
      };
      const probe = (reached: ProbePoint) => {
        dead ||= isArmed && reached === point;
        stopWhenDead();
      };
      const first = await openWithBids({ database: { ...database, transaction }, probe });
      await at(first, END - 9);
      await place(first, "bob", 120n, END - 6);
      isArmed = true;
      first.chain.beforeSend = stopWhenDead;
      await at(first, END - 4).catch((error) => {
        if (!(error instanceof Crash)) throw error;
      });
      expect(dead, "the point was reached").to.equal(true);
      first.chain.beforeSend = () => {};
      const second = await openHouse({ database, chain: first.chain });
      await look(second, 5);
      expect(errand(second)).to.include({ state: "final" });
      expect(new Set(first.chain.sent).size).to.equal(1);
      await at(second, OPEN + 4);
      expect(onChain(second)?.outcome).to.include({ winner: addressOf(people.bob), amount: 120n });
    });
});
