import { bidTypedData, marketplaceAbi } from "@plaza/sdk";
import { expect } from "chai";
import { type Address, decodeFunctionData, type Hex, parseTransaction } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { AuctionEvent } from "../domain/chainEvents.ts";
import type { Database } from "../infra/database/database.ts";
import { placeBid } from "../intake/placeBid.ts";
import type { ProbePoint } from "../probe.ts";
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

const [alice, bob, carol] = [people.alice, people.bob, people.carol].map(addressOf) as [Address, Address, Address];
const other = auctionOf({ salt: 2n });

const presented = (bidder: Address, maxAmount: bigint, sequence: number, auctionId: Hex): AuctionEvent => ({
  name: "BidPresented",
  ...{ auctionId, bidder, maxAmount, amount: maxAmount, sequence },
});
const outcome = (house: House, auctionId: Hex) => house.chain.state().auction(auctionId)?.outcome;
const errand = (house: House, auctionId: Hex) => house.ledger.state.errands.get(auctionId, "present");
const presentationsSent = ({ chain }: House) =>
  chain.sent
    .map((raw) => decodeFunctionData({ abi: marketplaceAbi, data: parseTransaction(raw).data ?? "0x" }))
    .filter((call) => call.functionName === "presentBid")
    .map(({ args: [, { bidder, maxAmount }] }) => [bidder.toLowerCase(), maxAmount]);

/** Two auctions; each person has 1,000. */
async function openTwo(options: Parameters<typeof openHouse>[0] = {}): Promise<House> {
  const house = await openHouse(options);
  const deposits = [people.alice, people.bob, people.carol].map((account) => depositOf(account, 1_000n));
  house.chain.mine({ events: [event, other.event, ...deposits], timestamp: NOW + 1 });
  await house.follower.sync();
  return house;
}

async function bid(house: House, auctionId: Hex, ...bids: (readonly [keyof typeof people, bigint])[]): Promise<void> {
  for (const [name, amount] of bids) await placeBid(house, await signedBid(people[name], auctionId, amount), NOW + 1);
}

/** Alice wins here with all that she has; she was outbid by Bob on an item that never moves, and her old bid is presented there. */
async function stuckElsewhere(options: Parameters<typeof openHouse>[0] = {}): Promise<House> {
  const house = await openTwo(options);
  house.chain.stuck.add(other.id);
  await bid(house, other.id, ["alice", 100n], ["bob", 200n]);
  await bid(house, id, ["alice", 1_000n]);
  return house;
}

