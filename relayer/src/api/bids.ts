import { z } from "@hono/zod-openapi";
import type { SignedBid } from "../domain/bids.ts";
import { Refusal } from "../domain/refusal.ts";
import { InFlight } from "../intake/inFlight.ts";
import { placeBid } from "../intake/placeBid.ts";
import { receiptStamp, requireLive, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, jsonBody, operation, timed } from "./operation.ts";
import { addressSchema, amountSchema, idSchema, signatureSchema } from "./parse.ts";
import { auctionSchema, receiptSchema } from "./schemas.ts";
import { auctionJson, receiptJson } from "./wire.ts";

const body = z
  .strictObject({
    auctionId: idSchema,
    bidder: addressSchema,
    maxAmount: amountSchema,
    signature: signatureSchema.openapi({
      description: "The bidder's, or that of a bid key of his, over the EIP-712 `Bid`.",
    }),
    proxy: z
      .boolean("expected true or false")
      .default(false)
      .openapi({ description: "Bid for me, only as high as it takes; else the bid stands at its maximum." }),
  })
  .openapi("SignedBid");

const answer = z.object({ receipt: receiptSchema, auction: auctionSchema });

const route = operation({
  method: "post",
  path: "/v1/bids",
  summary: "Places a bid. What is acknowledged is durable, and the receipt is a right.",
  tier: "bids",
  request: { body: jsonBody(body) },
  responses: {
    200: timed(json("The same bid was accepted before: its receipt.", answer)),
    201: timed(json("Accepted.", answer)),
  },
  problems: [
    "amount_out_of_range",
    "auction_not_found",
    "auction_not_started",
    "auction_ended",
    "auction_cancelling",
    "bidder_is_seller",
    "bid_too_low",
    "not_covered",
    "bid_key_cap_exceeded",
    "invalid_signature",
    "temporarily_unavailable",
  ],
});

export function bidsRoute(app: App, services: Services): void {
  const inFlight: Placing = new InFlight();
  app.openapi(route, async (c) => {
    // Stamped after the last byte: who holds a body back would otherwise bid in time and decide late.
    const signed = c.req.valid("json");
    const receivedAt = await receiptStamp(services);
    const { bid, isNew } = await counted(services, inFlight, signed, receivedAt);
    // The bid's digest leads on from the request's id to the settlement and its transaction.
    const { auctionId: auction, bidHash, sequence } = bid;
    services.log.debug({ requestId: c.get("requestId"), auction, bidHash, sequence, isNew }, "bid acknowledged");
    const live = await requireLive(services, bid.auctionId);
    const body = { receipt: receiptJson(bid), auction: auctionJson(live) };
    return c.json(body, isNew ? 201 : 200);
  });
}

/** A client that tries again before it was answered is answered with the first try: nothing is checked twice. */
type Placing = InFlight<Awaited<ReturnType<typeof placeBid>>>;

const keyOf = ({ auctionId, bidder, maxAmount, proxy, signature }: SignedBid): string =>
  `${auctionId} ${bidder} ${maxAmount} ${proxy} ${signature}`;

/** Places a bid, and counts it by its outcome and, once it is accepted, for its bidder. */
async function counted(services: Services, inFlight: Placing, signed: SignedBid, receivedAt: number) {
  const { metrics, limits } = services;
  try {
    await limits.requireAccount(signed.bidder);
    const { value, isFirst } = await inFlight.share(keyOf(signed), () => placeBid(services, signed, receivedAt));
    const isNew = value.isNew && isFirst;
    if (isNew) await limits.countAccount(signed.bidder);
    metrics.countBid(isNew ? "accepted" : "repeated");
    return { bid: value.bid, isNew };
  } catch (error) {
    metrics.countBid(error instanceof Refusal ? error.code : "internal_error");
    throw error;
  }
}
