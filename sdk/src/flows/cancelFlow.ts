import type { Hash } from "viem";
import { cancelAuction } from "../actions/auctions/cancelAuction.ts";
import { cancelListing } from "../actions/listings/cancelListing.ts";
import { cancelOrders } from "../actions/orders/cancelOrders.ts";
import { isOrderNonceUsed } from "../actions/reads/isOrderNonceUsed.ts";
import { cancelExit } from "../actions/vault/cancelExit.ts";
import { OrderNonceUsedError } from "../errors/contract/orders.ts";
import type { AuctionTerms, ListingTerms } from "../rules/types.ts";
import { defineFlow } from "./internal/defineFlow.ts";
import type { PlanScope, Sent } from "./internal/scope.ts";
import { sendStep } from "./internal/sendStep.ts";
import { toSeller } from "./internal/toSeller.ts";

/** What is taken back: a listing, an auction that has not started, signed orders by their nonces, or the exit from the vault. */
export type CancelFlowParameters =
  | { listing: ListingTerms }
  | { auction: AuctionTerms }
  | { nonces: readonly bigint[] }
  | { exit: true };

export type CancelFlowResult = { transaction: Hash };

/**
 * Plans to take back what is for sale, was signed, or is on its way out of the vault.
 *
 * @throws NotSellerError, ListingOverError, AuctionAlreadyStartedError, NoExitError, OrderNonceUsedError where all of the nonces are over: while it
 * plans, and again before the signature.
 *
 * @example
 * ```ts
 * await (await cancelFlow({ client, deployment }, { listing: listingTerms(listing) })).run();
 * ```
 */
export const cancelFlow = /* @__PURE__ */ defineFlow<CancelFlowParameters, CancelFlowParameters, CancelFlowResult>({
  kind: "cancel",

  async plan(scope, parameters) {
    const { client, account, deployment } = scope;
    const { marketplace } = deployment;
    if ("listing" in parameters)
      await cancelListing.simulate(client, { marketplace, terms: parameters.listing, account });
    else if ("auction" in parameters)
      await cancelAuction.simulate(client, { marketplace, terms: parameters.auction, account });
    else if ("exit" in parameters) await cancelExit.simulate(client, { marketplace, account });
    else await requireAny(scope, parameters);
    return { steps: ["cancel"], parameters };
  },

  steps(parameters, { marketplace, orders }) {
    const requirement = { type: "transact", label: "Take it back" } as const;
    if ("listing" in parameters)
      return {
        cancel: sendStep({
          requirement,
          action: cancelListing,
          args: () => ({ marketplace, terms: parameters.listing }),
        }),
      };
    if ("auction" in parameters)
      return {
        cancel: sendStep({
          requirement,
          action: cancelAuction,
          args: () => ({ marketplace, terms: parameters.auction }),
        }),
      };
    if ("exit" in parameters)
      return { cancel: sendStep({ requirement, action: cancelExit, args: () => ({ marketplace }) }) };
    return {
      cancel: sendStep({
        requirement,
        action: cancelOrders,
        args: () => ({ orders, nonces: parameters.nonces }),
        look: (scope) => requireAny(scope, parameters),
      }),
    };
  },

  reword: toSeller,

  result: (outcomes) => ({ transaction: (outcomes[0] as Sent<unknown>).hash }),
});

/** The contract passes over what was filled: nobody shall believe that he has taken that back. */
async function requireAny(
  { client, account: { address: account }, deployment: { orders } }: PlanScope,
  { nonces }: { nonces: readonly bigint[] },
): Promise<void> {
  const areUsed = await Promise.all(nonces.map((nonce) => isOrderNonceUsed(client, { orders, account, nonce })));
  const [nonce] = nonces;
  if (nonce !== undefined && areUsed.every(Boolean)) throw new OrderNonceUsedError({ account, nonce });
}
