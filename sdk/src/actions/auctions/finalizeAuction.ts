import type { Address, Hex, Log } from "viem";
import {
  auctionReturnedEvent,
  auctionSettledEvent,
  finalizeAuctionFunction,
  finalizeStartedEvent,
} from "../../abi/generated/marketplace.ts";
import { EventNotFoundError } from "../../errors/event.ts";
import type { AuctionTerms } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { maybeEvent } from "../internal/events.ts";

export type FinalizeAuctionParameters = {
  marketplace: Address;
  terms: AuctionTerms;
};

/** What a finalize call did: the first one announces, the second one sells to the best bid, or returns the item. */
export type FinalizeAuctionEvent =
  | {
      auctionId: Hex;
      outcome: "announced" /** Unix seconds from which the second call succeeds. */;
      finalizableAt: bigint;
    }
  | { auctionId: Hex; outcome: "sold"; winner: Address; amount: bigint }
  | { auctionId: Hex; outcome: "returned" };

/**
 * Ends an auction that nobody settled, in two calls CHALLENGE apart. Anyone may call once the grace has passed: the item goes
 * to the best of posted and presented bids, or back to its seller.
 *
 * @throws FinalizeNotOpenError, NotInAuctionError, AuctionAlreadySettledError.
 *
 * @example
 * ```ts
 * const outcome = await finalizeAuctionSync(client, { marketplace, terms });
 * if (outcome.outcome === "announced") console.log(`Call again from ${outcome.finalizableAt} on.`);
 * ```
 */
export const finalizeAuction = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, terms }: FinalizeAuctionParameters) =>
    contractCall(finalizeAuctionFunction, marketplace, [terms]),
  extract,
});

/** {@link finalizeAuction}, and waits for the block. */
export const finalizeAuctionSync = finalizeAuction.sync;

function extract(logs: readonly Log[], emitter: Address | undefined): FinalizeAuctionEvent {
  const started = maybeEvent(finalizeStartedEvent)(logs, emitter);
  if (started) return { ...started, outcome: "announced" };
  const sold = maybeEvent(auctionSettledEvent)(logs, emitter);
  if (sold) return { auctionId: sold.auctionId, outcome: "sold", winner: sold.winner, amount: sold.amount };
  const returned = maybeEvent(auctionReturnedEvent)(logs, emitter);
  if (returned) return { ...returned, outcome: "returned" };
  throw new EventNotFoundError({ eventName: "FinalizeStarted" });
}
