import type { Address, Hex } from "viem";
import { claimItemFunction, itemClaimedEvent } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type ClaimItemParameters = {
  marketplace: Address;
  /** Listing or auction that they come from. */
  id: Hex;
  /** Who receives them; the sender by default. */
  recipient?: Address | undefined;
};

/**
 * Delivers units that the sender's wallet refused when they were sold or returned.
 *
 * @throws NothingToClaimError.
 *
 * @example
 * ```ts
 * await claimItemSync(client, { marketplace, id, recipient: wallet });
 * ```
 */
export const claimItem = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, id, recipient }: ClaimItemParameters, sender) =>
    contractCall(claimItemFunction, marketplace, [id, recipient ?? sender()]),
  extract: /* @__PURE__ */ oneEvent(itemClaimedEvent),
});

/** {@link claimItem}, and waits for the block. */
export const claimItemSync = claimItem.sync;
