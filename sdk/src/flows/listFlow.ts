import { type ListItemParameters, listItem } from "../actions/listings/listItem.ts";
import { randomSalt } from "../rules/salt.ts";
import { transactFlow } from "./internal/transactFlow.ts";

export type ListFlowParameters = Omit<ListItemParameters, "marketplace">;

/**
 * Plans a listing: one transfer hands the item over and says for how much. No approval is needed.
 *
 * @throws What `listItem` throws, while it plans and again before the signature.
 *
 * @example
 * ```ts
 * const { listingId } = await (await listFlow(context, { token, standard: "ERC721", tokenId, price })).run();
 * ```
 */
export const listFlow = /* @__PURE__ */ transactFlow({
  kind: "list",
  label: "List the item",
  action: listItem,
  complete: (given: ListFlowParameters, { marketplace }) => ({ salt: randomSalt(), ...given, marketplace }),
  emitter: ({ marketplace }) => marketplace,
});
