import { expect } from "chai";
import type { Hex } from "viem";
import { fundsOf } from "../domain/book.ts";
import { findBidAt } from "../infra/database/bids.ts";
import { loadSummary } from "../infra/database/summary.ts";
import { placeBid } from "../intake/placeBid.ts";
import { emptyDatabase } from "../testing/database.ts";
import { addressOf, auctionOf, depositOf, type House, NOW, openHouse, people, signedBid } from "../testing/house.ts";
import { post } from "../testing/http.ts";
import { at, attemptOf, END, id, look, OPEN, onChain, openWithBids } from "../testing/settling.ts";
import { until } from "../testing/until.ts";

const carol = addressOf(people.carol);
/** Nothing that is over for good stays in memory, and every block is summed up. */
const frugal = { keptEnded: 0, summaryEvents: 1 };

const json = async (house: House, path: string) => (await house.app.request(path)).json();

/** What everybody can read of the auction. */
async function readings(house: House): Promise<unknown[]> {
  const stream = (await house.app.request(`/v1/auctions/${id}/stream`)).body?.getReader();
  let text = "";
  while (stream && !text.includes("data:")) text += new TextDecoder().decode((await stream.read()).value);
  await stream?.cancel();
  const { serverTime, ...streamed } = JSON.parse(text.slice(text.indexOf("data:") + 5)) as Record<string, unknown>;
  expect(serverTime).to.be.a("string");
  const one = (await json(house, `/v1/auctions/${id}`)) as Record<string, unknown>;
  const bids = await json(house, `/v1/auctions/${id}/bids`);
  const several = (await json(house, `/v1/auctions?ids=${auctionOf({ salt: 5n }).id},${id}`)) as {
    auctions: unknown[];
  };
  return [streamed, { ...one, serverTime: null }, bids, several.auctions];
}

/** One more block, by which what is final is forgotten; and one summary. */
async function goOn(house: House): Promise<void> {
  house.chain.mine({ empty: true });
  await house.follower.sync();
}

const isForgotten = ({ ledger: { state } }: House, auction: Hex = id): boolean =>
  state.chain.auction(auction) === undefined && !state.book.knows(auction);

const available = ({ ledger, settler }: House) => {
  const { book, chain } = ledger.state;
  return fundsOf({ account: carol, book, chain, settlerHash: settler.signerHash }).available;
};

const settledHouse = async (options: Parameters<typeof openHouse>[0] = {}): Promise<House> => {
  const house = await openWithBids({ ...frugal, ...options });
  await at(house, OPEN);
  expect(attemptOf(house)).to.include({ state: "final" });
  return house;
};

describe("auctions that are over for good", () => {
  it("leave memory, and are read as before: alone, with others, their bids and their stream", async () => {
    const house = await settledHouse();
    const before = await readings(house);
    expect(isForgotten(house)).to.equal(false);
    await goOn(house);
    expect(isForgotten(house)).to.equal(true);
    expect(await readings(house)).to.deep.equal(before);
    expect(await house.worker.settle(id)).to.deep.include({ outcome: "done", detail: "It is over: settled." });
  });

  it("stay as long as so few are over that they may", async () => {
    const house = await settledHouse({ keptEnded: 1 });
    await goOn(house);
    expect(isForgotten(house)).to.equal(false);
    const other = auctionOf({ salt: 2n });
    house.chain.mine({ events: [other.event, { name: "AuctionReturned", auctionId: other.id }] });
    await house.follower.sync();
    expect([isForgotten(house), isForgotten(house, other.id)]).to.deep.equal([true, false]);
  });

  it("take no bids, and answer one that was accepted with its receipt", async () => {
    const house = await settledHouse();
    await goOn(house);
    const again = await post(house, "/v1/bids", await signedBid(people.carol, id, 105n));
    expect(again.status).to.equal(200);
    const late = await post(house, "/v1/bids", await signedBid(people.bob, id, 900n));
    expect(await late.json()).to.include({ code: "auction_ended" });
    const unknown = await post(house, "/v1/bids", await signedBid(people.bob, auctionOf({ salt: 9n }).id, 900n));
    expect(await unknown.json()).to.include({ code: "auction_not_found" });
  });

  it("stay while their end is not final, or the worker has still to do with them", async () => {
    const house = await openWithBids({ ...frugal, finality: "finalized" });
    house.chain.finalityDepth = 3;
    for (let block = 0; block < 4; block++) house.chain.mine({ timestamp: OPEN + block, empty: true });
    await look(house);
    expect(onChain(house)?.status).to.equal("settled");
    for (let block = 0; block < 3; block++) {
      expect(isForgotten(house), `after ${block} blocks`).to.equal(false);
      await goOn(house);
    }
    expect(attemptOf(house), "the end is final, which the worker has not noted").to.include({ state: "mined" });
    await look(house);
    await goOn(house);
    expect(isForgotten(house)).to.equal(true);
  });

  it("are not read at the next start, and neither is what was summed up: money is as it was", async () => {
    const database = await emptyDatabase();
    const house = await settledHouse({ database });
    const { chain } = house;
    // One that was just opened sums up at its first event.
    await house.ledger.close();
    const between = await openHouse({ ...frugal, database, chain });
    chain.mine({ events: [depositOf(people.alice, 1n)] });
    await between.follower.sync();
    await until(async () => (await loadSummary(database))?.block.number === chain.head.number);
    await between.ledger.close();
    const next = await openHouse({ ...frugal, database, chain });
    expect(next.ledger.state.unsummarized, "of five events").to.equal(0);
    expect(isForgotten(next)).to.equal(true);
    expect(available(next)).to.equal(895n);
    expect(await readings(next)).to.have.length(4);
  });

  it("come back with their bids where a reorg takes their end away, before and after a restart", async () => {
    const database = await emptyDatabase();
    const house = await settledHouse({ database });
    await goOn(house);
    expect(isForgotten(house)).to.equal(true);
    house.chain.reorg(house.chain.head.number - 1, { forget: true });
    house.chain.mine({ timestamp: NOW + 3, empty: true });
    await house.follower.sync();
    for (const relayer of [house, await openHouse({ ...frugal, database, chain: house.chain })]) {
      expect(await json(relayer, `/v1/auctions/${id}`)).to.include({ status: "ended", bidCount: 2 });
      expect(available(relayer)).to.equal(895n);
    }
    await at(house, OPEN + 700);
    expect(onChain(house)?.outcome).to.include({ winner: carol, amount: 105n });
  });
});

