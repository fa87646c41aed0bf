import {
  createRelayerClient,
  type PlaceBidReturnType,
  presentBidSync,
  type RelayerClient,
  type SignedReceipt,
} from "@plaza/sdk";
import { expect } from "chai";
import type { LocalAccount } from "viem";
import { type AuctionHouse, credits, openAuctionHouse } from "../helpers/auctionHouse.ts";
import { actors, clientOf } from "../helpers/chain.ts";
import { until } from "../helpers/until.ts";

const { bob, carol, erin } = actors;
const CHALLENGE = 5n;

describe("two leaders whose outbid bids somebody presents at each other's auctions", () => {
  let house: AuctionHouse;
  let client: RelayerClient;
  before(async function () {
    this.timeout(120_000);
    house = await openAuctionHouse();
    for (const account of [bob, carol]) await house.deposit(account, credits(100));
    client = createRelayerClient({ url: (await house.relayer({ data: "memory://" })).url });
  });
  after(() => house.close());

  it("both win: the relayer presents what outbid them (MECHANISM.md 23)", async () => {
    const { marketplace } = house.domain;
    const [here, there] = [await house.auction(), await house.auction()];
    type Lot = typeof here;
    const place = async (lot: Lot, account: LocalAccount, amount: number) => {
      const bid = await house.bid(account, lot.id, credits(amount));
      const { receipt }: PlaceBidReturnType = await client.placeBid(bid);
      return { bid, receipt };
    };
    const present = async (
      lot: Lot,
      { bid, receipt }: { bid: Awaited<ReturnType<typeof house.bid>>; receipt: SignedReceipt },
    ) =>
      presentBidSync(clientOf(house.chain, erin), {
        ...{ marketplace, terms: lot.terms, receipt, receiptSignature: receipt.signature },
        bid: { bidder: bid.bidder, maxAmount: bid.maxAmount },
        bidSignature: bid.signature,
      });
    const bobs = await place(here, bob, 10);
    await place(here, carol, 90);
    const carols = await place(there, carol, 10);
    await place(there, bob, 100);
    await place(here, carol, 100);

    await house.moveTo(there.terms.end);
    await present(here, bobs);
    await present(there, carols);
    // As it is, each has a part of his money bound where he lost: neither auction could be settled before its grace is over.
    await house.moveTo(BigInt(await house.now()) + CHALLENGE + 5n);
    for (const [lot, winner] of [
      [there, bob],
      [here, carol],
    ] as const) {
      await until("it is settled", async () => (await client.getAuction(lot.id)).settlement?.state === "final");
      expect(await house.stateOf(lot.id)).to.include({ winner: winner.address, amount: credits(100) });
      expect(await house.ownerOf(lot.terms.tokenId)).to.equal(winner.address);
    }
  }).timeout(120_000);
});
