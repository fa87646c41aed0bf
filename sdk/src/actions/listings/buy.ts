import type { Address } from "viem";
import { buyFunction, listingBoughtEvent } from "../../abi/generated/marketplace.ts";
import type { ListingTerms } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type BuyParameters = {
  marketplace: Address;
  /** The listing's terms, as its event or the indexer told them. */
  terms: ListingTerms;
  /** Units to buy. @default 1n */
  quantity?: bigint | undefined;
  /** The most that the buyer agrees to pay for all of them, fee and royalty included. */
  maxTotal: bigint;
  /** Who receives the item; the buyer by default. */
  recipient?: Address | undefined;
};

/**
 * Buys units of a listing, paid from the sender's wallet. The Marketplace needs an allowance of at least `maxTotal`
 * (`approveCredits`).
 *
 * @throws ListingNotActiveError when somebody was faster, PriceAboveMaximumError when the price went up,
 * QuantityUnavailableError, ListingExpiredError, NotTakerError, ERC20InsufficientAllowanceError, ERC20InsufficientBalanceError.
 *
 * @example
 * ```ts
 * const { total, receipt } = await buySync(client, { marketplace, terms, maxTotal: price });
 * ```
 */
export const buy = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, terms, quantity = 1n, maxTotal, recipient }: BuyParameters, sender) =>
    contractCall(buyFunction, marketplace, [terms, quantity, maxTotal, recipient ?? sender()]),
  extract: /* @__PURE__ */ oneEvent(listingBoughtEvent),
});

/** {@link buy}, and waits for the block. */
export const buySync = buy.sync;