describe("nonces that somebody burnt", () => {
  it("leave memory once that is final, but for those of settlements that are remembered", async () => {
    const house = await openWithBids(frugal);
    house.chain.mine({ timestamp: OPEN });
    await house.follower.sync();
    const [auction, bid] = [house.ledger.state.chain.auction(id), await findBidAt(house.database, id, 2)];
    if (auction === undefined || bid === undefined) throw new Error("The auction or its best bid is unknown.");
    const choice = { winner: carol, amount: 105n, bid };
    const attempt = await house.settlements.settle(choice, { auction, bidCount: 2 }, 60);
    if (attempt?.plan.kind !== "settle") throw new Error("Nothing was signed.");
    const { signerHash } = house.settler;
    const { nonce } = attempt.plan;
    house.chain.mine({
      events: [
        { name: "NonceBurned", signerHash: `0x${"77".repeat(32)}`, nonce: 7n },
        { name: "NonceBurned", signerHash, nonce },
      ],
    });
    await house.follower.sync();
    const { chain } = house.ledger.state;
    expect(chain.summary().burnt.map(([name]) => name)).to.deep.equal([`${signerHash}:${nonce}`]);
    expect(chain.isFinallyBurnt(signerHash, nonce)).to.equal(true);
  });
});

describe("an auction that a reorg takes away", () => {
  it("holds the money that it held and goes on with its next receipt when it comes back, a restart in between or not", async () => {
    const database = await emptyDatabase();
    const first = await openHouse({ ...frugal, database });
    first.chain.mine({ events: [depositOf(people.bob, 1_000n), depositOf(people.carol, 1_000n)], timestamp: NOW + 1 });
    const { event } = auctionOf();
    first.chain.mine({ events: [event], timestamp: NOW + 2 });
    await first.follower.sync();
    for (const [account, amount] of [
      [people.bob, 100n],
      [people.carol, 105n],
    ] as const)
      await placeBid(first, await signedBid(account, id, amount), NOW + 2);
    first.chain.reorg(1);
    first.chain.mine({ timestamp: NOW + 3 });
    await first.follower.sync();
    const second = await openHouse({ ...frugal, database, chain: first.chain });
    for (const relayer of [first, second]) expect(available(relayer)).to.equal(895n);
    first.chain.mine({ events: [event], timestamp: NOW + 4 });
    await second.follower.sync();
    const { bid } = await placeBid(second, await signedBid(people.bob, id, 200n), NOW + 5);
    expect(bid.sequence).to.equal(3);
    expect(await second.database.query("SELECT * FROM orphaned_auctions")).to.deep.equal([]);
    expect(NOW + 5).to.be.below(END);
  });
});
