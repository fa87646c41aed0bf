import { bidTypedData, marketplaceAbi } from "@plaza/sdk";
import { expect } from "chai";
import { type Address, decodeFunctionData, type Hex, parseTransaction } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { AuctionEvent } from "../domain/chainEvents.ts";
import { placeBid } from "../intake/placeBid.ts";
import { emptyDatabase } from "../testing/database.ts";
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
} from "../testing/house.ts";
import { at, END, event, id, look, OPEN } from "../testing/settling.ts";

const [alice, bob] = [people.alice, people.bob].map(addressOf) as [Address, Address];
const other = auctionOf({ salt: 2n });
const third = auctionOf({ salt: 3n });
const session = privateKeyToAccount(`0x${"c1".repeat(32)}`);
const key = session.address.toLowerCase() as Hex;

const presented = (bidder: Address, maxAmount: bigint, sequence: number, auctionId: Hex): AuctionEvent => ({
  name: "BidPresented",
  ...{ auctionId, bidder, maxAmount, amount: maxAmount, sequence },
});
const bobsOld = presented(bob, 100n, 1, other.id);
const alicesOld = presented(alice, 900n, 1, id);

const outcome = (house: House, auctionId: Hex) => house.chain.state().auction(auctionId)?.outcome;
const errand = (house: House, auctionId: Hex) => house.ledger.state.errands.get(auctionId, "present");

/** What was presented, a call a line. */
const presentationsSent = ({ chain }: House) =>
  chain.sent
    .map((raw) => decodeFunctionData({ abi: marketplaceAbi, data: parseTransaction(raw).data ?? "0x" }))
    .flatMap((call) => {
      if (call.functionName === "presentBid") return [[call.args[1].maxAmount]];
      return call.functionName === "presentBids" ? [call.args[0].map(({ bid }) => bid.maxAmount)] : [];
    });

/**
 * Each has 1,000. Here Bob's 1,000 outbid Alice's 900; on the other item Alice's 200 outbid Carol's 110, which had outbid Bob's 100.
 * What is presented of Alice's here keeps her 200 there from being covered, and what is presented of Bob's there his 1,000 here.
 */
async function openRing(options: Parameters<typeof openHouse>[0] = {}): Promise<House> {
  const house = await openHouse(options);
  const deposits = [people.alice, people.bob, people.carol].map((account) => depositOf(account, 1_000n));
  house.chain.mine({ events: [event, other.event, third.event, ...deposits], timestamp: NOW + 1 });
  await house.follower.sync();
  await bid(house, other.id, ["bob", 100n], ["carol", 110n]);
  await bid(house, id, ["alice", 900n], ["bob", 950n], ["bob", 1_000n]);
  await bid(house, other.id, ["alice", 200n]);
  return house;
}

async function bid(house: House, auctionId: Hex, ...bids: (readonly [keyof typeof people, bigint])[]): Promise<void> {
  for (const [name, amount] of bids) await placeBid(house, await signedBid(people[name], auctionId, amount), NOW + 1);
}

describe("outbid bids that were presented in a ring (decision 0033)", () => {
  it("are answered with a lower bid of a winner's, where more of his money is held against him for good", async () => {
    const house = await openRing();
    house.chain.mine({ events: [presented(bob, 45n, 9, third.id)], timestamp: END + 1 });
    await at(house, END + 2);
    house.chain.mine({ events: [bobsOld, alicesOld] });
    await at(house, OPEN);
    expect(presentationsSent(house)).to.deep.equal([[950n, 200n]]);
    expect(outcome(house, other.id)).to.include({ winner: alice, amount: 200n });
  });

  it("are answered with what won, where all of that is covered together", async () => {
    const house = await openRing();
    await at(house, END);
    house.chain.mine({ events: [bobsOld, alicesOld] });
    await at(house, OPEN);
    expect(presentationsSent(house)).to.deep.equal([[1_000n, 200n]]);
    house.pass(30_000);
    await look(house);
    expect(outcome(house, id)).to.include({ winner: bob, amount: 1_000n });
    expect(outcome(house, other.id)).to.include({ winner: alice, amount: 200n });
    const rows = await house.database.query("SELECT auction_id, state FROM settlements WHERE kind = 'present'");
    expect(rows).to.deep.equal([{ auction_id: id, state: "final" }]);
  });

  it("are answered by a relayer that died meanwhile and comes back, in the same call", async () => {
    class Crash extends Error {}
    const database = await emptyDatabase();
    const first = await openRing({
      database,
      probe(point) {
        if (point === "errand-durable") throw new Crash();
      },
    });
    await at(first, END);
    first.chain.mine({ events: [bobsOld, alicesOld] });
    await look(first, 1);
    const second = await openHouse({ database, chain: first.chain });
    expect(errand(second, id)).to.deep.include({ ...errand(first, id) });
    await look(second, 5);
    expect(presentationsSent(second)).to.deep.equal([[1_000n, 200n]]);
    expect(errand(second, id)).to.include({ state: "final" });
  });

  it("are answered one by one once somebody else has opened the ring", async () => {
    const house = await openRing();
    await at(house, END);
    house.chain.automine = false;
    house.chain.mine({ events: [bobsOld, alicesOld] });
    await look(house);
    expect(errand(house, id)).to.include({ state: "broadcast" });
    house.chain.forget();
    house.chain.automine = true;
    house.chain.mine({ events: [presented(alice, 200n, 3, other.id)] });
    for (let round = 0; round < 2; round++) {
      house.pass(30_000);
      await look(house);
    }
    expect(presentationsSent(house)).to.deep.equal([[1_000n, 200n], [1_000n]]);
    const states = await house.database.query("SELECT state FROM settlements WHERE kind = 'present' ORDER BY id");
    expect(states).to.deep.equal([{ state: "failed" }, { state: "final" }]);
  });

  it("wait where one of the bids that would open it is not covered for good", async () => {
    const house = await openRing();
    house.chain.mine({ events: [presented(bob, 60n, 9, third.id)], timestamp: END + 1 });
    await at(house, END + 2);
    house.chain.mine({ events: [bobsOld, alicesOld] });
    await at(house, OPEN);
    expect(presentationsSent(house)).to.deep.equal([]);
  });

  it("give back to a bid key's cap what they had bound of it", async () => {
    const house = await openHouse();
    const cap = { name: "BidKeyUpdated", account: bob, key, cap: 1_000n } as const;
    const deposits = [people.alice, people.bob, people.carol].map((account) => depositOf(account, 1_000n));
    house.chain.mine({ events: [event, other.event, cap, ...deposits], timestamp: NOW + 1 });
    await house.follower.sync();
    const byKey = async (auctionId: Hex, maxAmount: bigint) => {
      const message = { auctionId, bidder: bob, maxAmount };
      const signature = await session.signTypedData(bidTypedData(domain, message));
      await placeBid(house, { ...message, signature, proxy: false }, NOW + 1);
    };
    await byKey(other.id, 100n);
    await bid(house, other.id, ["carol", 110n]);
    await bid(house, id, ["alice", 900n]);
    await byKey(id, 1_000n);
    await bid(house, other.id, ["alice", 200n]);
    await at(house, END);
    house.chain.mine({ events: [bobsOld, alicesOld] });
    house.chain.keyRoom = 900n;
    await at(house, END + 1);
    expect(presentationsSent(house)).to.deep.equal([[1_000n, 200n]]);
  });
});
