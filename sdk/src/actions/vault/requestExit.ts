import type { Address } from "viem";
import { exitRequestedEvent, requestExitFunction } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type RequestExitParameters = {
  marketplace: Address;
  /** At most what is free; smallest unit of the currency. */
  amount: bigint;
};

/**
 * Starts to move free funds out of the vault without anybody's consent; it takes EXIT_DELAY. A new request replaces the old one and
 * restarts the clock.
 *
 * @throws InsufficientFreeError, ZeroQuantityError.
 *
 * @example
 * ```ts
 * const { exitableAt } = await requestExitSync(client, { marketplace, amount });
 * ```
 */
export const requestExit = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, amount }: RequestExitParameters) => contractCall(requestExitFunction, marketplace, [amount]),
  extract: /* @__PURE__ */ oneEvent(exitRequestedEvent),
});

/** {@link requestExit}, and waits for the block. */
export const requestExitSync = requestExit.sync;
