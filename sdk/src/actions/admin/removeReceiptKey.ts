import type { Address, Hex } from "viem";
import { receiptKeyRemovedEvent, removeReceiptKeyFunction } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type RemoveReceiptKeyParameters = {
  marketplace: Address;
  /** In ERC-7913 form: the 20 bytes of an address. */
  signer: Hex;
};

/**
 * Removes a receipt key. Its receipts stay good for EXIT_DELAY, longer than any auction. Only the settler admin.
 *
 * @throws UnknownReceiptKeyError, AccessControlUnauthorizedAccountError.
 *
 * @example
 * ```ts
 * const { goodUntil } = await removeReceiptKeySync(admin, { marketplace, signer: receiptKey.address });
 * ```
 */
export const removeReceiptKey = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, signer }: RemoveReceiptKeyParameters) =>
    contractCall(removeReceiptKeyFunction, marketplace, [signer]),
  extract: /* @__PURE__ */ oneEvent(receiptKeyRemovedEvent),
});

/** {@link removeReceiptKey}, and waits for the block. */
export const removeReceiptKeySync = removeReceiptKey.sync;
