import { buyWithPermitFunction, listingBoughtEvent } from "../../abi/generated/marketplace.ts";
import type { CreditsPermit } from "../../rules/types.ts";
import { contractCall } from "../internal/contractCall.ts";
import { defineWrite } from "../internal/defineWrite.ts";
import { oneEvent } from "../internal/events.ts";
import type { BuyParameters } from "./buy.ts";

export type BuyWithPermitParameters = BuyParameters & {
  /** The sender's permit for the Marketplace, by `signCreditsPermit`. */
  permit: CreditsPermit;
};

/**
 * {@link buy} with the allowance in the same transaction. A permit that fails is ignored: somebody may have sent it ahead, and
 * then the allowance is there.
 *
 * @throws What `buy` throws.
 *
 * @example
 * ```ts
 * const permit = await signCreditsPermit(client, { chainId, credits, spender: marketplace, value: price, deadline });
 * const { total } = await buyWithPermitSync(client, { marketplace, terms, maxTotal: price, permit });
 * ```
 */
export const buyWithPermit = /* @__PURE__ */ defineWrite({
  call: ({ marketplace, terms, quantity = 1n, maxTotal, recipient, permit }: BuyWithPermitParameters, sender) =>
    contractCall(buyWithPermitFunction, marketplace, [terms, quantity, maxTotal, recipient ?? sender(), permit]),
  extract: /* @__PURE__ */ oneEvent(listingBoughtEvent),
});

/** {@link buyWithPermit}, and waits for the block. */
export const buyWithPermitSync = buyWithPermit.sync;
