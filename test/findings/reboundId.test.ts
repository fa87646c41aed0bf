import { bidTypedData, settlementTypedData } from "@plaza/sdk";
import { marketplaceAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import { CHALLENGE, deployMarketplace, type Place, PRICE } from "../helpers/marketplace.ts";
import { outcomeOf } from "../helpers/reverts.ts";

/**
 * Attack: where ids count up, a reorg that drops a listing lets its seller put up something else under the same id, and a
 * purchase or a bid that was signed for the one takes the other. Here an id is the digest of all the terms
 * (MECHANISM.md 1).
 */
describe("finding: an id that a reorg binds to another item", () => {
  let place: Place;
  beforeEach(async () => {
    place = await deployMarketplace();
  });

  /** Two branches of one chain: what was there before the reorg, and what came instead. */
  async function reorganize<before, after>(before: () => Promise<before>, after: () => Promise<after>) {
    const fork = await place.test.snapshot();
    const lost = await before();
    await place.test.revert({ id: fork });
    // The helper counts its items on, so that what comes instead is another.
    return { lost, found: await after() };
  }

  it("buys nothing: the purchase names what is no longer listed", async () => {
    await place.fund(place.actor.alice, 2n * PRICE);
    const { lost, found } = await reorganize(
      () => place.list(),
      () => place.list(),
    );
    expect(found.id).to.not.equal(lost.id);
    const buy = place.marketplace.simulate.buy([lost.terms, 1n, PRICE, place.addressOf("alice")], {
      account: place.addressOf("alice"),
    });
    expect(await outcomeOf(buy)).to.deep.equal({ name: "ListingNotActive", args: [lost.id] });
  });

  it("wins nothing: a bid on the one settles not the other", async () => {
    const { alice, settler } = place.actor;
    await place.deposit(alice, 2n * PRICE);
    const { lost, found } = await reorganize(
      () => place.auction(),
      () => place.auction(),
    );
    await place.time.increaseTo(found.terms.end + CHALLENGE);
    const bid = { auctionId: lost.id, bidder: alice.account.address, maxAmount: PRICE };
    const deadline = BigInt(await place.time.latest()) + 600n;
    const outcome = { winner: alice.account.address, amount: PRICE, nonce: 1n, deadline };
    const settlement = await settler.signTypedData(
      settlementTypedData(place.domain, { auctionId: found.id, ...outcome }),
    );
    const settle = place.client.simulateContract({
      address: place.address,
      abi: marketplaceAbi,
      functionName: "settleAuction",
      args: [found.terms, outcome, PRICE, settlement, await alice.signTypedData(bidTypedData(place.domain, bid))],
      account: place.addressOf("carol"),
    });
    expect((await outcomeOf(settle)).name).to.equal("InvalidSignature");
  });
});
