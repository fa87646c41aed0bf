import type { Address, Log } from "viem";
import { itemMintedEvent, mintBatchFunction } from "../../abi/generated/gameItems.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { allEvents } from "../internal/events.ts";
import { encodeTraits, type ItemTraits } from "./traits.ts";

export type MintItemsParameters = {
  /** GameItems. */
  token: Address;
  to: Address;
  /** One entry an item; ids are consecutive in this order. */
  items: readonly ItemTraits[];
};

/** What was minted. */
export type MintItemsEvent = { tokenIds: bigint[] };

/**
 * Mints items (ERC-721) of registered kinds. Only the minter.
 *
 * @throws UnknownKindError, InvalidTraitsError, AccessControlUnauthorizedAccountError.
 *
 * @example
 * ```ts
 * const { tokenIds } = await mintItemsSync(minter, {
 *   token: gameItems, to: alice, items: [{ kind: 1, itemType: "WEAPON", rarity: "RARE", power: 80 }],
 * });
 * ```
 */
export const mintItems = /* @__PURE__ */ defineWrite({
  call: ({ token, to, items }: MintItemsParameters) =>
    contractCall(mintBatchFunction, token, [to, items.map(encodeTraits)]),
  extract,
});

/** {@link mintItems}, and waits for the block. */
export const mintItemsSync = mintItems.sync;

function extract(logs: readonly Log[], emitter: Address | undefined): MintItemsEvent {
  const { events } = allEvents(itemMintedEvent)(logs, emitter);
  return { tokenIds: events.map(({ tokenId }) => tokenId) };
}
