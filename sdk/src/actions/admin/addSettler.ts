import type { Address, Hex } from "viem";
import { marketplaceAbi } from "../../abi/generated.ts";
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
  call: ({ marketplace, signer }: AddSettlerParameters) =>
    contractCall({
      abi: marketplaceAbi,
      address: marketplace,
      functionName: "addSettler",
      args: [signer],
    }),
  extract: /* @__PURE__ */ oneEvent(marketplaceAbi, "SettlerAdded"),
});

/** {@link addSettler}, and waits for the block. */
export const addSettlerSync = addSettler.sync;
