import type { Address } from "viem";
import { marketplaceAbi } from "../../abi/generated.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type BurnNonceParameters = {
  marketplace: Address;
  nonce: bigint;
};

/**
 * Makes one of the caller's own nonces void, and with it whatever he signed with it.
 *
 * @throws NonceAlreadyUsedError.
 *
 * @example
 * ```ts
 * await burnNonceSync(settler, { marketplace, nonce });
 * ```
 */
export const burnNonce = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, nonce }: BurnNonceParameters) =>
    contractCall({
      abi: marketplaceAbi,
      address: marketplace,
      functionName: "burnNonce",
      args: [nonce],
    }),
  extract: /* @__PURE__ */ oneEvent(marketplaceAbi, "NonceBurned"),
});

/** {@link burnNonce}, and waits for the block. */
export const burnNonceSync = burnNonce.sync;
