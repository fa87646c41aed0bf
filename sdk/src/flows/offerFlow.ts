import type { Hex } from "viem";
import { getOrderCounter } from "../actions/reads/getOrderCounter.ts";
import { signOffer } from "../actions/signing/signOffer.ts";
import { createOffer } from "../orders/build.ts";
import type { Offer, OfferInput } from "../orders/types.ts";
import type { OfferEntry } from "../relayer/orderTypes.ts";
import { relayerOf, signed } from "./internal/asks.ts";
import { approveStep, needsApproval } from "./internal/creditsSteps.ts";
import { defineFlow } from "./internal/defineFlow.ts";

/** What is offered for, as `createOffer` takes it; the buyer is the account, and its counter is read from the chain. */
export type OfferFlowParameters = Omit<OfferInput, "buyer" | "counter">;

export type OfferFlowResult = {
  /** The offer's id in the book. */
  offerId: Hex;
  offer: Offer;
  signature: Hex;
};

type Planned = { offer: Offer; tokens: readonly bigint[] };

/**
 * Plans an offer: an approval of exactly what it pays where there is none, the signature, and its entry into the relayer's book.
 *
 * @throws NotEnoughCreditsError, RelayerOrderNotFillableError, ConfigurationError without a relayer.
 *
 * @example
 * ```ts
 * const { offerId } = await (await offerFlow(context, { token, standard: "ERC721", tokenId: 7n, price, nonce: 1n })).run();
 * ```
 */
export const offerFlow = /* @__PURE__ */ defineFlow<OfferFlowParameters, Planned, OfferFlowResult>({
  kind: "offer",

  async plan(scope, given) {
    relayerOf(scope);
    const { client, account, deployment } = scope;
    const { orders } = deployment;
    const counter = await getOrderCounter(client, { orders, account: account.address });
    const offer = createOffer({ ...given, buyer: account.address, counter } as OfferInput);
    const approve = await needsApproval(scope, { spender: orders, amount: offer.price * offer.quantity });
    const parameters = { offer, tokens: given.tokens ?? [] };
    return { steps: approve ? ["approve", "sign", "enter"] : ["sign", "enter"], parameters };
  },

  steps({ offer, tokens }, { chainId, orders, credits }) {
    const amount = offer.price * offer.quantity;
    const domain = { chainId, orders };
    return {
      approve: approveStep({ credits }, { spender: orders, amount }),
      sign: {
        requirement: { type: "sign", label: "Sign the offer", amount },
        run: (scope) => signed(scope, () => signOffer(scope.client, { domain, offer, account: scope.account })),
      },
      enter: {
        requirement: { type: "request", label: "Enter it into the book" },
        async run(scope) {
          scope.enter("sending");
          const signature = scope.outcomes.at(-1) as Hex;
          const entry = await relayerOf(scope).enterOffer(
            { offer, tokenIds: tokens, signature },
            { signal: scope.signal },
          );
          return { id: entry.id, signature };
        },
      },
    };
  },

  result(outcomes, { offer }) {
    const { id, signature } = outcomes.at(-1) as Pick<OfferEntry, "id"> & { signature: Hex };
    return { offerId: id, offer, signature };
  },
});
