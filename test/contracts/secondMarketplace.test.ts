import { auctionId, bidTypedData, encodeListingData, settlementTypedData, withdrawalTypedData } from "@plaza/sdk";
import { marketplaceAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import { getAddress, getContract } from "viem";
import { CHALLENGE, deployMarketplace, moneyAbi, type Place, PRICE } from "../helpers/marketplace.ts";
import { outcomeOf } from "../helpers/reverts.ts";

/** A second Marketplace with the same settler, people and items, and another currency. */
async function deploySecond(place: Place) {
  const currency = await place.viem.deployContract("PlainERC20");
  const config = { ...place.config, currency: currency.address };
  const auctionDesk = await place.viem.deployContract("AuctionDesk", [config]);
  const listingDesk = await place.viem.deployContract("ListingDesk", [config]);
  const { address } = await place.viem.deployContract("Marketplace", [
    config,
    auctionDesk.address,
    listingDesk.address,
  ]);
  const client = { public: place.client, wallet: place.actor.admin };
  return {
    address,
    marketplace: getContract({ address, abi: marketplaceAbi, client }),
    money: getContract({ address: currency.address, abi: moneyAbi, client }),
  };
}

describe("two Marketplaces, each in its own currency", () => {
  let place: Place;
  let second: Awaited<ReturnType<typeof deploySecond>>;
  beforeEach(async () => {
    place = await deployMarketplace();
    second = await deploySecond(place);
  });

  it("share items: bought in the one, listed in the other", async () => {
    const { alice } = place.actor;
    await place.fund(alice, PRICE);
    const { terms } = await place.list();
    await place.marketplace.write.buy([terms, 1n, PRICE, alice.account.address], { account: alice.account });
    const data = encodeListingData({ price: PRICE, expiry: 0n, salt: 0n });
    await place.items.write.safeTransferFrom([alice.account.address, second.address, terms.tokenId, data], {
      account: alice.account,
    });
    expect(getAddress(await place.items.read.ownerOf([terms.tokenId]))).to.equal(getAddress(second.address));
    const again = place.marketplace.simulate.buy([terms, 1n, PRICE, alice.account.address], {
      account: alice.account.address,
    });
    expect((await outcomeOf(again)).name).to.equal("ListingNotActive");
  });

  it("share no funds", async () => {
    const { alice, settler } = place.actor;
    await place.deposit(alice, PRICE);
    expect((await second.marketplace.read.vaultOf([alice.account.address])).free).to.equal(0n);
    const exit = second.marketplace.simulate.requestExit([1n], { account: alice.account.address });
    expect((await outcomeOf(exit)).name).to.equal("InsufficientFree");
    // Not even with a settler's consent, which is good for the first only.
    const deadline = BigInt(await place.time.latest()) + 60n;
    const consent = { amount: PRICE, recipient: alice.account.address, nonce: 1n, deadline };
    const signature = await settler.signTypedData(
      withdrawalTypedData(place.domain, { account: alice.account.address, ...consent }),
    );
    const withdraw = second.marketplace.simulate.withdraw([consent, signature], { account: alice.account.address });
    expect((await outcomeOf(withdraw)).name).to.equal("UnauthorizedSettler");
  });

  it("share no signatures: neither a bid nor a settlement of the one counts in the other", async () => {
    const { alice, settler, seller } = place.actor;
    await second.money.write.mint([alice.account.address, 2n * PRICE]);
    await second.money.write.approve([second.address, 2n * PRICE], { account: alice.account });
    await second.marketplace.write.deposit([alice.account.address, 2n * PRICE], { account: alice.account });
    const { terms } = await place.auction();
    await place.items.write.mint([seller.account.address, 77n]);
    await place.items.write.approve([second.address, 77n], { account: seller.account });
    const here = { ...place.domain, marketplace: second.address };
    const { seller: _seller, token, tokenId: _tokenId, quantity, ...params } = terms;
    await second.marketplace.write.createAuction([token, 77n, quantity, params], { account: seller.account });
    const open = { ...terms, tokenId: 77n };
    const id = auctionId(here, open);
    await place.time.increaseTo(terms.end + CHALLENGE);

    const deadline = BigInt(await place.time.latest()) + 600n;
    const outcome = { winner: alice.account.address, amount: PRICE, nonce: 1n, deadline };
    const bid = { auctionId: id, bidder: alice.account.address, maxAmount: PRICE };
    const settle = async (settlementDomain: typeof here, bidDomain: typeof here) => {
      const signatures = [
        await settler.signTypedData(settlementTypedData(settlementDomain, { auctionId: id, ...outcome })),
        await alice.signTypedData(bidTypedData(bidDomain, bid)),
      ] as const;
      const args = [open, outcome, PRICE, ...signatures] as const;
      return (await outcomeOf(second.marketplace.simulate.settleAuction(args))).name;
    };
    expect(await settle(place.domain, here)).to.equal("UnauthorizedSettler");
    expect(await settle(here, place.domain)).to.equal("InvalidSignature");
    expect(await settle(here, here)).to.equal("yes");
  });
});
