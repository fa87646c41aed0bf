import type { Address } from "viem";
import { transferEvent, transferFunction } from "../../abi/generated/credits.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type TransferCreditsParameters = {
  credits: Address;
  to: Address;
  /** Smallest unit. */
  amount: bigint;
};

/**
 * Sends Credits from the sender's wallet.
 *
 * @throws ERC20InsufficientBalanceError.
 *
 * @example
 * ```ts
 * await transferCreditsSync(client, { credits, to: bob, amount: parseEther("5") });
 * ```
 */
export const transferCredits = /* @__PURE__ */ defineWrite({
  call: ({ credits, to, amount }: TransferCreditsParameters) => contractCall(transferFunction, credits, [to, amount]),
  extract: /* @__PURE__ */ oneEvent(transferEvent),
});

/** {@link transferCredits}, and waits for the block. */
export const transferCreditsSync = transferCredits.sync;
