import type { Address, Hex } from "viem";
import { withdrawFunction, withdrawnEvent } from "../../abi/generated/marketplace.ts";
import type { Withdrawal } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type WithdrawParameters = {
  marketplace: Address;
  /** As the settler signed it. */
  withdrawal: Omit<Withdrawal, "account">;
  settlerSignature: Hex;
};

/**
 * Takes free funds out of the sender's vault account at once, with a settler's signature (`relayer.requestWithdrawal`).
 *
 * @throws InsufficientFreeError, DeadlinePassedError, NonceAlreadyUsedError, UnauthorizedSettlerError.
 *
 * @example
 * ```ts
 * const signed = await relayer.requestWithdrawal({ account, amount, recipient: account, issuedAt, signature });
 * await withdrawSync(client, { marketplace, withdrawal: signed.withdrawal, settlerSignature: signed.signature });
 * ```
 */
export const withdraw = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, withdrawal, settlerSignature }: WithdrawParameters) =>
    contractCall(withdrawFunction, marketplace, [withdrawal, settlerSignature]),
  extract: /* @__PURE__ */ oneEvent(withdrawnEvent),
});

/** {@link withdraw}, and waits for the block. */
export const withdrawSync = withdraw.sync;
