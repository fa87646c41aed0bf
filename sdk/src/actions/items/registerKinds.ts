import type { Address } from "viem";
import { kindRegisteredEvent, registerKindsFunction } from "../../abi/generated/gameItems.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { allEvents } from "../internal/events.ts";
import type { KindInput } from "./traits.ts";

export type RegisterKindsParameters = {
  /** Either collection. */
  token: Address;
  kinds: readonly KindInput[];
};

/**
 * Puts kinds into a collection's catalogue, once each. Only the minter.
 *
 * @throws KindExistsError, InvalidKindError, AccessControlUnauthorizedAccountError.
 *
 * @example
 * ```ts
 * await registerKindsSync(minter, { token: gameItems, kinds: [{ kind: 1, name: "Longsword", icon: "M0 0h512v512z" }] });
 * ```
 */
export const registerKinds = /* @__PURE__ */ defineWrite({
  call: ({ token, kinds }: RegisterKindsParameters) => contractCall(registerKindsFunction, token, [kinds]),
  extract: /* @__PURE__ */ allEvents(kindRegisteredEvent),
});

/** {@link registerKinds}, and waits for the block. */
export const registerKindsSync = registerKinds.sync;
