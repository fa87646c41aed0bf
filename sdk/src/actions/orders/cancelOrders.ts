import type { Address } from "viem";
import { cancelOrdersFunction, orderCancelledEvent } from "../../abi/generated/orders.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { anyEvents } from "../internal/events.ts";

export type CancelOrdersParameters = {
  orders: Address;
  /** Nonces of the orders, listings and offers alike. */
  nonces: readonly bigint[];
};

/**
 * Ends the sender's orders that carry these nonces, for ever. Those that were filled before are passed over; `events` has the others. Works
 * while paused.
 *
 * @example
 * ```ts
 * const { events } = await cancelOrdersSync(client, { orders, nonces: [signedListing.nonce] });
 * ```
 */
export const cancelOrders = /* @__PURE__ */ defineWrite({
  call: ({ orders, nonces }: CancelOrdersParameters) => contractCall(cancelOrdersFunction, orders, [[...nonces]]),
  extract: /* @__PURE__ */ anyEvents(orderCancelledEvent),
});

/** {@link cancelOrders}, and waits for the block. */
export const cancelOrdersSync = cancelOrders.sync;
