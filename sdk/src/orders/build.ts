import { zeroAddress, zeroHash } from "viem";
import { InvalidParameterError } from "../errors/input.ts";
import { MAX_FEE_BPS } from "../rules/constants.ts";
import { tokenSet } from "./tokenSet.ts";
import type { Offer, OfferInput, SignedListing, SignedListingInput } from "./types.ts";

/**
 * A complete listing to sign: one unit, for anyone, at a fixed price, without an expiry, without a royalty, under the highest fee
 * that the platform can ever take, for an account that never cancelled all of its orders. It needs no signer.
 *
 * @example
 * ```ts
 * const listing = createSignedListing({ seller, token, standard: "ERC721", tokenId: 7n, price: 10n ** 18n, nonce: 1n });
 * ```
 *
 * @example
 * A price that falls to a tenth within a day from now:
 *
 * ```ts
 * const now = BigInt(Math.floor(Date.now() / 1000));
 * const falling = createSignedListing({ ...signedListing, endPrice: 10n ** 17n, fallStart: now, fallEnd: now + 86_400n });
 * ```
 */
export function createSignedListing(input: SignedListingInput): SignedListing {
  return {
    ...input,
    quantity: input.quantity ?? 1n,
    endPrice: input.endPrice ?? 0n,
    fallStart: input.fallStart ?? 0n,
    fallEnd: input.fallEnd ?? 0n,
    expiry: input.expiry ?? 0n,
    taker: input.taker ?? zeroAddress,
    maxFeeBps: input.maxFeeBps ?? BigInt(MAX_FEE_BPS),
    maxRoyaltyBps: input.maxRoyaltyBps ?? 0n,
    counter: input.counter ?? 0n,
  };
}

/**
 * A complete offer to sign: on the item `tokenId`, on any of the items `tokens`, or else on any of the collection. It needs no
 * signer.
 *
 * @throws InvalidParameterError when both are given, or `tokens` is empty.
 *
 * @example
 * ```ts
 * const offer = createOffer({ buyer, token, standard: "ERC721", tokens: swords, price: 10n ** 18n, nonce: 1n });
 * ```
 */
export function createOffer({ tokenId, tokens, ...input }: OfferInput): Offer {
  if (tokenId !== undefined && tokens !== undefined)
    throw new InvalidParameterError({ field: "tokens", value: tokens, expected: "none beside a tokenId" });
  return {
    ...input,
    scope: tokens ? "TRAITS" : tokenId === undefined ? "COLLECTION" : "ITEM",
    tokenId: tokenId ?? 0n,
    root: tokens ? tokenSet(tokens).root : zeroHash,
    quantity: input.quantity ?? 1n,
    expiry: input.expiry ?? 0n,
    counter: input.counter ?? 0n,
  };
}
