import type { Address, Hex } from "viem";
import { burnNonceForFunction, nonceBurnedEvent } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type BurnNonceForParameters = {
  marketplace: Address;
  /** Hash of the signer in ERC-7913 form; see `settlerHash`. */
  signerHash: Hex;
  /** Of the signer's own, which have nothing to do with those of transactions. */
  signerNonce: bigint;
  /** The signer's own, over `NonceBurn`. */
  signature: Hex;
};

/**
 * Makes a nonce void for a signer who sends no transactions. Anyone may send it.
 *
 * @throws NonceAlreadyUsedError, InvalidSignatureError.
 *
 * @example
 * ```ts
 * await burnNonceForSync(client, { marketplace, signerHash: settlerHash(settler.address), signerNonce: nonce, signature });
 * ```
 */
export const burnNonceFor = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, signerHash, signerNonce, signature }: BurnNonceForParameters) =>
    contractCall(burnNonceForFunction, marketplace, [signerHash, signerNonce, signature]),
  extract: /* @__PURE__ */ oneEvent(nonceBurnedEvent),
});

/** {@link burnNonceFor}, and waits for the block. */
export const burnNonceForSync = burnNonceFor.sync;
