import type { Address } from "viem";
import { defineResourcesFunction, resourceDefinedEvent } from "../../abi/generated/gameResources.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { allEvents } from "../internal/events.ts";
import { encodeTraits, type ItemTraits } from "./traits.ts";

export type DefineResourcesParameters = {
  /** GameResources. */
  token: Address;
  resources: readonly ItemTraits[];
};

/**
 * Sets the traits of registered kinds of stacks, once each. A stack's token id is its kind. Only the minter.
 *
 * @throws UnknownKindError, KindExistsError, InvalidTraitsError, AccessControlUnauthorizedAccountError.
 *
 * @example
 * ```ts
 * await defineResourcesSync(minter, { token: gameResources, resources: [{ kind: 1, itemType: "TOOL", rarity: "COMMON" }] });
 * ```
 */
export const defineResources = /* @__PURE__ */ defineWrite({
  call: ({ token, resources }: DefineResourcesParameters) =>
    contractCall(defineResourcesFunction, token, [resources.map(encodeTraits)]),
  extract: /* @__PURE__ */ allEvents(resourceDefinedEvent),
});

/** {@link defineResources}, and waits for the block. */
export const defineResourcesSync = defineResources.sync;
