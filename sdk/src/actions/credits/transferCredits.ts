import type { Address } from "viem";
import { creditsAbi } from "../../abi/generated.ts";
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
  call: ({ credits, to, amount }: TransferCreditsParameters) =>
    contractCall({
      abi: creditsAbi,
      address: credits,
      functionName: "transfer",
      args: [to, amount],
    }),
  extract: /* @__PURE__ */ oneEvent(creditsAbi, "Transfer"),
});

/** {@link transferCredits}, and waits for the block. */
export const transferCreditsSync = transferCredits.sync;
