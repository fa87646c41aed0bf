import type { Address } from "viem";
import { auctionCreatedEvent } from "../../abi/generated/marketplace.ts";
import { randomSalt } from "../../rules/salt.ts";
import { encodeAuctionData } from "../../rules/transferData.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { escrowTransfer, type Goods } from "../internal/escrowTransfer.ts";
import { oneEvent } from "../internal/events.ts";

export type CreateAuctionParameters = Goods & {
  marketplace: Address;
  /** Lowest first bid, smallest unit of the currency. */
  startPrice: bigint;
  /** Lowest price at which the item is sold. @default 0n */
  reservePrice?: bigint | undefined;
  /** Unix seconds from which bids count. */
  start: bigint;
  /** Unix seconds until which bids count. */
  end: bigint;
  /** By how much a bid must beat the last, in basis points of it; at least 100. @default 500n */
  incrementBps?: bigint | undefined;
  /** Price at which anybody can have the item at once, above start price and reserve; none by default. */
  buyoutPrice?: bigint | undefined;
  /** The most of the price that goes to an ERC-2981 royalty, in basis points. @default 0 */
  maxRoyaltyBps?: number | undefined;
  /** Unique among the seller's auctions; random by default. */
  salt?: bigint | undefined;
};

/**
 * Puts an item of the sender's up for auction with one transfer: no approval is needed. What it returns from the event are the
 * auction's terms, which `settleAuction` and the others take.
 *
 * @throws ZeroPriceError, InvalidAuctionTimesError, StartTooFarError, AuctionTooLongError, InvalidIncrementError,
 * BuyoutTooLowError, RoyaltyAboveMaximumError, IdAlreadyUsedError, ERC721InsufficientApprovalError, ERC1155InsufficientBalanceError, EnforcedPauseError.
 *
 * @example
 * ```ts
 * const { auctionId, receipt, ...terms } = await createAuctionSync(client, {
 *   marketplace, token: gameItems, standard: "ERC721", tokenId: 7n, startPrice: parseEther("10"), start, end: start + 3600n,
 * });
 * ```
 */
export const createAuction = /* @__PURE__ */ defineWrite({
  call: (parameters: CreateAuctionParameters, sender) => {
    const { marketplace, startPrice, reservePrice = 0n, start, end, ...rest } = parameters;
    const { incrementBps = 500n, buyoutPrice, maxRoyaltyBps, salt = randomSalt(), ...goods } = rest;
    const data = encodeAuctionData({
      startPrice,
      reservePrice,
      start,
      end,
      incrementBps,
      buyoutPrice,
      maxRoyaltyBps,
      salt,
    });
    return escrowTransfer(goods, sender(), marketplace, data);
  },
  extract: /* @__PURE__ */ oneEvent(auctionCreatedEvent),
  emitter: ({ marketplace }) => marketplace,
});

/** {@link createAuction}, and waits for the block. */
export const createAuctionSync = createAuction.sync;
