import { createSignedListing, encodeSignedListing, signedListingTypedData } from "@plaza/sdk";
import { ordersAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import { getContract, maxUint256, parseAbi } from "viem";
import { deployMarketplace, PRICE } from "../helpers/marketplace.ts";
import { outcomeOf } from "../helpers/reverts.ts";

/**
 * Finding: Orders counted in full what arrived short. With a currency that takes a fee on transfer and refuses the seller, each
 * purchase owed him a credit of which one hundredth was missing, to be paid out of the fees or of somebody else's credit.
 * What arrives short reverts (MECHANISM.md 35).
 */
describe("finding: credit that arrived short", () => {
  it("is never owed: the purchase reverts", async () => {
    const { actor, addressOf, client, config, items, money, viem } = await deployMarketplace({
      currency: "FeeOnTransferERC20",
    });
    const { admin, adminDelay, treasury, feeBps } = config;
    const { address: orders } = await viem.deployContract("Orders", [
      { currency: money.address, admin, adminDelay, treasury, feeBps },
    ]);
    const [alice, seller] = [actor.alice.account, actor.seller.account];
    const book = getContract({ address: orders, abi: ordersAbi, client: { public: client, wallet: actor.alice } });
    await money.write.mint([addressOf("alice"), PRICE]);
    await money.write.approve([orders, maxUint256], { account: alice });
    await items.write.mint([addressOf("seller"), 1n]);
    await actor.seller.writeContract({
      address: items.address,
      abi: parseAbi(["function setApprovalForAll(address operator, bool approved)"]),
      functionName: "setApprovalForAll",
      args: [orders, true],
    });
    await money.write.setListed([addressOf("seller"), true]);

    const listing = createSignedListing({
      seller: seller.address,
      token: items.address,
      standard: "ERC721",
      tokenId: 1n,
      price: PRICE,
      nonce: 1n,
    });
    const domain = { chainId: await client.getChainId(), orders };
    const signature = await actor.seller.signTypedData(signedListingTypedData(domain, listing));
    const buying = book.write.buySigned([encodeSignedListing(listing), 1n, signature]);
    expect(await outcomeOf(buying)).to.include({ name: "DepositShort" });
    expect(await book.read.totalOwed()).to.equal(0n);
    await book.write.collectFees();
  });
});
