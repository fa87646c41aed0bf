import type { Address } from "viem";
import { setTreasuryFunction, treasuryUpdatedEvent } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type SetTreasuryParameters = {
  marketplace: Address;
  treasury: Address;
};

/**
 * Sets who receives collected fees. Only the fee admin.
 *
 * @throws InvalidRecipientError, AccessControlUnauthorizedAccountError.
 *
 * @example
 * ```ts
 * await setTreasurySync(admin, { marketplace, treasury });
 * ```
 */
export const setTreasury = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, treasury }: SetTreasuryParameters) =>
    contractCall(setTreasuryFunction, marketplace, [treasury]),
  extract: /* @__PURE__ */ oneEvent(treasuryUpdatedEvent),
});

/** {@link setTreasury}, and waits for the block. */
export const setTreasurySync = setTreasury.sync;
