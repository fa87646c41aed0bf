import type { Address } from "viem";
import { collectFeesFunction, feesCollectedEvent } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type CollectFeesParameters = {
  marketplace: Address;
};

/**
 * Sends all unpaid fees to the treasury. Anyone may call.
 *
 * @example
 * ```ts
 * const { amount } = await collectFeesSync(client, { marketplace });
 * ```
 */
export const collectFees = /* @__PURE__ */ defineWrite({
  call: ({ marketplace }: CollectFeesParameters) => contractCall(collectFeesFunction, marketplace, []),
  extract: /* @__PURE__ */ oneEvent(feesCollectedEvent),
});

/** {@link collectFees}, and waits for the block. */
export const collectFeesSync = collectFees.sync;
