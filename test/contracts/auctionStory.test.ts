import {
  auctionId,
  auctionTypedData,
  bidTypedData,
  listingTypedData,
  type Settlement,
  settlementTypedData,
  settlerHash,
  withdrawalTypedData,
} from "@plaza/sdk";
import { marketplaceAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import { hashTypedData, parseEventLogs } from "viem";
import { CHALLENGE, deployMarketplace, EXIT_DELAY, type Place, PRICE, type Wallet } from "../helpers/marketplace.ts";
import { outcomeOf } from "../helpers/reverts.ts";

describe("an auction, from the transfer to the treasury", () => {
  let place: Place;
  let alice: Wallet;
  let bob: Wallet;
  let carol: Wallet;

  beforeEach(async () => {
    place = await deployMarketplace();
    ({ alice, bob, carol } = place.actor);
    await place.deposit(alice, 10n * PRICE);
    await place.deposit(bob, 10n * PRICE);
  });

  const balance = (wallet: Wallet) => place.money.read.balanceOf([wallet.account.address]);

  const signBid = (bidder: Wallet, id: `0x${string}`, maxAmount: bigint) =>
    bidder.signTypedData(bidTypedData(place.domain, { auctionId: id, bidder: bidder.account.address, maxAmount }));

  const settlement = async (id: `0x${string}`, winner: Wallet, amount: bigint, nonce: bigint) => {
    const deadline = BigInt(await place.time.latest()) + 600n;
    const message: Settlement = { auctionId: id, winner: winner.account.address, amount, nonce, deadline };
    return { message, signature: await place.actor.settler.signTypedData(settlementTypedData(place.domain, message)) };
  };

  it("has the ids and digests that viem's hashTypedData computes", async () => {
    const { terms, id } = await place.auction();
    expect(await place.marketplace.read.auctionId([terms])).to.equal(id);
    expect(auctionId(place.domain, terms)).to.equal(hashTypedData(auctionTypedData(place.domain, terms)));
    const listing = await place.list();
    expect(await place.marketplace.read.listingId([listing.terms])).to.equal(listing.id);
    expect(listing.id).to.equal(hashTypedData(listingTypedData(place.domain, listing.terms)));
  });

  it("goes to the highest bidder, who pays seller and treasury exactly their shares", async () => {
    const { terms, id } = await place.auction();
    // They outbid each other; only what the winner signed last matters to the contract.
    await signBid(alice, id, PRICE);
    await signBid(bob, id, 2n * PRICE);
    const winning = await signBid(alice, id, 3n * PRICE);
    await place.time.setNextBlockTimestamp(terms.end + CHALLENGE);
    await place.test.mine({ blocks: 1 });
    const { message, signature } = await settlement(id, alice, 3n * PRICE, 0n);

    const hash = await place.marketplace.write.settleAuction([terms, message, 3n * PRICE, signature, winning], {
      account: carol.account,
    });
    const receipt = await place.client.getTransactionReceipt({ hash });
    const [settled] = parseEventLogs({ abi: marketplaceAbi, logs: receipt.logs, eventName: "AuctionSettled" });
    const fee = (3n * PRICE) / 20n;
    expect(settled?.args).to.deep.equal({
      auctionId: id,
      winner: place.addressOf("alice"),
      amount: 3n * PRICE,
      fee,
      royalty: 0n,
      settler: settlerHash(place.addressOf("settler")),
      nonce: 0n,
    });
    expect(await place.items.read.ownerOf([terms.tokenId])).to.equal(place.addressOf("alice"));
    expect((await place.marketplace.read.vaultOf([alice.account.address])).free).to.equal(7n * PRICE);
    expect(await balance(place.actor.seller)).to.equal(3n * PRICE - fee);
    await place.marketplace.write.collectFees({ account: carol.account });
    expect(await balance(place.actor.treasury)).to.equal(fee);

    // The loser is out at once, by the settler's consent.
    const deadline = BigInt(await place.time.latest()) + 300n;
    const consent = { amount: 10n * PRICE, recipient: bob.account.address, nonce: 1n, deadline };
    const cosigned = await place.actor.settler.signTypedData(
      withdrawalTypedData(place.domain, { account: bob.account.address, ...consent }),
    );
    await place.marketplace.write.withdraw([consent, cosigned], { account: bob.account });
    expect(await balance(bob)).to.equal(10n * PRICE);
    expect(await place.marketplace.read.totalOwed()).to.equal(7n * PRICE);
  });

  it("is settled once: a replay, another outcome and a used nonce revert", async () => {
    const first = await place.auction();
    const second = await place.auction();
    const bids = [await signBid(alice, first.id, PRICE), await signBid(bob, first.id, 2n * PRICE)] as const;
    await place.time.setNextBlockTimestamp(second.terms.end + CHALLENGE);
    await place.test.mine({ blocks: 1 });
    const { message, signature } = await settlement(first.id, alice, PRICE, 7n);
    const { settleAuction } = place.marketplace.write;
    const by = { account: carol.account };
    await settleAuction([first.terms, message, PRICE, signature, bids[0]], by);

    const replayed = await outcomeOf(settleAuction([first.terms, message, PRICE, signature, bids[0]], by));
    expect(replayed).to.deep.equal({ name: "AuctionAlreadySettled", args: [first.id] });
    const other = await settlement(first.id, bob, 2n * PRICE, 8n);
    const outcome = await outcomeOf(
      settleAuction([first.terms, other.message, 2n * PRICE, other.signature, bids[1]], by),
    );
    expect(outcome).to.deep.equal({ name: "AuctionAlreadySettled", args: [first.id] });
    const again = await settlement(second.id, bob, 2n * PRICE, 7n);
    const bid = await signBid(bob, second.id, 2n * PRICE);
    const used = await outcomeOf(settleAuction([second.terms, again.message, 2n * PRICE, again.signature, bid], by));
    expect(used).to.deep.equal({ name: "NonceAlreadyUsed", args: [settlerHash(place.addressOf("settler")), 7n] });
    expect((await place.marketplace.read.vaultOf([bob.account.address])).free).to.equal(10n * PRICE);
  });

  it("refuses what was signed for another chain, contract or auction", async () => {
    const { terms, id } = await place.auction();
    await place.time.setNextBlockTimestamp(terms.end + CHALLENGE);
    await place.test.mine({ blocks: 1 });
    const { message, signature } = await settlement(id, alice, PRICE, 0n);
    const bidder = alice.account.address;
    const domains = [
      { ...place.domain, chainId: 1 },
      { ...place.domain, marketplace: place.money.address },
    ];
    for (const domain of domains) {
      const bid = await alice.signTypedData(bidTypedData(domain, { auctionId: id, bidder, maxAmount: PRICE }));
      const refused = await outcomeOf(
        place.marketplace.simulate.settleAuction([terms, message, PRICE, signature, bid], {
          account: carol.account.address,
        }),
      );
      expect(refused.name).to.equal("InvalidSignature");
    }
    const elsewhere = await signBid(alice, anotherId(id), PRICE);
    const refused = await outcomeOf(
      place.marketplace.simulate.settleAuction([terms, message, PRICE, signature, elsewhere], {
        account: carol.account.address,
      }),
    );
    expect(refused.name).to.equal("InvalidSignature");
  });

  /** Another id, one bit away. */
  const anotherId = (id: `0x${string}`): `0x${string}` => `0x${(BigInt(id) ^ 1n).toString(16).padStart(64, "0")}`;

  it("returns the item when nobody settles, and a bidder's money by an exit alone", async () => {
    const { terms, id } = await place.auction({ quantity: 5n });
    await place.marketplace.write.requestExit([10n * PRICE], { account: alice.account });
    const opensAt = terms.end + 3_600n + 86_400n;
    await place.time.setNextBlockTimestamp(opensAt - 1n);
    const early = await outcomeOf(
      place.marketplace.write.finalizeAuction([terms], { account: carol.account, gas: 300_000n }),
    );
    expect(early).to.deep.equal({ name: "FinalizeNotOpen", args: [id, opensAt] });
    await place.time.increaseTo(opensAt);
    await place.marketplace.write.finalizeAuction([terms], { account: carol.account });
    await place.time.increase(CHALLENGE);
    await place.marketplace.write.finalizeAuction([terms], { account: carol.account });
    expect(await place.stacks.read.balanceOf([place.addressOf("seller"), terms.tokenId])).to.equal(5n);

    await place.time.increase(EXIT_DELAY);
    await place.marketplace.write.executeExit([carol.account.address], { account: alice.account });
    expect(await balance(carol)).to.equal(10n * PRICE);
  });
});
