import type { Address } from "viem";
import { creditWithdrawnEvent, withdrawCreditFunction } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type WithdrawCreditParameters = {
  marketplace: Address;
  /** Who receives the Credits; the sender by default. */
  recipient?: Address | undefined;
};

/**
 * Pays out all of the sender's credit (proceeds that could not be pushed) at once.
 *
 * @throws NoCreditError.
 *
 * @example
 * ```ts
 * const { amount } = await withdrawCreditSync(client, { marketplace });
 * ```
 */
export const withdrawCredit = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, recipient }: WithdrawCreditParameters, sender) =>
    contractCall(withdrawCreditFunction, marketplace, [recipient ?? sender()]),
  extract: /* @__PURE__ */ oneEvent(creditWithdrawnEvent),
});

/** {@link withdrawCredit}, and waits for the block. */
export const withdrawCreditSync = withdrawCredit.sync;
