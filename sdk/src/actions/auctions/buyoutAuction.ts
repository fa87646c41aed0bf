import type { Address } from "viem";
import { auctionBoughtOutEvent, buyoutAuctionFunction } from "../../abi/generated/marketplace.ts";
import type { AuctionTerms } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type BuyoutAuctionParameters = {
  marketplace: Address;
  /** The auction's terms, as its event or the indexer told them. */
  terms: AuctionTerms;
  /** Who receives the item; the buyer by default. */
  recipient?: Address | undefined;
  /** Whether the buyer's credit pays first, as far as it goes, and the wallet the rest; false by default. */
  useCredit?: boolean | undefined;
};

/**
 * Buys an auction's item at once for its buyout price, while the auction runs, which ends it: its bids are void. Vault funds never
 * pay for it; a posted bid returns as credit, and may pay part of its own bidder's buyout.
 *
 * @throws NoBuyoutError, AuctionNotRunningError, AuctionAlreadySettledError, BidderIsSellerError, EnforcedPauseError,
 * ERC20InsufficientAllowanceError, ERC20InsufficientBalanceError.
 *
 * @example
 * ```ts
 * const { amount, fee, royalty } = await buyoutAuctionSync(client, { marketplace, terms });
 * ```
 */
export const buyoutAuction = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, terms, recipient, useCredit = false }: BuyoutAuctionParameters, sender) =>
    contractCall(buyoutAuctionFunction, marketplace, [terms, recipient ?? sender(), useCredit]),
  extract: /* @__PURE__ */ oneEvent(auctionBoughtOutEvent),
});

/** {@link buyoutAuction}, and waits for the block. */
export const buyoutAuctionSync = buyoutAuction.sync;
