import type { LiveAuction } from "@plaza/sdk/relayer";
import { expect } from "chai";
import type { Address } from "viem";
import type { Trade } from "../../data/model.ts";
import { noticeOfAuction, noticeOfTrade } from "./derive.ts";

const alice = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const bob = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const carol = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";

function live(top: Address | undefined, sequence: number, status: LiveAuction["status"] = "live"): LiveAuction {
  const topBid =
    top === undefined ? null : { bidder: top, amount: BigInt(sequence) * 10n, sequence, receivedAt: new Date() };
  return { id: "0x01", seller: carol, status, sequence, topBid, settlement: null } as unknown as LiveAuction;
}

describe("news of an auction", () => {
  it("tells the one who led that somebody bid more", () => {
    const notice = noticeOfAuction(live(alice, 1), live(bob, 2), alice, undefined);
    expect(notice).to.include({ kind: "outbid", amount: 20n });
  });

  it("tells nothing to those who did not lead, and nothing when nothing changed", () => {
    expect(noticeOfAuction(live(alice, 1), live(bob, 2), bob, undefined)).to.equal(undefined);
    expect(noticeOfAuction(live(alice, 1), live(alice, 1), alice, undefined)).to.equal(undefined);
  });

  it("tells the seller of each new bid", () => {
    expect(noticeOfAuction(live(alice, 1), live(bob, 2), carol, undefined)).to.include({ kind: "newBid" });
  });

  it("tells the winner and the loser, each his own", () => {
    const [before, after] = [live(bob, 3, "settling"), live(bob, 3, "settled")];
    expect(noticeOfAuction(before, after, bob, undefined)).to.include({ kind: "won", amount: 30n });
    expect(noticeOfAuction(before, after, alice, undefined)).to.include({ kind: "lost" });
  });

  it("leaves the seller's good news to the trade, and tells of a return", () => {
    expect(noticeOfAuction(live(bob, 3, "settling"), live(bob, 3, "settled"), carol, undefined)).to.equal(undefined);
    expect(noticeOfAuction(live(undefined, 0, "ended"), live(undefined, 0, "returned"), carol, undefined)).to.include({
      kind: "returned",
    });
  });
});

describe("news of a trade", () => {
  const trade = { id: "7", seller: carol, buyer: bob, proceeds: 95n, auction: null } as unknown as Trade;

  it("tells the seller what he received", () => {
    expect(noticeOfTrade(trade, carol)).to.include({ kind: "sold", amount: 95n, id: "trade:7" });
  });

  it("tells the buyer nothing: it was his own doing", () => {
    expect(noticeOfTrade(trade, bob)).to.equal(undefined);
  });
});
