import type { Address } from "viem";
import { mintFunction, transferEvent } from "../../abi/generated/credits.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type MintCreditsParameters = {
  credits: Address;
  to: Address;
  /** Smallest unit. */
  amount: bigint;
};

/**
 * Mints Credits. Only the minter.
 *
 * @throws AccessControlUnauthorizedAccountError, ERC20ExceededCapError.
 *
 * @example
 * ```ts
 * await mintCreditsSync(minter, { credits, to: alice, amount: parseEther("1000") });
 * ```
 */
export const mintCredits = /* @__PURE__ */ defineWrite({
  call: ({ credits, to, amount }: MintCreditsParameters) => contractCall(mintFunction, credits, [to, amount]),
  extract: /* @__PURE__ */ oneEvent(transferEvent),
});

/** {@link mintCredits}, and waits for the block. */
export const mintCreditsSync = mintCredits.sync;
