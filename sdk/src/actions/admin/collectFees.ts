import type { Address } from "viem";
import { marketplaceAbi } from "../../abi/generated.ts";
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
  call: ({ marketplace }: CollectFeesParameters) =>
    contractCall({
      abi: marketplaceAbi,
      address: marketplace,
      functionName: "collectFees",
      args: [],
    }),
  extract: /* @__PURE__ */ oneEvent(marketplaceAbi, "FeesCollected"),
});

/** {@link collectFees}, and waits for the block. */
export const collectFeesSync = collectFees.sync;
