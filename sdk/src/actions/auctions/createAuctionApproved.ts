import { auctionCreatedEvent, createAuctionFunction } from "../../abi/generated/marketplace.ts";
import { randomSalt } from "../../rules/salt.ts";
import { packAuctionParams } from "../../rules/transferData.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";
import type { CreateAuctionParameters } from "./createAuction.ts";

export type CreateAuctionApprovedParameters = Omit<CreateAuctionParameters, "standard">;

/**
 * Puts an item up for auction that the Marketplace was approved for (`setApprovalForAll`). `createAuction` needs no approval and
 * costs less.
 *
 * @throws ZeroPriceError, ZeroQuantityError, InvalidAuctionTimesError, StartTooFarError, AuctionTooLongError,
 * InvalidIncrementError, BuyoutTooLowError, RoyaltyAboveMaximumError, IdAlreadyUsedError, UnsupportedTokenError, TradeFailedError.
 *
 * @example
 * ```ts
 * const { auctionId } = await createAuctionApprovedSync(client, {
 *   marketplace, token: gameItems, tokenId: 7n, startPrice: parseEther("10"), start, end: start + 3600n,
 * });
 * ```
 */
export const createAuctionApproved = /* @__PURE__ */ defineWrite({
  call: (parameters: CreateAuctionApprovedParameters) => {
    const { marketplace, token, tokenId, quantity = 1n, startPrice, reservePrice = 0n, start, end } = parameters;
    const { incrementBps = 500n, buyoutPrice, maxRoyaltyBps, salt = randomSalt() } = parameters;
    const prices = { startPrice, reservePrice, buyoutPrice };
    return contractCall(createAuctionFunction, marketplace, [
      token,
      tokenId,
      quantity,
      packAuctionParams({ ...prices, start, end, incrementBps, maxRoyaltyBps, salt }),
    ]);
  },
  extract: /* @__PURE__ */ oneEvent(auctionCreatedEvent),
});

/** {@link createAuctionApproved}, and waits for the block. */
export const createAuctionApprovedSync = createAuctionApproved.sync;
