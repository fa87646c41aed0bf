import { expect } from "chai";
import { type Address, getAddress, type Hex } from "viem";
import type { AuctionEvent, ChainEvent, TradeEvent } from "../domain/chainEvents.ts";
import type { StoredNotice } from "../domain/notices.ts";
import { listNoticesAfter } from "../infra/database/notices.ts";
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
  SETTLEMENT_DELAY,
  signedBid,
  times,
} from "../testing/house.ts";
import { post } from "../testing/http.ts";
import { offerOf } from "../testing/orders.ts";
import { tellEvent } from "./tellEvent.ts";

const seller = addressOf(people.seller);
const alice = addressOf(people.alice);
const bob = addressOf(people.bob);
const carol = addressOf(people.carol);

const listingId: Hex = `0x${"11".repeat(32)}`;
const token: Address = "0x00000000000000000000000000000000000000bb";
const listed: TradeEvent = { name: "ListingCreated", listingId, seller, token, tokenId: 7n };
const bought: TradeEvent = {
  ...{ name: "ListingBought", listingId, buyer: bob },
  ...{ quantity: 3n, total: 1_000n, fee: 50n, royalty: 25n },
};
const settledBy = (auctionId: Hex, winner: Address, amount: bigint): AuctionEvent => ({
  ...{ name: "AuctionSettled", auctionId, winner, amount },
  ...{ fee: amount / 20n, royalty: amount / 40n, settler: "0x5e", nonce: 1n },
});

const told = (house: House, account: Address): Promise<StoredNotice[]> =>
  listNoticesAfter(house.database, { account, after: 0, limit: 1_000 });
const kinds = async (house: House, account: Address) => (await told(house, account)).map(({ kind }) => kind);

async function mine(house: House, ...events: ChainEvent["event"][]) {
  house.chain.mine({ events });
  await house.follower.sync();
}

async function bid(house: House, account: (typeof people)["bob"], id: Hex, amount: bigint) {
  const response = await post(house, "/v1/bids", await signedBid(account, id, amount));
  expect(response.status).to.be.oneOf([200, 201]);
}

const rich = [people.alice, people.bob, people.carol].map((account) => depositOf(account, 100_000n));

