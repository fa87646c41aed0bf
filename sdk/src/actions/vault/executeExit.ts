import type { Address } from "viem";
import { executeExitFunction, exitExecutedEvent } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type ExecuteExitParameters = {
  marketplace: Address;
  /** Who receives the Credits; the sender by default. */
  recipient?: Address | undefined;
};

/**
 * Pays the sender's exit out once EXIT_DELAY has passed. What his presented bids bind of it stays exiting, and can be taken in the
 * same way as soon as their auctions end.
 *
 * @throws ExitNotReadyError, NoExitError, PresentedBidsUncoveredError when they bind all of it.
 *
 * @example
 * ```ts
 * await executeExitSync(client, { marketplace });
 * ```
 */
export const executeExit = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, recipient }: ExecuteExitParameters, sender) =>
    contractCall(executeExitFunction, marketplace, [recipient ?? sender()]),
  extract: /* @__PURE__ */ oneEvent(exitExecutedEvent),
});

/** {@link executeExit}, and waits for the block. */
export const executeExitSync = executeExit.sync;
