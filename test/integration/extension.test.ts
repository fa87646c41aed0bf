import { createRelayerClient, minimumNextBid, type RelayerClient, verifyReceipt } from "@plaza/sdk";
import { expect } from "chai";
import type { Hex } from "viem";
import { type AuctionHouse, credits, openAuctionHouse } from "../helpers/auctionHouse.ts";
import { actors } from "../helpers/chain.ts";
import { until } from "../helpers/until.ts";

const { bob, carol } = actors;
const CHALLENGE = 5n;
const EXTENSION_WINDOW = 10n;

describe("an auction with bids at its last moment", () => {
  let house: AuctionHouse;
  let client: RelayerClient;
  before(async function () {
    this.timeout(120_000);
    house = await openAuctionHouse();
    for (const account of [bob, carol]) await house.deposit(account, credits(100));
    client = createRelayerClient({ url: (await house.relayer({ data: "memory://" })).url });
  });
  after(() => house.close());

  it("goes on by the relayer's word, which reaches the chain, and to whoever bid after the old end (MECHANISM.md 5)", async () => {
    const { id, terms } = await house.auction();
    const { receiptSigner } = await client.getKeys();
    const chainEnd = async (of: Hex) => BigInt((await house.stateOf(of)).endsAt);
    await house.moveTo(terms.end - EXTENSION_WINDOW - 30n);
    const early = await client.placeBid(await house.bid(carol, id, credits(10)));
    expect(early.receipt.extension).to.equal(null);

    await house.moveTo(terms.end - 6n);
    const { receipt, auction } = await client.placeBid(await house.bid(bob, id, credits(20)));
    const { extension } = receipt;
    if (extension === null) throw new Error("The late bid has no Extension.");
    expect(extension.endsAt).to.equal(receipt.receivedAt + EXTENSION_WINDOW);
    expect(BigInt(auction.endsAt.getTime() / 1000)).to.equal(extension.endsAt);
    expect(await verifyReceipt({ domain: house.domain, receipt, signer: receiptSigner })).to.equal(true);
    const forged = { ...receipt, extension: { ...extension, endsAt: extension.endsAt + 1n } };
    expect(await verifyReceipt({ domain: house.domain, receipt: forged, signer: receiptSigner })).to.equal(false);

    await until("the chain has the Extension", async () => (await chainEnd(id)) === extension.endsAt);
    await house.moveTo(terms.end + 1n);
    const price = minimumNextBid({ auction: terms, currentPrice: credits(20) });
    const late = await client.placeBid(await house.bid(carol, id, price));
    expect(late.receipt.receivedAt >= terms.end).to.equal(true);
    const end = late.receipt.extension?.endsAt ?? 0n;
    await until("the chain has the next one too", async () => (await chainEnd(id)) === end);

    await house.moveTo(end + CHALLENGE);
    await until("it is settled", async () => (await client.getAuction(id)).settlement?.state === "final");
    expect(await house.ownerOf(terms.tokenId)).to.equal(carol.address);
    expect(await house.stateOf(id)).to.include({ winner: carol.address, amount: price });
  }).timeout(120_000);
});
