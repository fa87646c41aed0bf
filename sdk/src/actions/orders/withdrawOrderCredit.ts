import type { Address } from "viem";
import { ordersAbi } from "../../abi/generated.ts";
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
    contractCall({
      abi: ordersAbi,
      address: orders,
      functionName: "withdrawCredit",
      args: [recipient ?? sender()],
    }),
  extract: /* @__PURE__ */ oneEvent(ordersAbi, "CreditWithdrawn"),
});

/** {@link withdrawOrderCredit}, and waits for the block. */
export const withdrawOrderCreditSync = withdrawOrderCredit.sync;
