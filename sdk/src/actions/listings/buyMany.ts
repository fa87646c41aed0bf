import type { Address, Hex, Log } from "viem";
import { buyManyFunction, listingBoughtEvent, purchaseSkippedEvent } from "../../abi/generated/marketplace.ts";
import { decodeContractError } from "../../errors/contract/decodeContractError.ts";
import type { ListingTerms } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { type ArgsOf, anyEvents } from "../internal/events.ts";

/** One of several purchases in a transaction. */
export type Purchase = {
  /** The listing's terms, as its event or the indexer told them. */
  terms: ListingTerms;
  /** Units to buy. @default 1n */
  quantity?: bigint | undefined;
  /**
   * The most that the buyer agrees to pay for these units, fee and royalty included: the price that he saw, times the units. A
   * listing that is dearer by now is left out.
   */
  maxTotal: bigint;
};

export type BuyManyParameters = {
  marketplace: Address;
  /** What to buy, in this order. */
  purchases: readonly Purchase[];
  /**
   * The most that the buyer agrees to pay for all of them together, fees and royalties included.
   * @default the sum of what he agrees to pay for each
   */
  maxTotal?: bigint | undefined;
  /** Who receives the items; the buyer by default. */
  recipient?: Address | undefined;
};

/** A listing that was left out, and why. */
export type SkippedPurchase = {
  listingId: Hex;
  /** What `buy` would have thrown; undefined where that told nothing. */
  error: ReturnType<typeof decodeContractError>;
};

/** What a `buyMany` did. */
export type BuyManyEvent = {
  bought: ArgsOf<typeof listingBoughtEvent>[];
  skipped: SkippedPurchase[];
  /** What was paid for all of them, fees and royalties included. */
  spent: bigint;
};

const boughtOf = /* @__PURE__ */ anyEvents(listingBoughtEvent);
const skippedOf = /* @__PURE__ */ anyEvents(purchaseSkippedEvent);

function extract(logs: readonly Log[], emitter: Address | undefined): BuyManyEvent {
  const { events: bought } = boughtOf(logs, emitter);
  const skipped = skippedOf(logs, emitter).events.map(({ listingId, reason }) => ({
    listingId,
    error: decodeContractError(reason),
  }));
  return { bought, skipped, spent: bought.reduce((sum, { total }) => sum + total, 0n) };
}

/**
 * Buys from many listings of many sellers in one transaction, paid from the sender's wallet, and leaves out what cannot be
 * bought: gone, expired, dearer than its own `maxTotal`, or than what is left of the one for all of them.
 *
 * @throws ERC20InsufficientAllowanceError, ERC20InsufficientBalanceError.
 *
 * @example
 * ```ts
 * const { bought, skipped, spent } = await buyManySync(client, {
 *   marketplace, purchases: listings.map((listing) => ({ terms: listingTerms(listing), maxTotal: listing.price })),
 * });
 * ```
 */
export const buyMany = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, purchases, maxTotal, recipient }: BuyManyParameters, sender) =>
    contractCall(buyManyFunction, marketplace, [
      purchases.map(({ terms, quantity = 1n, maxTotal: most }) => ({ terms, quantity, maxTotal: most })),
      maxTotal ?? purchases.reduce((sum, { maxTotal: most }) => sum + most, 0n),
      recipient ?? sender(),
    ]),
  extract,
});

/** {@link buyMany}, and waits for the block. */
export const buyManySync = buyMany.sync;
