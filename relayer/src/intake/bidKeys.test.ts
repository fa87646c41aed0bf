import { bidHash, bidTypedData, signatureOf } from "@plaza/sdk";
import { expect } from "chai";
import type { Address, Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { BidKeyEvent } from "../domain/chainEvents.ts";
import type { Refusal } from "../domain/refusal.ts";
import { emptyDatabase } from "../testing/database.ts";
import { addressOf, auctionOf, depositOf, domain, type House, NOW, openHouse, people } from "../testing/house.ts";
import { at, event, id, look, OPEN, onChain } from "../testing/settling.ts";
import { placeBid } from "./placeBid.ts";

const bob = addressOf(people.bob);
const session = privateKeyToAccount(`0x${"c1".repeat(32)}`);
const key = session.address.toLowerCase() as Hex;
const other = auctionOf({ salt: 2n });
const third = auctionOf({ salt: 3n });

const given = (cap: bigint, of: Hex = key, account: Address = bob): BidKeyEvent => ({
  name: "BidKeyUpdated",
  ...{ account, key: of, cap },
});

/** Bob and Carol have 1,000 each; Bob has given his session's key a cap of 300. */
async function openWithKey(options: Parameters<typeof openHouse>[0] = {}, cap = 300n): Promise<House> {
  const house = await openHouse(options);
  const deposits = [depositOf(people.bob, 1_000n), depositOf(people.carol, 1_000n)];
  house.chain.mine({ events: [event, other.event, third.event, ...deposits, given(cap)], timestamp: NOW + 1 });
  await house.follower.sync();
  return house;
}

async function bidBy(account: typeof session, auctionId: Hex, maxAmount: bigint, bidder = bob) {
  const message = { auctionId, bidder, maxAmount };
  return { ...message, signature: await account.signTypedData(bidTypedData(domain, message)), proxy: false };
}
const place = async (house: House, auctionId: Hex, amount: bigint, account = session) =>
  (await placeBid(house, await bidBy(account, auctionId, amount), NOW + 2)).bid;
const refusal = (placed: Promise<unknown>) =>
  placed.then(
    () => undefined,
    ({ code, values }: Refusal) => ({ code, ...values }),
  );

describe("bids by a bid key (MECHANISM.md 10)", () => {
  it("count as their account's, and the log says which key signed", async () => {
    const house = await openWithKey();
    expect(await place(house, id, 100n)).to.include({ bidder: bob, key });
    const response = await house.app.request(`/v1/auctions/${id}/bids`);
    const { bids } = (await response.json()) as { bids: { key: Hex | null }[] };
    expect(bids.map((bid) => bid.key)).to.deep.equal([key]);
    await at(house, OPEN);
    expect(onChain(house)?.outcome).to.include({ winner: bob, amount: 100n });
  });

  it("are refused of a key that is another's, nobody's, or was removed a moment ago", async () => {
    const house = await openWithKey();
    const carols = bidBy(session, id, 100n, addressOf(people.carol));
    expect(await refusal(placeBid(house, await carols, NOW + 2))).to.include({ code: "invalid_signature" });
    const stranger = privateKeyToAccount(`0x${"c2".repeat(32)}`);
    expect(await refusal(place(house, id, 100n, stranger))).to.include({ code: "invalid_signature" });
    house.chain.mine({ events: [given(0n)] });
    await house.follower.sync();
    expect(await refusal(place(house, id, 100n))).to.include({ code: "invalid_signature" });
  });

  it("reserve their maxima against the cap, over all auctions and in one batch, and give them back when outbid", async () => {
    const house = await openWithKey();
    await place(house, id, 200n);
    expect(await refusal(place(house, other.id, 101n))).to.deep.equal({
      ...{ code: "bid_key_cap_exceeded", remaining: 100n, required: 101n },
    });
    const both = await Promise.all([place(house, other.id, 100n), refusal(place(house, third.id, 100n))]);
    expect(both[1]).to.include({ code: "bid_key_cap_exceeded", remaining: 0n });
    const carols = { ...(await bidBy(people.carol, id, 210n, addressOf(people.carol))) };
    await placeBid(house, carols, NOW + 2);
    await place(house, third.id, 200n);
    // A raise replaces what its own auction holds.
    expect(await refusal(place(house, third.id, 250n))).to.include({ code: "bid_key_cap_exceeded", remaining: 200n });
  });

  for (const [where, options] of [
    ["", {}],
    [", though the auction has left memory and was summed up", { keptEnded: 0, summaryEvents: 1 }],
  ] as const)
    it(`count what they have bought for good, after a restart too${where}`, async () => {
      const database = await emptyDatabase();
      const house = await openWithKey({ database, ...options });
      await place(house, id, 200n);
      await at(house, OPEN);
      const later = auctionOf({ salt: 9n, end: BigInt(NOW + 5_000) });
      house.chain.mine({ events: [later.event] });
      await look(house, 1);
      for (const relayer of [house, await openHouse({ database, chain: house.chain, ...options })])
        expect(await refusal(place(relayer, later.id, 101n))).to.include({
          code: "bid_key_cap_exceeded",
          remaining: 100n,
        });
      await place(house, later.id, 100n);
    });

  it("count a key, or more for it, once that is final; less at once", async () => {
    const house = await openWithKey({ finality: "finalized" });
    const { chain } = house;
    chain.finalityDepth = 2;
    chain.mine();
    chain.mine();
    await house.follower.sync();
    chain.mine({ events: [given(900n)] });
    await house.follower.sync();
    expect(await refusal(place(house, id, 301n))).to.include({ code: "bid_key_cap_exceeded", remaining: 300n });
    chain.mine({ events: [given(150n)] });
    await house.follower.sync();
    expect(await refusal(place(house, id, 151n))).to.include({ code: "bid_key_cap_exceeded", remaining: 150n });
    chain.reorg(2);
    for (let block = 0; block < 3; block++) chain.mine();
    await house.follower.sync();
    await place(house, id, 300n);
  });

  it("of a key that a reorg takes back are refused from then on", async () => {
    const house = await openHouse({ finality: "finalized" });
    const { chain } = house;
    chain.finalityDepth = 2;
    chain.mine({ events: [event, depositOf(people.bob, 1_000n)], timestamp: NOW + 1 });
    for (let block = 0; block < 2; block++) chain.mine();
    chain.mine({ events: [given(300n)] });
    await house.follower.sync();
    expect(await refusal(place(house, id, 100n)), "not final yet").to.include({ code: "invalid_signature" });
    chain.reorg(1);
    for (let block = 0; block < 4; block++) chain.mine();
    await house.follower.sync();
    expect(await refusal(place(house, id, 100n))).to.include({ code: "invalid_signature" });
    chain.mine({ events: [given(300n)] });
    for (let block = 0; block < 2; block++) chain.mine();
    await house.follower.sync();
    await place(house, id, 100n);
  });

  it("of a key with a verifier are the verifier's to judge, and it is asked about no stranger's", async () => {
    const named: Hex = `0x${"7e".repeat(20)}${"0a".repeat(32)}`;
    const house = await openWithKey();
    const message = { auctionId: id, bidder: bob, maxAmount: 100n };
    // This chain's verifier takes the digest itself for a signature.
    const signature = signatureOf(named, bidHash(domain, message));
    const bid = { ...message, signature, proxy: false };
    house.chain.failures.push({ method: "verifies", error: new Error("asked") });
    expect(await refusal(placeBid(house, bid, NOW + 2))).to.include({ code: "invalid_signature" });
    house.chain.failures.length = 0;
    house.chain.mine({ events: [given(300n, named)] });
    await house.follower.sync();
    const forged = { ...bid, signature: signatureOf(named, `0x${"00".repeat(32)}`) };
    expect(await refusal(placeBid(house, forged, NOW + 2))).to.include({ code: "invalid_signature" });
    for (const padded of [`${signature}00`, signature.replace("0x", "0x00")] as Hex[])
      expect(await refusal(placeBid(house, { ...bid, signature: padded }, NOW + 2))).to.include({
        code: "invalid_signature",
      });
    expect((await placeBid(house, bid, NOW + 2)).bid).to.include({ key: named });
  });

  it("settle with the next bidder where the chain lets the key spend no more", async () => {
    const house = await openWithKey();
    const carol = addressOf(people.carol);
    await placeBid(house, await bidBy(people.carol, id, 100n, carol), NOW + 2);
    await place(house, id, 200n);
    house.chain.keyRoom = 199n;
    await at(house, OPEN);
    expect(onChain(house)?.outcome).to.include({ winner: carol, amount: 100n });
  });
});
