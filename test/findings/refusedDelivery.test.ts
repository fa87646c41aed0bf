import { expect } from "chai";
import { openBidding, PRICE } from "../helpers/bidding.ts";

/**
 * Attack: a winner of ERC-1155 units wins through a wallet that accepts them or not as it pleases. If a refused delivery undoes
 * the sale, he holds a free option: he accepts when the price has risen and refuses when it has fallen, and the seller never
 * sells. Here the sale stands and is paid; the units wait as the winner's claim (MECHANISM.md 32).
 */
describe("finding: refused delivery", () => {
  it("pays the seller all the same, and leaves the winner a claim", async () => {
    const house = await openBidding();
    const { bob } = house.actor;
    const lot = await house.auction({ quantity: 3n });
    const refusing = await house.viem.deployContract("RefusingReceiver");
    const code = await house.client.getCode({ address: refusing.address });
    await house.test.setCode({ address: bob.account.address, bytecode: code ?? "0x" });
    await house.toSettlement(lot);
    expect(await house.settle(lot, bob, 2n * PRICE)).to.equal("yes");
    expect(await house.money.read.balanceOf([house.addressOf("seller")])).to.equal((2n * PRICE * 95n) / 100n);
    expect((await house.vaultOf(bob)).free).to.equal(8n * PRICE);
    expect((await house.marketplace.read.claimOf([lot.id, bob.account.address]))[2]).to.equal(3n);

    await house.marketplace.write.claimItem([lot.id, house.addressOf("carol")], { account: bob.account });
    expect(await house.stacks.read.balanceOf([house.addressOf("carol"), lot.terms.tokenId])).to.equal(3n);
  });

  it("does not hold up a buyer's payment either, and nobody else can take the claim", async () => {
    const house = await openBidding();
    const { alice, bob } = house.actor;
    const { terms, id } = await house.list({ quantity: 2n });
    const refusing = await house.viem.deployContract("RefusingReceiver");
    await house.fund(alice, 2n * PRICE);
    await house.marketplace.write.buy([terms, 2n, 2n * PRICE, refusing.address], { account: alice.account });
    expect(await house.money.read.balanceOf([house.addressOf("seller")])).to.equal((2n * PRICE * 95n) / 100n);
    const theft = house.marketplace.write.claimItem([id, bob.account.address], { account: bob.account });
    expect(await house.said(theft)).to.equal("NothingToClaim");
    expect((await house.marketplace.read.claimOf([id, alice.account.address]))[2]).to.equal(2n);
  });
});
