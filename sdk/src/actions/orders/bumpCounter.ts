import type { Address } from "viem";
import { bumpCounterFunction, counterBumpedEvent } from "../../abi/generated/orders.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type BumpCounterParameters = {
  orders: Address;
};

/**
 * Ends all orders that the sender signed so far, known to him or not, for ever. Orders that he signs from now on carry the new `counter`.
 * Works while paused.
 *
 * @example
 * ```ts
 * const { counter } = await bumpCounterSync(client, { orders });
 * ```
 */
export const bumpCounter = /* @__PURE__ */ defineWrite({
  call: ({ orders }: BumpCounterParameters) => contractCall(bumpCounterFunction, orders, []),
  extract: /* @__PURE__ */ oneEvent(counterBumpedEvent),
});

/** {@link bumpCounter}, and waits for the block. */
export const bumpCounterSync = bumpCounter.sync;
