import type { Address } from "viem";
import { creditWithdrawnEvent, withdrawCreditFunction } from "../../abi/generated/orders.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type WithdrawOrderCreditParameters = {
  orders: Address;
  /** Who receives the Credits; the sender by default. */
  recipient?: Address | undefined;
};

/**
 * Pays out what trades of signed orders owe to the sender because it could not be pushed: proceeds or royalties.
 *
 * @throws NoCreditError.
 *
 * @example
 * ```ts
 * const { amount } = await withdrawOrderCreditSync(client, { orders });
 * ```
 */
export const withdrawOrderCredit = /* @__PURE__ */ defineWrite({
  call: ({ orders, recipient }: WithdrawOrderCreditParameters, sender) =>
    contractCall(withdrawCreditFunction, orders, [recipient ?? sender()]),
  extract: /* @__PURE__ */ oneEvent(creditWithdrawnEvent),
});

/** {@link withdrawOrderCredit}, and waits for the block. */
export const withdrawOrderCreditSync = withdrawOrderCredit.sync;
