import { type AuctionLead, minimumNextBid } from "@plaza/sdk";
import { expect } from "chai";
import fc from "fast-check";
import type { Address } from "viem";
import { addressOf, auctionOf, people } from "../testing/house.ts";
import { newAuction, type PresentedBid } from "./auctions.ts";
import { outcomeOf } from "./outcome.ts";
import { priceWithPost } from "./price.ts";

const [alice, bob, carol] = [people.alice, people.bob, people.carol].map(addressOf) as [Address, Address, Address];
const { id, terms } = auctionOf();
const auction = newAuction(id, terms);
const lead = (maxAmount: bigint, price = maxAmount): AuctionLead => ({ bidder: bob, maxAmount, price });
const post = (bidder: Address, amount: bigint) => ({ bidder, amount });
const presented = (bidder: Address, maxAmount: bigint, sequence = 9): PresentedBid => ({
  ...{ bidder, maxAmount, sequence, amount: maxAmount, replacedAt: undefined, outbidAt: undefined },
  place: { blockNumber: 1, blockHash: "0x01", transaction: "0x02" },
});

describe("the outcome of an auction", () => {
  it("is the leader at his price, where nothing was posted or presented (MECHANISM.md 26)", () => {
    expect(outcomeOf(auction, lead(500n, 210n))).to.deep.equal({ kind: "bid", amount: 210n });
    expect(outcomeOf(auction, null)).to.deep.equal({ kind: "none", reason: "no_bids" });
  });

  it("is above the best post, by the increment as far as the leader goes (MECHANISM.md 19)", () => {
    const posted = { ...auction, post: post(carol, 300n) };
    expect(outcomeOf(posted, lead(500n, 210n))).to.deep.equal({ kind: "bid", amount: 315n });
    expect(outcomeOf(posted, lead(301n))).to.deep.equal({ kind: "bid", amount: 301n });
    expect(outcomeOf(posted, lead(400n))).to.deep.equal({ kind: "bid", amount: 400n });
  });

  it("is the post where nobody bid more: ties go to the post (MECHANISM.md 19)", () => {
    const posted = { ...auction, post: post(carol, 300n) };
    const won = { kind: "post", winner: carol, amount: 300n };
    expect(outcomeOf(posted, lead(300n))).to.deep.equal(won);
    expect(outcomeOf(posted, lead(299n))).to.deep.equal(won);
    expect(outcomeOf(posted, null)).to.deep.equal(won);
  });

  it("never has a leader pay more for his own post, nor less than it", () => {
    const posted = { ...auction, post: post(bob, 300n) };
    expect(outcomeOf(posted, lead(500n, 310n))).to.deep.equal({ kind: "bid", amount: 310n });
    expect(outcomeOf(posted, lead(500n, 210n))).to.deep.equal({ kind: "post", winner: bob, amount: 300n });
  });

  it("is at least what somebody else presented, and not what the winner did (MECHANISM.md 22)", () => {
    const theirs = { ...auction, presented: [presented(carol, 400n)] };
    expect(outcomeOf(theirs, lead(500n, 210n))).to.deep.equal({ kind: "bid", amount: 420n });
    expect(outcomeOf(theirs, lead(410n, 210n))).to.deep.equal({ kind: "bid", amount: 410n });
    const own = { ...auction, presented: [presented(bob, 500n)] };
    expect(outcomeOf(own, lead(500n, 210n))).to.deep.equal({ kind: "bid", amount: 210n });
    const old = { ...auction, presented: [{ ...presented(carol, 400n), replacedAt: 7 }] };
    expect(outcomeOf(old, lead(500n, 210n))).to.deep.equal({ kind: "bid", amount: 210n });
  });

  it("is for finalize to say where somebody presented more than anybody bid here", () => {
    const more = { ...auction, presented: [presented(carol, 600n)] };
    const none = { kind: "none", reason: "presented_higher" };
    expect(outcomeOf(more, lead(500n))).to.deep.equal(none);
    expect(outcomeOf(more, null)).to.deep.equal(none);
    expect(outcomeOf({ ...more, post: post(alice, 550n) }, null)).to.deep.equal(none);
    expect(outcomeOf({ ...more, post: post(alice, 600n) }, null)).to.include({ kind: "post" });
  });

  it("is always one that the contract takes, for any posts and presented bids", () => {
    const who = fc.constantFrom(alice, bob, carol);
    const amount = fc.bigInt({ min: 100n, max: 400n });
    fc.assert(
      fc.property(
        fc.option(fc.record({ price: amount, above: fc.bigInt({ min: 0n, max: 300n }) })),
        fc.option(fc.record({ bidder: who, amount }), { nil: undefined }),
        fc.uniqueArray(fc.tuple(who, amount), { maxLength: 2, selector: ([bidder]) => bidder }),
        (leader, post, shown) => {
          const lead = leader && { bidder: bob, maxAmount: leader.price + leader.above, price: leader.price };
          const contested = { ...auction, post, presented: shown.map(([bidder, max]) => presented(bidder, max)) };
          const outcome = outcomeOf(contested, lead);
          if (outcome.kind === "none") return;
          const winner = outcome.kind === "post" ? outcome.winner : bob;
          for (const { bidder, maxAmount } of contested.presented)
            expect(bidder === winner || outcome.amount >= maxAmount).to.equal(true);
          if (outcome.kind === "post") expect(outcome.amount).to.equal(post?.amount);
          else {
            expect(lead && outcome.amount <= lead.maxAmount && outcome.amount >= lead.price).to.equal(true);
            expect(outcome.amount > (post?.amount ?? 0n)).to.equal(true);
          }
        },
      ),
    );
  });

  it("is what watchers see of it while the auction runs", () => {
    expect(priceWithPost({ terms, post: undefined }, null)).to.equal(undefined);
    expect(priceWithPost({ terms, post: post(carol, 300n) }, null)).to.equal(300n);
    expect(priceWithPost({ terms, post: post(carol, 300n) }, lead(300n))).to.equal(300n);
    expect(priceWithPost({ terms, post: post(carol, 300n) }, lead(500n, 210n))).to.equal(
      minimumNextBid({ auction: terms, currentPrice: 300n }),
    );
    expect(priceWithPost({ terms, post: post(bob, 300n) }, lead(500n, 210n))).to.equal(300n);
  });
});
