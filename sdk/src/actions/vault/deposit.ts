import type { Address } from "viem";
import { depositedEvent, depositFunction } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type DepositParameters = {
  marketplace: Address;
  /** Smallest unit of the currency. */
  amount: bigint;
  /** Whose vault account it goes to; the sender's by default. */
  beneficiary?: Address | undefined;
};

/**
 * Puts Credits of the sender's wallet into a vault account, where they cover bids. The Marketplace needs an allowance
 * (`approveCredits`).
 *
 * @throws ERC20InsufficientAllowanceError, ERC20InsufficientBalanceError, ZeroQuantityError, DepositShortError.
 *
 * @example
 * ```ts
 * await depositSync(client, { marketplace, amount: parseEther("500") });
 * ```
 */
export const deposit = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, amount, beneficiary }: DepositParameters, sender) =>
    contractCall(depositFunction, marketplace, [beneficiary ?? sender(), amount]),
  extract: /* @__PURE__ */ oneEvent(depositedEvent),
});

/** {@link deposit}, and waits for the block. */
export const depositSync = deposit.sync;
