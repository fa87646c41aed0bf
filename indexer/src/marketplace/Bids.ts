import { ponder } from "ponder:registry";
import { auction } from "ponder:schema";
import { recordBid } from "../store/bids.ts";
import { expectPayments } from "../store/ledger.ts";

// A post near the end moves the clock. Who raises his own pays the difference, from credit or wallet.
ponder.on("Marketplace:BidPosted", async ({ event, context: { db } }) => {
  const { auctionId, bidder, amount, endsAt } = event.args;
  const posted = { topPoster: bidder, topPost: amount };
  await db.update(auction, { id: auctionId }).set({ endsAt: Number(endsAt), ...posted });
  const made = { auctionId, kind: "POSTED", bidder, amount, maxAmount: amount, sequence: null } as const;
  await recordBid(db, event, made);
  await expectPayments(db, event, [{ from: [bidder], to: event.log.address, cause: "BID", reference: auctionId }]);
});

ponder.on("Marketplace:BidPresented", async ({ event, context: { db } }) => {
  await recordBid(db, event, { kind: "PRESENTED", ...event.args });
});

// A receipt key's word moves the clock too.
ponder.on("Marketplace:AuctionExtended", async ({ event, context: { db } }) => {
  await db.update(auction, { id: event.args.auctionId }).set({ endsAt: Number(event.args.endsAt) });
});
