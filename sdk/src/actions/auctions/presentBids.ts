import type { Address } from "viem";
import { bidPresentedEvent, presentBidsFunction } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { allEvents } from "../internal/events.ts";
import type { PresentBidParameters } from "./presentBid.ts";

export type PresentBidsParameters = {
  marketplace: Address;
  /** What to present, each as `presentBid` takes it. */
  bids: readonly Omit<PresentBidParameters, "marketplace">[];
};

/**
 * Presents bids of several auctions at once, all or none. Where outbid bids were presented so that they hold up each other's winners,
 * what outbid one is covered only once what outbid the other is presented too: alone neither could be presented, together they can.
 *
 * @throws what `presentBid` throws.
 *
 * @example
 * ```ts
 * const { events } = await presentBidsSync(client, { marketplace, bids: [topBidOfOneAuction, topBidOfAnother] });
 * ```
 */
export const presentBids = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, bids }: PresentBidsParameters) =>
    contractCall(presentBidsFunction, marketplace, [bids.map((bid) => ({ ...bid, proof: bid.proof ?? [] }))]),
  extract: /* @__PURE__ */ allEvents(bidPresentedEvent),
});

/** {@link presentBids}, and waits for the block. */
export const presentBidsSync = presentBids.sync;