describe("notices", () => {
  it("tell a seller what he got, however long he was away", async () => {
    const house = await openHouse();
    await mine(house, listed);
    await mine(house, bought);
    const { hash, timestamp } = house.chain.head;
    await house.notices.tick();
    const [notice, ...others] = await told(house, seller);
    expect(others).to.deep.equal([]);
    const [event] = await house.chain.eventsIn(hash);
    expect(notice).to.deep.equal({
      sequence: 1,
      kind: "item_sold",
      happenedAt: timestamp,
      readAt: null,
      data: {
        trade: `${event?.transaction}:0`,
        source: "listing",
        id: listingId,
        item: { token: getAddress(token), tokenId: "7", quantity: "3" },
        unitPrice: "333",
        total: "1000",
        fee: "50",
        royalty: "25",
        proceeds: "925",
        buyer: people.bob.address,
        buyerName: null,
      },
    });
    expect(await told(house, bob)).to.deep.equal([]);
  });

  it("tell of sales of signed orders", async () => {
    const house = await openHouse();
    const sale = { seller, buyer: bob, token, tokenId: 7n, quantity: 1n, total: 10n, fee: 1n, royalty: 0n };
    await mine(house, { name: "OfferAccepted", orderId: listingId, ...sale });
    await mine(house, { name: "SignedListingBought", orderId: listingId, ...sale });
    await house.notices.tick();
    const notices = await told(house, seller);
    expect(await kinds(house, bob), "the buyer of the listing knows what he did").to.deep.equal(["offer_accepted"]);
    const [accepted] = await told(house, bob);
    const [taken] = notices;
    expect(accepted?.data).to.deep.include({
      ...{ id: listingId, unitPrice: "10", total: "10", seller: people.seller.address },
      ...{ item: { token: getAddress(token), tokenId: "7", quantity: "1" } },
    });
    expect(accepted && "trade" in accepted.data && accepted.data.trade).to.equal(
      taken && "trade" in taken.data && taken.data.trade,
    );
    expect(notices.map(({ data }) => "source" in data && data.source)).to.deep.equal(["offer", "signed_listing"]);
    expect(notices.map(({ data }) => "proceeds" in data && data.proceeds)).to.deep.equal(["9", "9"]);
  });

  it("tell an item's owner of an offer on it, once, and nobody of one on a collection", async () => {
    const house = await openHouse();
    house.chain.owners.set(`${token} 7`, seller);
    const item = await offerOf(people.bob, { tokenId: 7n, expiry: BigInt(NOW + 3_600) });
    const lasting = await offerOf(people.bob, { tokenId: 7n, nonce: 2n });
    const strange = await offerOf(people.bob, { tokenId: 9n, nonce: 3n });
    for (const { body } of [item, item, lasting, strange, await offerOf(people.bob, { nonce: 4n })])
      expect((await post(house, "/v1/orders/offers", body)).status).to.be.oneOf([200, 201]);
    await house.notices.tick();
    await house.notices.tick();
    const [first, second, ...others] = await told(house, seller);
    expect(others).to.deep.equal([]);
    const expected = (id: Hex, expiresAt: string | null) => ({
      ...{ id, buyer: people.bob.address, unitPrice: "90", total: "90", expiresAt },
      item: { token: getAddress(token), tokenId: "7", quantity: "1" },
    });
    expect([first?.data, second?.data]).to.have.deep.members([
      expected(item.id, new Date((NOW + 3_600) * 1_000).toISOString()),
      expected(lasting.id, null),
    ]);
    expect(await told(house, bob)).to.deep.equal([]);
  });

  it("tell who has an item in escrow of an offer on it", async () => {
    const house = await openHouse();
    await mine(house, { ...listed, seller: carol }, listed);
    house.chain.owners.set(`${token} 7`, domain.marketplace);
    const { id, terms, event } = auctionOf({ tokenId: 8n });
    expect(terms.seller).to.equal(seller);
    await mine(house, event);
    house.chain.owners.set(`${token} 8`, domain.marketplace);
    await post(house, "/v1/orders/offers", (await offerOf(people.bob)).body);
    await post(house, "/v1/orders/offers", (await offerOf(people.bob, { tokenId: 8n, nonce: 2n })).body);
    await house.notices.tick();
    expect(await kinds(house, seller), id).to.deep.equal(["offer_received", "offer_received"]);
    expect(await told(house, carol)).to.deep.equal([]);
  });

  it("tell of an offer later, where the chain does not say whose the item is", async () => {
    const house = await openHouse();
    house.chain.owners.set(`${token} 7`, seller);
    await post(house, "/v1/orders/offers", (await offerOf(people.bob)).body);
    const error = new Error("no answer");
    house.chain.failures.push({ method: "ownerOf", error }, { method: "ownerOf", error });
    await house.notices.tick();
    expect(await told(house, seller)).to.deep.equal([]);
    house.pass(1_000);
    await house.notices.tick();
    expect(await kinds(house, seller)).to.deep.equal(["offer_received"]);
  });

  it("tell the later of two equal maxima that he is outbid, and not the earlier, told together (MECHANISM.md 9)", async () => {
    // Whoever's address comes first must not matter.
    for (const [first, second] of [
      [people.alice, people.bob],
      [people.bob, people.alice],
    ] as const) {
      const house = await openHouse();
      const { id, event } = auctionOf();
      await mine(house, ...rich, event);
      for (const account of [first, second]) {
        const proxied = { ...(await signedBid(account, id, 500n)), proxy: true };
        expect((await post(house, "/v1/bids", proxied)).status).to.equal(201);
      }
      await house.notices.tick();
      expect(await kinds(house, addressOf(first))).to.deep.equal([]);
      expect(await kinds(house, addressOf(second))).to.deep.equal(["outbid"]);
    }
  });

  it("tell the seller and the watchers of a bid, and whom it outbid", async () => {
    const house = await openHouse();
    const { id, event } = auctionOf();
    await mine(house, event, ...rich);
    await house.database.query("INSERT INTO watches (auction_id, account) VALUES ($1, $2)", [id, carol]);
    await bid(house, people.bob, id, 100n);
    await house.notices.tick();
    await bid(house, people.alice, id, 200n);
    await house.notices.tick();
    for (const account of [seller, carol])
      expect(
        (await told(house, account)).map(({ kind, data }) => [kind, "amount" in data && data.amount]),
      ).to.deep.equal([
        ["new_bid", "100"],
        ["new_bid", "200"],
      ]);
    expect((await told(house, bob)).map(({ kind, data }) => [kind, "amount" in data && data.amount])).to.deep.equal([
      ["outbid", "200"],
    ]);
    expect(await told(house, alice)).to.deep.equal([]);
  });

  it("tell together what came together, and count it", async () => {
    const house = await openHouse();
    const { id, event } = auctionOf();
    await mine(house, event, ...rich);
    for (const [account, amount] of [
      [people.bob, 100n],
      [people.alice, 200n],
      [people.bob, 300n],
      [people.carol, 400n],
    ] as const)
      await bid(house, account, id, amount);
    await house.notices.tick();
    const [notice, ...others] = await told(house, seller);
    expect(others).to.deep.equal([]);
    expect(notice?.data).to.include({ amount: "400", bids: 4, bidder: people.carol.address });
    for (const account of [alice, bob]) expect(await kinds(house, account)).to.deep.equal(["outbid"]);
    expect(await told(house, carol)).to.deep.equal([]);
  });

  it("weigh bids against those posted on chain", async () => {
    const house = await openHouse();
    const { id, event, terms } = auctionOf();
    await mine(house, event, ...rich);
    await bid(house, people.bob, id, 100n);
    await house.notices.tick();
    await mine(house, { name: "BidPosted", auctionId: id, bidder: carol, amount: 150n, endsAt: Number(terms.end) });
    await house.notices.tick();
    expect(await kinds(house, seller)).to.deep.equal(["new_bid", "new_bid"]);
    expect(await kinds(house, bob)).to.deep.equal(["outbid"]);
    await bid(house, people.alice, id, 200n);
    await house.notices.tick();
    expect(await kinds(house, carol)).to.deep.equal(["outbid"]);
  });

  it("tell seller, winner and losers how an auction ended", async () => {
    const house = await openHouse();
    const { id, event } = auctionOf();
    await mine(house, event, ...rich);
    await bid(house, people.bob, id, 100n);
    await bid(house, people.alice, id, 200n);
    await house.notices.tick();
    await mine(house, settledBy(id, alice, 200n));
    await house.notices.tick();
    expect((await told(house, seller)).at(-1)).to.deep.include({ kind: "item_sold" });
    expect((await told(house, seller)).at(-1)?.data).to.include({ source: "auction", proceeds: "185", total: "200" });
    expect((await told(house, alice)).at(-1)?.data).to.include({ auctionId: id, amount: "200" });
    expect(await kinds(house, alice)).to.deep.equal(["auction_won"]);
    expect(await kinds(house, bob)).to.deep.equal(["outbid", "auction_lost"]);
    expect((await told(house, bob)).at(-1)?.data).to.include({ winner: people.alice.address, amount: "200" });
  });

  it("tell seller, buyer and losers of a buyout", async () => {
    const house = await openHouse();
    const { id, event } = auctionOf({ buyoutPrice: 500n });
    await mine(house, event, ...rich);
    await bid(house, people.bob, id, 100n);
    await house.notices.tick();
    await mine(house, {
      ...{ name: "AuctionBoughtOut", auctionId: id, buyer: alice, amount: 500n, fee: 25n, royalty: 5n },
    });
    await house.notices.tick();
    expect((await told(house, seller)).at(-1)).to.deep.include({ kind: "item_sold" });
    expect((await told(house, seller)).at(-1)?.data).to.include({ source: "auction", proceeds: "470", total: "500" });
    expect(await kinds(house, alice)).to.deep.equal(["auction_won"]);
    expect((await told(house, bob)).at(-1)?.data).to.include({ winner: people.alice.address, amount: "500" });
  });

  it("tell that an auction ended without bids, once", async () => {
    const house = await openHouse();
    const { id, event, terms } = auctionOf();
    await mine(house, event);
    house.chain.mine({ timestamp: Number(terms.end) - 1 });
    await house.follower.sync();
    await house.notices.tick();
    expect(await told(house, seller)).to.deep.equal([]);
    house.chain.mine({ timestamp: Number(terms.end) });
    await house.follower.sync();
    await house.notices.tick();
    await mine(house, { name: "AuctionReturned", auctionId: id });
    await house.notices.tick();
    expect((await told(house, seller)).map(({ kind, data }) => [kind, data])).to.deep.equal([
      [
        "auction_unsold",
        {
          auctionId: id,
          item: { token: getAddress(token), tokenId: "1", quantity: "1" },
          bidders: 0,
        },
      ],
    ]);
  });

  it("tell those who bid that nobody got the item", async () => {
    const house = await openHouse();
    const { id, event } = auctionOf();
    await mine(house, event, ...rich);
    await bid(house, people.bob, id, 100n);
    await mine(house, { name: "AuctionReturned", auctionId: id });
    await house.notices.tick();
    expect((await told(house, bob)).at(-1)).to.deep.include({ kind: "auction_lost" });
    expect((await told(house, bob)).at(-1)?.data).to.include({ winner: null, amount: null });
    expect((await told(house, seller)).map(({ data }) => "bidders" in data && data.bidders)).to.include(1);
  });

  it("tell followers that an auction was called off", async () => {
    const house = await openHouse();
    const { id, event } = auctionOf();
    await mine(house, event);
    await house.database.query("INSERT INTO watches (auction_id, account) VALUES ($1, $2)", [id, carol]);
    await mine(house, { name: "AuctionCancelled", auctionId: id });
    await house.notices.tick();
    for (const account of [seller, carol]) expect(await kinds(house, account)).to.deep.equal(["auction_cancelled"]);
  });

  it("tell of a settlement that is late, once", async () => {
    const house = await openHouse();
    const { id, event, terms } = auctionOf();
    await mine(house, event, ...rich);
    await bid(house, people.bob, id, 100n);
    await house.notices.tick();
    const late = Number(terms.end) + times.challenge + SETTLEMENT_DELAY;
    for (const timestamp of [late - 1, late, late + 60]) {
      house.chain.mine({ timestamp });
      await house.follower.sync();
      await house.notices.tick();
      const expected = timestamp < late ? [] : ["settlement_delayed"];
      expect(await kinds(house, bob)).to.deep.equal(expected);
    }
    expect(await kinds(house, seller)).to.deep.equal(["new_bid", "settlement_delayed"]);
  });

  it("tell of credits that wait", async () => {
    const house = await openHouse();
    await mine(house, { name: "Credited", account: bob, contract: domain.marketplace, id: listingId, amount: 12n });
    await house.notices.tick();
    const [notice] = await told(house, bob);
    expect(notice?.data).to.deep.equal({
      id: listingId,
      contract: getAddress(domain.marketplace),
      amount: "12",
    });
  });

  it("wait until no reorg can take back what they tell of", async () => {
    const chain = new FakeChain(domain, times, NOW);
    chain.finalityDepth = 2;
    const house = await openHouse({ chain, finality: "finalized" });
    await mine(house, listed);
    await mine(house, bought);
    await house.notices.tick();
    expect(await told(house, seller)).to.deep.equal([]);
    chain.reorg(1);
    await mine(house);
    await mine(house);
    await mine(house);
    await house.notices.tick();
    expect(await told(house, seller)).to.deep.equal([]);
    await mine(house, bought);
    await mine(house);
    await mine(house);
    await house.notices.tick();
    expect(await kinds(house, seller)).to.deep.equal(["item_sold"]);
  });

  it("that cannot be given hold up no other, and are tried again", async () => {
    let broken = true;
    const house = await openHouse({
      tell: async (queries, entry, at) => {
        if (broken && entry.event.name === "ListingBought") throw new Error("a handler with a fault");
        return tellEvent(queries, entry, at);
      },
    });
    await mine(house, listed);
    await mine(house, bought);
    await mine(house, { name: "Credited", account: bob, contract: domain.marketplace, id: listingId, amount: 12n });
    await house.notices.tick();
    expect(await told(house, seller)).to.deep.equal([]);
    expect(await kinds(house, bob)).to.deep.equal(["credits_received"]);
    broken = false;
    await house.notices.tick();
    expect(await told(house, seller)).to.deep.equal([]);
    house.pass(1_000);
    await house.notices.tick();
    expect(await kinds(house, seller)).to.deep.equal(["item_sold"]);
  });

  it("that a broken database held up are given when it is back, without a gap or a repetition", async () => {
    const house = await openHouse();
    await mine(house, listed);
    for (let sale = 0; sale < 5; sale++) await mine(house, bought);
    const { database } = house;
    const { transaction } = database;
    let calls = 0;
    database.transaction = (run) =>
      transaction(async (queries) => {
        const value = await run(queries);
        calls += 1;
        if (calls <= 3) throw new Error("connection cut before the commit");
        return value;
      });
    await house.notices.tick();
    house.pass(1_000);
    await house.notices.tick();
    const sequences = (await told(house, seller)).map(({ sequence }) => sequence);
    expect(sequences).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it("that two instances give at once are given once", async () => {
    const house = await openHouse();
    await mine(house, listed);
    for (let sale = 0; sale < 20; sale++) await mine(house, bought);
    const other = await openHouse({ chain: house.chain, database: house.database });
    await Promise.all([house.notices.tick(), other.notices.tick()]);
    const notices = await told(house, seller);
    expect(notices.map(({ sequence }) => sequence)).to.deep.equal([...Array(20).keys()].map((index) => index + 1));
    expect(new Set(notices.map(({ data }) => "trade" in data && data.trade)).size).to.equal(20);
  });
});
