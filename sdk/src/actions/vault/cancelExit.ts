import type { Address } from "viem";
import { cancelExitFunction, exitCancelledEvent } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type CancelExitParameters = {
  marketplace: Address;
};

/**
 * Returns the sender's exiting funds to free.
 *
 * @throws NoExitError.
 *
 * @example
 * ```ts
 * await cancelExitSync(client, { marketplace });
 * ```
 */
export const cancelExit = /* @__PURE__ */ defineWrite({
  call: ({ marketplace }: CancelExitParameters) => contractCall(cancelExitFunction, marketplace, []),
  extract: /* @__PURE__ */ oneEvent(exitCancelledEvent),
});

/** {@link cancelExit}, and waits for the block. */
export const cancelExitSync = cancelExit.sync;
