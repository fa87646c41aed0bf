import type { Address } from "viem";
import { unpausedEvent, unpauseFunction } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type UnpauseParameters = {
  marketplace: Address;
};

/**
 * Resumes business. Only the pauser.
 *
 * @throws AccessControlUnauthorizedAccountError, ExpectedPauseError.
 *
 * @example
 * ```ts
 * await unpauseSync(pauser, { marketplace });
 * ```
 */
export const unpause = /* @__PURE__ */ defineWrite({
  call: ({ marketplace }: UnpauseParameters) => contractCall(unpauseFunction, marketplace, []),
  extract: /* @__PURE__ */ oneEvent(unpausedEvent),
});

/** {@link unpause}, and waits for the block. */
export const unpauseSync = unpause.sync;
