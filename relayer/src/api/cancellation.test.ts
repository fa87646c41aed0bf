import { cancellationHash } from "@plaza/sdk";
import { expect } from "chai";
import { type Hex, recoverAddress } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
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
  signers,
} from "../testing/house.ts";
import { proving, signIn } from "../testing/signIn.ts";

const { id, event } = auctionOf();
const MAX_AHEAD = 600;

async function openWithAuction(options: Parameters<typeof openHouse>[0] = {}): Promise<House> {
  const house = await openHouse(options);
  house.chain.mine({ events: [event, depositOf(people.bob, 1_000n)], timestamp: NOW + 1 });
  await house.follower.sync();
  return house;
}

type Answer = { status: number; code?: string; cancellation?: { auctionId: Hex; deadline: string }; signature?: Hex };

async function asker(house: House, account: PrivateKeyAccount = people.seller) {
  const headers = proving(await signIn(house, account));
  return async (auctionId: Hex = id): Promise<Answer> => {
    const response = await house.app.request(`/v1/auctions/${auctionId}/cancellation`, { method: "PUT", headers });
    return { status: response.status, ...((await response.json()) as Omit<Answer, "status">) };
  };
}
const bid = async (house: House, amount = 100n) =>
  placeBid(house, await signedBid(people.bob, id, amount), house.clock.now()).then(
    () => "accepted",
    ({ code }: { code: string }) => code,
  );

describe("the consent to a seller's cancel (MECHANISM.md 30)", () => {
  it("is signed by the settler for ten minutes at most, and the same while it is good", async () => {
    const house = await openWithAuction();
    const ask = await asker(house);
    const { status, cancellation, signature = "0x" } = await ask();
    expect(status).to.equal(200);
    const deadline = Date.parse(cancellation?.deadline ?? "") / 1_000;
    expect(deadline).to.be.within(NOW + 1, NOW + 1 + MAX_AHEAD);
    const hash = cancellationHash(domain, { auctionId: id, deadline: BigInt(deadline) });
    expect(await recoverAddress({ hash, signature })).to.equal(signers.settler.address);
    house.pass(5_000);
    expect(await ask()).to.deep.include({ status: 200, signature });
  });

  it("keeps bids out until the auction is cancelled, or a final block is past the deadline", async () => {
    for (const isUsed of [true, false]) {
      const house = await openWithAuction({ finality: "finalized" });
      house.chain.finalityDepth = 2;
      for (let block = 0; block < 3; block++) house.chain.mine();
      await house.follower.sync();
      const ask = await asker(house);
      const deadline = Date.parse((await ask()).cancellation?.deadline ?? "") / 1_000;
      expect(await bid(house)).to.equal("auction_cancelling");
      if (isUsed) {
        house.chain.mine({ events: [{ name: "AuctionCancelled", auctionId: id }] });
        await house.follower.sync();
        expect(await bid(house)).to.equal("auction_ended");
        continue;
      }
      house.chain.mine({ timestamp: deadline + 1 });
      house.chain.mine();
      await house.follower.sync();
      expect(await bid(house), "a reorg could still use it").to.equal("auction_cancelling");
      house.chain.mine();
      await house.follower.sync();
      expect(await bid(house)).to.equal("accepted");
      expect(await ask()).to.include({ status: 409, code: "auction_has_bids" });
    }
  });

  it("is refused to others, before the start, after the end, and once there is a bid of any kind", async () => {
    const posted: AuctionEvent = {
      name: "BidPosted",
      auctionId: id,
      bidder: addressOf(people.bob),
      amount: 100n,
      endsAt: NOW + 600,
    };
    const house = await openWithAuction();
    expect((await house.app.request(`/v1/auctions/${id}/cancellation`, { method: "PUT" })).status).to.equal(401);
    expect(await (await asker(house, people.bob))()).to.include({ status: 403, code: "not_the_seller" });
    const ask = await asker(house);
    expect(await ask(`0x${"00".repeat(32)}`)).to.include({ status: 404, code: "auction_not_found" });
    const later = auctionOf({ salt: 5n, start: BigInt(NOW + 300) });
    house.chain.mine({ events: [later.event] });
    expect(await ask(later.id)).to.include({ code: "auction_not_started" });
    expect(await bid(house)).to.equal("accepted");
    expect(await ask()).to.include({ code: "auction_has_bids" });

    const contested = await openWithAuction();
    contested.chain.mine({ events: [posted] });
    expect(await (await asker(contested))()).to.include({ code: "auction_has_bids" });
    const over = await openWithAuction();
    over.chain.mine({ timestamp: NOW + 600 });
    expect(await (await asker(over))()).to.include({ code: "auction_ended" });
  });

  it("or a bid: of both at the same moment exactly one wins", async () => {
    const outcomes = new Set<string>();
    for (const isBidFirst of [true, false]) {
      const house = await openWithAuction();
      const ledger = house.ledger;
      const signed = await signedBid(people.bob, id, 100n);
      const asBid = () =>
        ledger.acceptBid(signed, house.hashBid(signed), NOW + 2).then(
          () => "bid",
          ({ code }) => code,
        );
      const asCancel = () =>
        ledger.cancel({ auctionId: id, account: addressOf(people.seller), now: NOW + 2, deadline: NOW + 500 }).then(
          () => "cancel",
          ({ code }) => code,
        );
      const both = await Promise.all(isBidFirst ? [asBid(), asCancel()] : [asCancel(), asBid()]);
      outcomes.add(both.join());
      const log = await house.database.query("SELECT 1 FROM bids");
      const consents = await house.database.query("SELECT 1 FROM cancellations");
      expect(log.length + consents.length).to.equal(1);
    }
    expect([...outcomes]).to.deep.equal(["bid,auction_has_bids", "cancel,auction_cancelling"]);
  });

  it("is known to a relayer that starts again", async () => {
    const database = await emptyDatabase();
    const house = await openWithAuction({ database });
    const { signature } = await (await asker(house))();
    const second = await openHouse({ database, chain: house.chain });
    expect(await bid(second)).to.equal("auction_cancelling");
    expect(await (await asker(second))()).to.include({ signature });
  });

  it("leaves nobody a consent that is not durable", async () => {
    const database = await emptyDatabase();
    const house = await openWithAuction({ database });
    const ask = await asker(house);
    const { transaction } = database;
    database.transaction = () => Promise.reject(new Error("disk full"));
    expect(await ask()).to.include({ status: 503, code: "temporarily_unavailable" });
    database.transaction = transaction;
    expect(await bid(house)).to.equal("accepted");
  });
});
