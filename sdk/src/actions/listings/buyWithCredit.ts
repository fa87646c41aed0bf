import { buyWithCreditFunction, listingBoughtEvent } from "../../abi/generated/marketplace.ts";
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
    contractCall(buyWithCreditFunction, marketplace, [terms, quantity, maxTotal, recipient ?? sender()]),
  extract: /* @__PURE__ */ oneEvent(listingBoughtEvent),
});

/** {@link buyWithCredit}, and waits for the block. */
export const buyWithCreditSync = buyWithCredit.sync;
