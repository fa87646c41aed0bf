import { expect } from "chai";
import { auctionOf, NOW, times } from "../testing/house.ts";
import { type AuctionOnChain, newAuction } from "./auctions.ts";
import { NO_BIDS } from "./bids.ts";
import { liveAuction } from "./live.ts";
import type { SettlementAttempt } from "./settlements.ts";

const { id, terms } = auctionOf({ reservePrice: 150n });
const auction = newAuction(id, terms);
const attempt: SettlementAttempt = {
  id: 1,
  auctionId: id,
  state: "broadcast",
  reason: null,
  transaction: "0x99",
  block: null,
  plan: {
    kind: "settle",
    winner: "0x01",
    amount: 200n,
    bid: { maxAmount: 200n, sequence: 1, signature: "0x" },
    nonce: 1n,
    deadline: NOW,
    settlerSignature: "0x",
  },
};
const live = (now: number, changes: Partial<AuctionOnChain> = {}, tried?: SettlementAttempt) =>
  liveAuction({ auction: { ...auction, ...changes }, standing: NO_BIDS, attempt: tried, isFinal: false, times, now });

describe("live auction", () => {
  it("follows the clock until it is settled", () => {
    expect(live(NOW - 1).status).to.equal("scheduled");
    expect(live(NOW).status).to.equal("live");
    expect(live(NOW + 600).status).to.equal("ended");
    expect(live(NOW + 700, {}, attempt).status).to.equal("settling");
    expect(live(NOW + 700, {}, { ...attempt, state: "failed" }).status).to.equal("ended");
    expect(live(NOW + 700, { status: "settled" }, { ...attempt, state: "mined" }).status).to.equal("settled");
    expect(live(NOW + 900, { status: "finalizing" }).status).to.equal("ended");
    expect(live(NOW + 900, { status: "returned" }).status).to.equal("returned");
    expect(live(NOW, { status: "cancelled" }).status).to.equal("cancelled");
  });

  it("tells the minimum, the times and how the settlement goes", () => {
    const view = live(NOW + 700, {}, attempt);
    expect(view).to.include({ minimumBid: 150n, bidCount: 0, endsAt: NOW + 600, settleableAt: NOW + 605 });
    expect(view.settlement).to.deep.equal({
      state: "broadcast",
      winner: "0x01",
      amount: 200n,
      transaction: "0x99",
      reason: null,
    });
    expect(live(NOW).settlement).to.equal(null);
  });

  it("tells an outcome that this relayer had no part in", () => {
    const ended = { blockNumber: 1, blockHash: "0x", transaction: "0x77" } as const;
    const outcome = { winner: "0x02", amount: 300n, settler: "0x5e", nonce: 4n, fromVault: true } as const;
    const view = live(NOW + 700, { status: "settled", ended, outcome });
    expect(view.settlement).to.include({ state: "mined", winner: "0x02", amount: 300n, transaction: "0x77" });
  });
});
