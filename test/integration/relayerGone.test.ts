import {
  createRelayerClient,
  finalizeAuctionSync,
  minimumNextBid,
  type PlaceBidReturnType,
  presentBidSync,
  verifyBidLog,
} from "@plaza/sdk";
import { expect } from "chai";
import { generatePrivateKey } from "viem/accounts";
import { type AuctionHouse, credits, openAuctionHouse, relayerKeys } from "../helpers/auctionHouse.ts";
import { actors, clientOf } from "../helpers/chain.ts";
import { until } from "../helpers/until.ts";

const { bob, carol, erin } = actors;
const penniless = generatePrivateKey();
const CHALLENGE = 5n;
const GRACE = 120n;
const EXTENSION_LIMIT = 60n;

describe("an auction whose relayer is gone", () => {
  let house: AuctionHouse;
  before(async function () {
    this.timeout(120_000);
    house = await openAuctionHouse();
    for (const account of [bob, carol]) await house.deposit(account, credits(100));
  });
  after(() => house.close());

  it("goes to the best presented bid at the second price, by receipts alone (MECHANISM.md 20, 21 and 24)", async () => {
    const { id, terms } = await house.auction();
    // It cannot pay for gas, so the auction is not settled before it goes.
    const relayer = await house.relayer({ data: "memory://", keys: { ...relayerKeys, sender: penniless } });
    const client = createRelayerClient({ url: relayer.url });
    const { receiptSigner } = await client.getKeys();
    const bobs = await house.bid(bob, id, credits(50));
    const carols = await house.bid(carol, id, credits(20));
    const answers: PlaceBidReturnType[] = [
      await client.placeBid({ ...bobs, proxy: true }),
      await client.placeBid(carols),
    ];
    const kept = answers.map(({ receipt }) => receipt);
    expect(kept.map(({ amount }) => amount)).to.deep.equal([credits(10), credits(20)]);
    const price = minimumNextBid({ auction: terms, currentPrice: credits(20) });
    expect(answers[1]?.auction).to.include({ leader: bob.address, currentPrice: price });

    // While it runs, Bob's maximum is his secret; afterwards everybody can check the log, and reckons the same.
    const check = { domain: house.domain, auctionId: id, auction: terms, signer: receiptSigner, kept };
    expect(await verifyBidLog({ ...check, bids: await client.getBids(id) })).to.deep.equal({
      ...{ faults: [], secret: 1, lead: null },
    });
    // A bid may be on its way for five seconds.
    await house.moveTo(terms.end + 5n);
    const open = await until("his maximum is told", async () => {
      const verdict = await verifyBidLog({ ...check, bids: await client.getBids(id) });
      return verdict.secret === 0 && verdict;
    });
    const lead = { bidder: bob.address, maxAmount: credits(50), price };
    expect(open).to.deep.equal({ faults: [], secret: 0, lead });

    await relayer.close();
    const anybody = clientOf(house.chain, erin);
    const { marketplace } = house.domain;
    for (const [bid, receipt] of [
      [carols, kept[1]],
      [bobs, kept[0]],
    ] as const) {
      if (receipt === undefined) throw new Error("There is no receipt.");
      const { bidder, maxAmount, signature: bidSignature } = bid;
      const signatures = { bidSignature, receiptSignature: receipt.signature };
      await presentBidSync(anybody, { marketplace, terms, bid: { bidder, maxAmount }, receipt, ...signatures });
    }
    const finalizable = terms.end + EXTENSION_LIMIT + GRACE;
    await house.moveTo(finalizable);
    await finalizeAuctionSync(anybody, { marketplace, terms });
    await house.moveTo(finalizable + CHALLENGE + 10n);
    await finalizeAuctionSync(anybody, { marketplace, terms });

    expect(await house.ownerOf(terms.tokenId)).to.equal(bob.address);
    expect(await house.stateOf(id)).to.include({ winner: bob.address, amount: price });
    expect(await house.vaultOf(bob.address)).to.include({ free: credits(100) - price, presented: 0n });
    expect(await house.vaultOf(carol.address)).to.include({ free: credits(100), presented: 0n });
  }).timeout(120_000);
});
