import type { Address } from "viem";
import { feeUpdatedEvent, setFeeFunction } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type SetFeeParameters = {
  marketplace: Address;
  /** Basis points, at most 1,000. */
  feeBps: number | bigint;
};

/**
 * Sets the fee of listings and auctions made from now on. Only the fee admin.
 *
 * @throws FeeTooHighError, AccessControlUnauthorizedAccountError.
 *
 * @example
 * ```ts
 * await setFeeSync(admin, { marketplace, feeBps: 250 });
 * ```
 */
export const setFee = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, feeBps }: SetFeeParameters) => contractCall(setFeeFunction, marketplace, [BigInt(feeBps)]),
  extract: /* @__PURE__ */ oneEvent(feeUpdatedEvent),
});

/** {@link setFee}, and waits for the block. */
export const setFeeSync = setFee.sync;
