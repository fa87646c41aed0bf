import type { Address } from "viem";
import { approvalEvent, approveFunction } from "../../abi/generated/credits.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type ApproveCreditsParameters = {
  credits: Address;
  /** Usually the Marketplace. */
  spender: Address;
  /** Smallest unit; replaces what was approved before. */
  amount: bigint;
};

/**
 * Lets a spender, usually the Marketplace, take Credits from the sender's wallet.
 *
 * @example
 * ```ts
 * await approveCreditsSync(client, { credits, spender: marketplace, amount: price });
 * ```
 */
export const approveCredits = /* @__PURE__ */ defineWrite({
  call: ({ credits, spender, amount }: ApproveCreditsParameters) =>
    contractCall(approveFunction, credits, [spender, amount]),
  extract: /* @__PURE__ */ oneEvent(approvalEvent),
});

/** {@link approveCredits}, and waits for the block. */
export const approveCreditsSync = approveCredits.sync;
