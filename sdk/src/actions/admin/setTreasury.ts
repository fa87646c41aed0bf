import type { Address } from "viem";
import { marketplaceAbi } from "../../abi/generated.ts";
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
    contractCall({
      abi: marketplaceAbi,
      address: marketplace,
      functionName: "setTreasury",
      args: [treasury],
    }),
  extract: /* @__PURE__ */ oneEvent(marketplaceAbi, "TreasuryUpdated"),
});

/** {@link setTreasury}, and waits for the block. */
export const setTreasurySync = setTreasury.sync;
