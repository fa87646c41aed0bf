import type { Address, Hex } from "viem";
import { addSettlerFunction, settlerAddedEvent } from "../../abi/generated/marketplace.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";

export type AddSettlerParameters = {
  marketplace: Address;
  /** In ERC-7913 form: an account's address, or what {@link p256Signer} and {@link ed25519Signer} give. */
  signer: Hex;
};

/**
 * Announces a settler, who can sign from SETTLER_DELAY on. Only the settler admin.
 *
 * @throws SettlerExistsError, SettlerRetiredError, InvalidSignerError, AccessControlUnauthorizedAccountError.
 *
 * @example
 * ```ts
 * const { activeFrom } = await addSettlerSync(admin, { marketplace, signer: settler.address });
 * ```
 */
export const addSettler = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, signer }: AddSettlerParameters) => contractCall(addSettlerFunction, marketplace, [signer]),
  extract: /* @__PURE__ */ oneEvent(settlerAddedEvent),
});

/** {@link addSettler}, and waits for the block. */
export const addSettlerSync = addSettler.sync;
