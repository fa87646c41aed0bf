import { z } from "zod";
import type { SignedBid } from "../domain/bids.ts";
import { Refusal } from "../domain/refusal.ts";
import { placeBid } from "../intake/placeBid.ts";
import { receiptStamp, requireLive, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { addressSchema, amountSchema, idSchema, limitBody, parseBody, signatureSchema } from "./parse.ts";
import { auctionJson, receiptJson } from "./wire.ts";

const schema = z.strictObject({
  auctionId: idSchema,
  bidder: addressSchema,
  maxAmount: amountSchema,
  signature: signatureSchema,
});

/** `POST /v1/bids`: 201 with a receipt, 200 with the same receipt for a bid that was accepted before. */
export function bidsRoute(app: App, services: Services): void {
  app.post("/v1/bids", limitBody, async (c) => {
    // Stamped after the last byte: who holds a body back would otherwise bid in time and decide late.
    const text = await c.req.text();
    const receivedAt = await receiptStamp(services);
    const { bid, isNew } = await counted(services, parseBody(text, schema), receivedAt);
    const live = await requireLive(services, bid.auctionId);
    const body = { receipt: receiptJson(bid), auction: auctionJson(live, services.clock.now()) };
    return c.json(body, isNew ? 201 : 200);
  });
}

/** Places a bid, and counts it by its outcome and, once it is accepted, for its bidder. */
async function counted(services: Services, signed: SignedBid, receivedAt: number) {
  const { metrics, limits } = services;
  try {
    await limits.requireAccount(signed.bidder);
    const placed = await placeBid(services, signed, receivedAt);
    if (placed.isNew) await limits.countAccount(signed.bidder);
    metrics.countBid(placed.isNew ? "accepted" : "repeated");
    return placed;
  } catch (error) {
    metrics.countBid(error instanceof Refusal ? error.code : "internal_error");
    throw error;
  }
}
