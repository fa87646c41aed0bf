import { expect } from "chai";
import { parseAbi } from "viem";
import { openBidding, PRICE } from "../helpers/bidding.ts";

/**
 * Attack: a seller auctions an item of a collection that he controls and burns it in escrow once the bids are high. A
 * contract that moves the money first, or that skips a failing transfer, pays him for nothing. Here a settlement that
 * cannot hand over an ERC-721 item moves no money, and finalize gives every bidder his money back (MECHANISM.md 31).
 */
describe("finding: burnt item", () => {
  it("is paid for by nobody: settlement reverts, and finalize frees the bidders", async () => {
    const house = await openBidding({ collection: "BurningERC721" });
    const { alice, bob, seller } = house.actor;
    const lot = await house.auction();
    expect(await house.post(lot, bob, 2n * PRICE)).to.equal("yes");
    await house.toEnd(lot);
    expect(await house.present(lot, alice, 5n * PRICE)).to.equal("yes");
    await seller.writeContract({
      address: house.items.address,
      abi: parseAbi(["function burn(uint256 tokenId)"]),
      functionName: "burn",
      args: [lot.terms.tokenId],
    });
    await house.toSettlement(lot);
    expect(await house.settle(lot, alice, 5n * PRICE)).to.equal("TradeFailed");

    await house.finalize(lot);
    expect((await house.stateOf(lot)).status).to.equal(4);
    expect(await house.money.read.balanceOf([house.addressOf("seller")])).to.equal(0n);
    const [alices, bobs] = [await house.vaultOf(alice), await house.vaultOf(bob)];
    expect([alices.free, alices.presented]).to.deep.equal([10n * PRICE, 0n]);
    expect(bobs.credit).to.equal(2n * PRICE);
    const out = house.marketplace.write.withdrawCredit([bob.account.address], { account: bob.account });
    expect(await house.said(out)).to.equal("yes");
  });
});
