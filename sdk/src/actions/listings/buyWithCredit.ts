import { marketplaceAbi } from "../../abi/generated.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";
import type { BuyParameters } from "./buy.ts";

/**
 * {@link buy}, paid from the sender's credit as far as it goes; the wallet pays the rest.
 *
 * @throws What `buy` throws.
 *
 * @example
 * ```ts
 * const { total } = await buyWithCreditSync(client, { marketplace, terms, maxTotal: price });
 * ```
 */
export const buyWithCredit = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, terms, quantity = 1n, maxTotal, recipient }: BuyParameters, sender) =>
    contractCall({
      abi: marketplaceAbi,
      address: marketplace,
      functionName: "buyWithCredit",
      args: [terms, quantity, maxTotal, recipient ?? sender()],
    }),
  extract: /* @__PURE__ */ oneEvent(marketplaceAbi, "ListingBought"),
});

/** {@link buyWithCredit}, and waits for the block. */
export const buyWithCreditSync = buyWithCredit.sync;
