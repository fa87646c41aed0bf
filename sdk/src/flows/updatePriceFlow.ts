import { type UpdatePriceParameters, updatePrice } from "../actions/listings/updatePrice.ts";
import { toSeller } from "./internal/toSeller.ts";
import { transactFlow } from "./internal/transactFlow.ts";

export type UpdatePriceFlowParameters = Omit<UpdatePriceParameters, "marketplace">;

/**
 * Plans to change a listing's price.
 *
 * @throws NotSellerError, ListingOverError, ZeroPriceError: while it plans, and again before the signature.
 *
 * @example
 * ```ts
 * await (await updatePriceFlow({ client, deployment }, { terms: listingTerms(listing), price: parseEther("12") })).run();
 * ```
 */
export const updatePriceFlow = /* @__PURE__ */ transactFlow({
  kind: "updatePrice",
  label: "Change the price",
  action: updatePrice,
  complete: (given: UpdatePriceFlowParameters, { marketplace }) => ({ ...given, marketplace }),
  reword: toSeller,
});
