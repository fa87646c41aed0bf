import type { Address } from "viem";
import { pausedEvent, pauseFunction } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type PauseParameters = {
  marketplace: Address;
};

/**
 * Stops new listings, auctions and buys; never a way out. Only the pauser.
 *
 * @throws AccessControlUnauthorizedAccountError, EnforcedPauseError.
 *
 * @example
 * ```ts
 * await pauseSync(pauser, { marketplace });
 * ```
 */
export const pause = /* @__PURE__ */ defineWrite({
  call: ({ marketplace }: PauseParameters) => contractCall(pauseFunction, marketplace, []),
  extract: /* @__PURE__ */ oneEvent(pausedEvent),
});

/** {@link pause}, and waits for the block. */
export const pauseSync = pause.sync;
