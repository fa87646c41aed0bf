import type { Address } from "viem";
import { allowBidVerifierFunction, bidVerifierAllowedEvent } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type AllowBidVerifierParameters = {
  marketplace: Address;
  /** An ERC-7913 verifier: immutable code without state. */
  verifier: Address;
};

/**
 * Allows bid keys with a verifier, for ever. Only the settler admin.
 *
 * @throws BidVerifierNotAllowedError, AccessControlUnauthorizedAccountError.
 *
 * @example
 * ```ts
 * await allowBidVerifierSync(admin, { marketplace, verifier });
 * ```
 */
export const allowBidVerifier = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, verifier }: AllowBidVerifierParameters) =>
    contractCall(allowBidVerifierFunction, marketplace, [verifier]),
  extract: /* @__PURE__ */ oneEvent(bidVerifierAllowedEvent),
});

/** {@link allowBidVerifier}, and waits for the block. */
export const allowBidVerifierSync = allowBidVerifier.sync;
