import type { Address } from "viem";
import { burnNonceFunction, nonceBurnedEvent } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type BurnNonceParameters = {
  marketplace: Address;
  /** Of the signer's own, which have nothing to do with those of transactions. */
  signerNonce: bigint;
};

/**
 * Makes one of the caller's own nonces void, and with it whatever he signed with it.
 *
 * @throws NonceAlreadyUsedError.
 *
 * @example
 * ```ts
 * await burnNonceSync(settler, { marketplace, signerNonce: nonce });
 * ```
 */
export const burnNonce = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, signerNonce }: BurnNonceParameters) =>
    contractCall(burnNonceFunction, marketplace, [signerNonce]),
  extract: /* @__PURE__ */ oneEvent(nonceBurnedEvent),
});

/** {@link burnNonce}, and waits for the block. */
export const burnNonceSync = burnNonce.sync;
