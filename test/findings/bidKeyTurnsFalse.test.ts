import { expect } from "chai";
import { openBidding, PRICE } from "../helpers/bidding.ts";
import type { Wallet } from "../helpers/marketplace.ts";

/**
 * Attack: a wallet of code bids with an ERC-1271 signature, wins, and then answers that it never signed; or it signs by a
 * session key that it removes once it regrets. Either turns a bid into an option. Here a contract's own answer is good for
 * no bid, and a bid key stays good for EXIT_DELAY after its removal, longer than any auction (MECHANISM.md 10).
 */
describe("finding: a bid key that turns false", () => {
  const sessionOf = ({ wallets }: { wallets: readonly Wallet[] }) => wallets.at(-1) as Wallet;

  it("signs bids that outlast its removal", async () => {
    const house = await openBidding();
    const { alice } = house.actor;
    const session = sessionOf(house);
    const key = session.account.address;
    await house.marketplace.write.setBidKey([key, 3n * PRICE], { account: alice.account });
    const lot = await house.auction();
    const bidSignature = await house.signBid(lot, alice, 2n * PRICE, session);
    await house.marketplace.write.setBidKey([key, 0n], { account: alice.account });
    await house.toSettlement(lot);
    expect(await house.settle(lot, alice, 2n * PRICE, { bidSignature })).to.equal("yes");
  });

  it("does not spend more than its cap, over all auctions together", async () => {
    const house = await openBidding();
    const { alice } = house.actor;
    const session = sessionOf(house);
    await house.marketplace.write.setBidKey([session.account.address, 3n * PRICE], { account: alice.account });
    const [first, second] = [await house.auction(), await house.auction()];
    await house.toSettlement(second);
    for (const [lot, said] of [
      [first, "yes"],
      [second, "BidKeyCapExceeded"],
    ] as const) {
      const bidSignature = await house.signBid(lot, alice, 2n * PRICE, session);
      expect(await house.settle(lot, alice, 2n * PRICE, { bidSignature })).to.equal(said);
    }
  });

  it("is never the changing answer of a wallet: an ERC-1271 signature is no bid, while it answers yes", async () => {
    const house = await openBidding();
    const { bob } = house.actor;
    const wallet = await house.viem.deployContract("WalletERC1271");
    const code = await house.client.getCode({ address: wallet.address });
    await house.test.setCode({ address: bob.account.address, bytecode: code ?? "0x" });
    const lot = await house.auction();
    await house.toSettlement(lot);
    expect(await house.settle(lot, bob, PRICE, { bidSignature: "0x1234" })).to.equal("InvalidSignature");
  });
});
