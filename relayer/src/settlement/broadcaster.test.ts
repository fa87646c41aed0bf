import { expect } from "chai";
import { type Hex, parseTransaction } from "viem";
import { placeBid } from "../intake/placeBid.ts";
import { emptyDatabase } from "../testing/database.ts";
import { auctionOf, depositOf, type House, NOW, openHouse, people, signedBid, times } from "../testing/house.ts";

const evil = auctionOf({ salt: 666n });
const good = auctionOf({ salt: 1n, end: BigInt(NOW + 630) });
const OPEN = NOW + 600 + times.challenge;
const GOOD_OPEN = OPEN + 30;
const RETURNABLE = NOW + 600 + times.extensionLimit + times.grace;

/** A house with a bid on an item that makes trouble, and one on another item that ends later. */
async function openWithTrouble(options: Parameters<typeof openHouse>[0] = {}): Promise<House> {
  const house = await openHouse({ settlementSeconds: 60, ...options });
  const deposits = [depositOf(people.bob, 1_000n), depositOf(people.carol, 1_000n)];
  house.chain.mine({ events: [evil.event, good.event, ...deposits], timestamp: NOW + 1 });
  await house.follower.sync();
  await placeBid(house, await signedBid(people.bob, evil.id, 100n), NOW + 1);
  await placeBid(house, await signedBid(people.carol, good.id, 105n), NOW + 1);
  return house;
}

async function at(house: House, timestamp: number, looks = 4): Promise<void> {
  house.chain.mine({ timestamp, empty: true });
  for (let look = 0; look < looks; look++) {
    await house.follower.sync();
    await house.worker.tick();
    house.pass(31_000);
  }
}

const statusOf = (house: House, id: Hex) => house.chain.state().auction(id)?.status;
const reasonOf = (house: House) => house.ledger.state.book.attempt(evil.id)?.reason;
const sentFor = (house: House, id: Hex) => house.chain.sent.filter((raw) => house.chain.auctionOf(raw) === id);

describe("broadcaster", () => {
  it("signs nothing for an item that burns gas, and returns it after grace", async () => {
    const house = await openWithTrouble();
    const estimate = house.chain.estimateGas.bind(house.chain);
    house.chain.estimateGas = async (from, data) => {
      const gas = await estimate(from, data);
      const raw = await house.sender.sign({ nonce: 0, gas, data, maxFeePerGas: 1n, maxPriorityFeePerGas: 1n });
      return house.chain.auctionOf(raw.raw) === evil.id ? 1_000_001n : gas;
    };
    await at(house, OPEN);
    expect(reasonOf(house)).to.equal("GasCeilingExceeded");
    expect(house.chain.sent).to.deep.equal([]);
    await at(house, GOOD_OPEN);
    expect(statusOf(house, good.id)).to.equal("settled");
    await at(house, RETURNABLE);
    await at(house, RETURNABLE + 120);
    expect(statusOf(house, evil.id)).to.equal("returned");
    expect(sentFor(house, evil.id)).to.deep.equal([]);
  });

  for (const [error, restart] of [
    ["exceeds block gas limit", false],
    ["exceeds block gas limit", true],
    ["insufficient funds for gas * price + value", false],
    ["insufficient funds for gas * price + value", true],
    ["we do not like you", false],
  ] as const)
    it(`lets no refused transaction stop others (${error}${restart ? ", started again" : ""})`, async () => {
      const database = await emptyDatabase();
      let house = await openWithTrouble({ database });
      const { chain } = house;
      chain.beforeSend = (raw) => {
        if (chain.auctionOf(raw) === evil.id) throw new Error(error);
      };
      await at(house, OPEN, 7);
      if (restart) house = await openHouse({ database, chain, settlementSeconds: 60 });
      await at(house, GOOD_OPEN, 7);
      expect(statusOf(house, good.id)).to.equal("settled");
      expect(statusOf(house, evil.id)).to.equal("live");
      // Once the node takes it, it is settled as well.
      chain.beforeSend = () => {};
      await at(house, GOOD_OPEN + 61);
      expect(statusOf(house, evil.id)).to.equal("settled");
    });

  it("gives up what was not mined until its deadline, and fills the account nonce that it leaves", async () => {
    const house = await openWithTrouble();
    const { chain } = house;
    chain.automine = false;
    await at(house, OPEN, 1);
    await at(house, GOOD_OPEN, 1);
    expect(sentFor(house, evil.id).map((raw) => parseTransaction(raw).nonce)).to.include(0);
    expect(sentFor(house, good.id).map((raw) => parseTransaction(raw).nonce)).to.deep.equal([1]);
    // The node has lost the first and will not have it again; the second waits behind the gap.
    chain.forget();
    chain.beforeSend = (raw) => {
      if (chain.auctionOf(raw) === evil.id) throw new Error("connection reset");
    };
    chain.automine = true;
    await at(house, OPEN + 61, 1);
    expect(house.ledger.state.book.attempt(evil.id)).to.include({ state: "failed", reason: "DeadlinePassed" });
    await at(house, OPEN + 62);
    expect(statusOf(house, good.id)).to.equal("settled");
  });

  it("pays three times at most for settlements that revert, then only returns the item", async () => {
    const house = await openWithTrouble({ settlementSeconds: 5 });
    house.chain.treacherous.add(evil.id);
    for (let time = OPEN; time < RETURNABLE; time += 10) await at(house, time);
    expect(reasonOf(house)).to.equal("reverted");
    expect(sentFor(house, evil.id)).to.have.length(3);
    expect(statusOf(house, good.id)).to.equal("settled");
    await at(house, RETURNABLE);
    await at(house, RETURNABLE + 60);
    expect(statusOf(house, evil.id)).to.equal("returned");
    expect(sentFor(house, evil.id)).to.have.length(3);
  });
});
