import type { Address, Hex } from "viem";
import { removeSettlerFunction, settlerRemovedEvent } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type RemoveSettlerParameters = {
  marketplace: Address;
  /** In ERC-7913 form: the 20 bytes of an address. */
  signer: Hex;
};

/**
 * Removes a settler at once and for ever. Only the settler admin.
 *
 * @throws UnknownSettlerError, AccessControlUnauthorizedAccountError.
 *
 * @example
 * ```ts
 * await removeSettlerSync(admin, { marketplace, signer: settler.address });
 * ```
 */
export const removeSettler = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, signer }: RemoveSettlerParameters) =>
    contractCall(removeSettlerFunction, marketplace, [signer]),
  extract: /* @__PURE__ */ oneEvent(settlerRemovedEvent),
});

/** {@link removeSettler}, and waits for the block. */
export const removeSettlerSync = removeSettler.sync;
