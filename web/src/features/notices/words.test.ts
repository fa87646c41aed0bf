import type { Notification } from "@plaza/sdk/relayer";
import { expect } from "chai";
import { wordsOf } from "./words.ts";

const item = { token: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8", tokenId: 7n, quantity: 1n } as const;
const auctionId = `0x${"11".repeat(32)}` as const;
const told = (sequence: number, readAt: Date | null = null): Notification => ({
  ...{ sequence, happenedAt: new Date(1_000), readAt },
  ...{ kind: "outbid", data: { auctionId, item, amount: 20n } },
});
const notification = (kind: Notification["kind"], data: object) => ({ ...told(1), kind, data }) as Notification;

describe("the words of a notification", () => {
  it("tell a seller what reached him, and from whom where that is known", () => {
    const sale = { trade: "0x:1", source: "listing", id: auctionId, item, total: 100n, proceeds: 95n };
    expect(wordsOf(notification("item_sold", { ...sale, buyerName: null }))).to.deep.include({
      ...{ title: "Sold", text: "you received", amount: 95n, isGood: true },
      target: { to: "item", item },
    });
    expect(wordsOf(notification("item_sold", { ...sale, buyerName: "Bob" })).text).to.include("to Bob");
  });

  it("lead to the auction, the item or the Credits that they are about", () => {
    expect(wordsOf(told(1)).target).to.deep.equal({ to: "auction", id: auctionId });
    expect(wordsOf(notification("offer_received", { id: auctionId, item, total: 5n })).target).to.include({
      to: "item",
    });
    expect(wordsOf(notification("credits_received", { amount: 5n })).target).to.deep.equal({ to: "credits" });
  });

  it("count bids that came together, and tell a lost auction from one without a winner", () => {
    expect(wordsOf(notification("new_bid", { auctionId, item, amount: 5n, bids: 3 })).title).to.equal("3 new bids");
    const lost = (amount: bigint | null) => wordsOf(notification("auction_lost", { auctionId, item, amount }));
    expect(lost(5n)).to.include({ title: "Won by somebody else", amount: 5n });
    expect(lost(null)).to.include({ title: "Nobody got it", amount: undefined });
  });
});