describe("a bid that was outbid, presented by anybody", () => {
  it("holds up no win elsewhere, though its auction's item never moves", async () => {
    const house = await stuckElsewhere();
    await at(house, END);
    house.chain.mine({ events: [presented(alice, 100n, 1, other.id)] });
    await at(house, OPEN);
    expect(presentationsSent(house)).to.deep.equal([[bob, 200n]]);
    expect(errand(house, other.id)).to.include({ state: "final" });
    house.pass(30_000);
    await look(house);
    expect(outcome(house, id)).to.include({ winner: alice, amount: 1_000n });
    expect(presentationsSent(house), "once").to.have.length(1);
  });

  it("presented between a settlement's signature and its sending, only delays it: the same signature serves", async () => {
    let isLate = true;
    const house = await stuckElsewhere({
      probe(point) {
        if (point !== "settlement-durable" || !house.ledger.state.book.attempt(id) || !isLate) return;
        isLate = false;
        house.chain.mine({ events: [presented(alice, 100n, 1, other.id)] });
      },
    });
    await at(house, OPEN);
    for (let round = 0; round < 2; round++) {
      house.pass(30_000);
      await look(house);
    }
    expect(isLate).to.equal(false);
    expect(outcome(house, id)).to.include({ winner: alice, amount: 1_000n });
    const attempts = await house.database.query("SELECT state FROM settlements WHERE auction_id = $1", [id]);
    expect(attempts).to.deep.equal([{ state: "final" }]);
  });

  it("does not let two leaders hold each other up: what the leader can cover takes its place, and both win", async () => {
    const house = await openTwo();
    await bid(house, id, ["bob", 100n], ["alice", 900n]);
    await bid(house, other.id, ["alice", 100n], ["bob", 1_000n]);
    await bid(house, id, ["alice", 1_000n]);
    await at(house, END);
    house.chain.mine({ events: [presented(bob, 100n, 1, id), presented(alice, 100n, 1, other.id)] });
    await at(house, OPEN);
    expect(presentationsSent(house)).to.deep.equal([[alice, 900n]]);
    for (let round = 0; round < 3; round++) {
      house.pass(30_000);
      await look(house);
    }
    expect(outcome(house, other.id)).to.include({ winner: bob, amount: 1_000n });
    expect(outcome(house, id)).to.include({ winner: alice, amount: 1_000n });
  });

  it("is answered with a bid that its own key covers: a higher one by a bid key whose cap is used up would fail each time", async () => {
    const house = await openTwo();
    const session = privateKeyToAccount(`0x${"c1".repeat(32)}`);
    const key = session.address.toLowerCase() as Hex;
    house.chain.mine({ events: [{ name: "BidKeyUpdated", account: bob, key, cap: 1_000n }] });
    await house.follower.sync();
    await bid(house, other.id, ["bob", 800n], ["carol", 900n]);
    await bid(house, id, ["alice", 100n], ["bob", 120n]);
    const message = { auctionId: id, bidder: bob, maxAmount: 150n };
    const signature = await session.signTypedData(bidTypedData(domain, message));
    await placeBid(house, { ...message, signature, proxy: false }, NOW + 1);
    await bid(house, id, ["bob", 300n]);
    house.chain.keyRooms.set(key, 100n);
    await at(house, END);
    // What Bob can pay is 200, while his old bid elsewhere is held against him.
    house.chain.mine({ events: [presented(alice, 100n, 1, id), presented(bob, 800n, 1, other.id)] });
    await look(house);
    expect(presentationsSent(house)).to.deep.equal([
      [bob, 120n],
      [carol, 900n],
    ]);
  });

  it("stays where nothing that is covered beats it, where it is the winner's own, or where bidding goes on", async () => {
    for (const [bidder, maxAmount, sequence] of [
      [bob, 200n, 2],
      [carol, 300n, 3],
    ] as const) {
      const house = await stuckElsewhere();
      await at(house, END);
      house.chain.mine({ events: [presented(bidder, maxAmount, sequence, other.id)] });
      await at(house, OPEN);
      expect(presentationsSent(house)).to.deep.equal([]);
    }
    const running = await stuckElsewhere();
    running.chain.mine({ events: [presented(alice, 100n, 1, other.id)] });
    await at(running, END - 1);
    expect(presentationsSent(running)).to.deep.equal([]);
  });

  it("is given up once somebody else presents better, or the auction ends", async () => {
    for (const end of [
      presented(carol, 250n, 9, other.id),
      { name: "AuctionReturned", auctionId: other.id } as const,
    ]) {
      const house = await stuckElsewhere();
      await at(house, END);
      house.chain.automine = false;
      house.chain.mine({ events: [presented(alice, 100n, 1, other.id)] });
      await look(house);
      expect(errand(house, other.id)).to.include({ state: "broadcast" });
      house.chain.forget();
      house.chain.mine({ events: [end] });
      await look(house);
      expect(errand(house, other.id)).to.include({ state: "failed" });
      house.pass(30_000);
      await look(house);
      expect(presentationsSent(house)).to.have.length(1);
    }
  });

  class Crash extends Error {}
  const points: readonly ProbePoint[] = [
    "errand-durable",
    "transaction-signed",
    "transaction-durable",
    "transaction-sent",
    "broadcast-durable",
    "mined-durable",
    "final-durable",
  ];
  for (const point of points)
    it(`is answered once by a relayer that dies at ${point}, and comes back`, async () => {
      const shared = await emptyDatabase();
      let dead = false;
      const stopWhenDead = () => {
        if (dead) throw new Crash(point);
      };
      const transaction: Database["transaction"] = async (run) => {
        stopWhenDead();
        return shared.transaction(run);
      };
      let isArmed = false;
      const probe = (reached: ProbePoint) => {
        dead ||= isArmed && reached === point;
        stopWhenDead();
      };
      const first = await stuckElsewhere({ database: { ...shared, transaction }, probe });
      await at(first, END);
      first.chain.mine({ events: [presented(alice, 100n, 1, other.id)] });
      isArmed = true;
      first.chain.beforeSend = stopWhenDead;
      await look(first).catch((error) => {
        if (!(error instanceof Crash)) throw error;
      });
      expect(dead, "the point was reached").to.equal(true);

      first.chain.beforeSend = () => {};
      const second = await openHouse({ database: shared, chain: first.chain });
      await look(second, 5);
      expect(errand(second, other.id)).to.include({ state: "final" });
      expect(new Set(presentationsSent(second).map(String)).size).to.equal(1);
      const rows = await shared.query("SELECT state FROM settlements WHERE kind = 'present'");
      expect(rows).to.deep.equal([{ state: "final" }]);
    });
});
