import type { Address, Hex } from "viem";
import { addReceiptKeyFunction, receiptKeyAddedEvent } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type AddReceiptKeyParameters = {
  marketplace: Address;
  /** In ERC-7913 form: the 20 bytes of an address. */
  signer: Hex;
};

/**
 * Announces a key that signs receipts and Extensions, from `activeFrom` on and for what is received from then on. Only the settler
 * admin.
 *
 * @throws ReceiptKeyExistsError, SettlerExistsError, InvalidSignerError, AccessControlUnauthorizedAccountError.
 *
 * @example
 * ```ts
 * const { activeFrom } = await addReceiptKeySync(admin, { marketplace, signer: receiptKey.address });
 * ```
 */
export const addReceiptKey = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, signer }: AddReceiptKeyParameters) =>
    contractCall(addReceiptKeyFunction, marketplace, [signer]),
  extract: /* @__PURE__ */ oneEvent(receiptKeyAddedEvent),
});

/** {@link addReceiptKey}, and waits for the block. */
export const addReceiptKeySync = addReceiptKey.sync;
