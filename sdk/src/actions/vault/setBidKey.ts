import type { Address } from "viem";
import { bidKeyUpdatedEvent, setBidKeyFunction } from "../../abi/generated/marketplace.ts";
import type { Signer } from "../../rules/signers.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type SetBidKeyParameters = {
  marketplace: Address;
  /** In ERC-7913 form: an ECDSA key's address, or what {@link p256Signer} and {@link ed25519Signer} give. */
  key: Signer;
  /** The most that all sales by this key's bids may cost together, smallest unit of the currency. Zero removes the key. */
  cap: bigint;
};

/**
 * Gives a key that bids for the account without its wallet, or changes its cap. A higher cap holds at once, a lower one after
 * EXIT_DELAY, so that no bid turns false before its auction ends.
 *
 * @throws InvalidSignerError, BidVerifierNotAllowedError.
 *
 * @example
 * ```ts
 * const { activeFrom } = await setBidKeySync(client, { marketplace, key: sessionKey.address, cap: parseEther("100") });
 * ```
 */
export const setBidKey = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, key, cap }: SetBidKeyParameters) => contractCall(setBidKeyFunction, marketplace, [key, cap]),
  extract: /* @__PURE__ */ oneEvent(bidKeyUpdatedEvent),
});

/** {@link setBidKey}, and waits for the block. */
export const setBidKeySync = setBidKey.sync;
